'use strict';

const { readFileSync, mkdirSync, writeFileSync } = require('node:fs');
const { basename, dirname, join, relative } = require('node:path');
const esbuild = require('esbuild');
const gulp = require('gulp');

/** Where the package is built; elsewhere while somebody develops inside a running n8n. */
const DIST = process.env.DIST ?? join(__dirname, 'dist');
const BUNDLE = join(DIST, 'bitrix24.js');

/** The files n8n loads, as package.json names them, with the class it looks for in each. */
function entries() {
	const { n8n } = JSON.parse(readFileSync(join(__dirname, 'package.json'), 'utf8'));
	return [...n8n.credentials, ...n8n.nodes].map((file) => ({
		file: relative('dist', file),
		name: basename(file).split('.')[0],
	}));
}

/** Icons, codex files and output schemas, at the same paths below dist. */
function assets() {
	return gulp
		.src(
			[
				'nodes/**/*.{svg,png}',
				'nodes/**/*.node.json',
				'nodes/**/__schema__/**/*.json',
				'credentials/**/*.{svg,png}',
			],
			{ base: '.', encoding: false },
		)
		.pipe(gulp.dest(DIST));
}

/**
 * The nodes and credentials hand on what the one file of code has: n8n loads the package at every start, and 240 files
 * take four times as long as one.
 */
async function links() {
	for (const { file, name } of entries()) {
		const path = join(DIST, file);
		const bundle = relative(dirname(path), BUNDLE);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, `'use strict';\nexports.${name} = require('${bundle}').${name};\n`);
	}
}

/**
 * The one file. What is published is minified, a third smaller than its sources, with functions and classes under their
 * own names and short lines, so that a stack trace in an execution says where it came from.
 *
 * @param {boolean} isPublished false while somebody develops
 */
function code(isPublished) {
	return {
		stdin: {
			contents: entries()
				.map(({ file, name }) => `export { ${name} } from './${file.replace(/\.js$/, '')}';`)
				.join('\n'),
			resolveDir: __dirname,
		},
		bundle: true,
		charset: 'utf8',
		external: ['n8n-workflow'],
		outfile: BUNDLE,
		platform: 'node',
		target: 'es2022',
		...(isPublished && { keepNames: true, lineLimit: 160, minify: true }),
	};
}

exports.build = gulp.parallel(assets, links, () => esbuild.build(code(true)));
exports.watch = gulp.parallel(assets, links, async () =>
	(await esbuild.context(code(false))).watch(),
);
exports.default = exports.build;
