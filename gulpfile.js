'use strict';

const gulp = require('gulp');

/** Copies what tsc leaves behind: icons, codex files and output schemas, at the same paths below dist. */
function assets() {
	return gulp
		.src(
			[
				'nodes/**/*.{svg,png}',
				'nodes/**/*.node.json',
				'nodes/**/__schema__/**/*.json',
				'credentials/**/*.{svg,png}',
			],
			{
				base: '.',
				encoding: false,
			},
		)
		.pipe(gulp.dest('dist'));
}

exports.build = assets;
exports.default = assets;
