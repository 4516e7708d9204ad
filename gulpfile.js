'use strict';

const gulp = require('gulp');

/** Copies what tsc leaves behind: icons and codex files, at the same paths below dist. */
function assets() {
	return gulp
		.src(['nodes/**/*.{svg,png}', 'nodes/**/*.node.json', 'credentials/**/*.{svg,png}'], {
			base: '.',
			encoding: false,
		})
		.pipe(gulp.dest('dist'));
}

exports.build = assets;
exports.default = assets;
