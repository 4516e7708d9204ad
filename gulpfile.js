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
 * take four times as long as one. Nothing is minified: the file reads like its sources.
 */
async function links() {
	for (const { file, name } of entries()) {
		const path = join(DIST, file);
		const bundle = relative(dirname(path), BUNDLE);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, `'use strict';\nexports.${name} = require('${bundle}').${name};\n`);
	}
}

/** esbuild indents by two spaces whatever the source does. */
const tabs = {
	name: 'tabs',
	setup(build) {
		build.onEnd(({ outputFiles }) => {
			for (const { path, text } of outputFiles) {
				mkdirSync(dirname(path), { recursive: true });
				writeFileSync(
					path,
					text.replace(/^(?: {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2)),
				);
			}
		});
	},
};

function code() {
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
		plugins: [tabs],
		target: 'es2022',
		write: false,
	};
}

exports.build = gulp.parallel(assets, links, () => esbuild.build(code()));
exports.watch = gulp.series(exports.build, async () => (await esbuild.context(code())).watch());
exports.default = exports.build;
