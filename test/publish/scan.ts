/**
 * `npm run scan [-- FILE.tgz]`: n8n's own scanner over this commit's sources and over the tarball (a new one, or the one
 * named), with the rules and file patterns it uses for a published version. What it can only ask once the version is
 * published is whether npm has provenance for it: the workflow Publish asks that afterwards.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { CACHE } from '../e2e/n8n/folders';
import { run } from './shell';

const ROOT = resolve(__dirname, '../..');
const NAME = '@n8n/scan-community-package';
const VERSION = '0.32.0';

/** What `analyzePackageByName` of the scanner gives its second part, for the published tarball. */
const TARBALL_PATTERNS = ['**/*.js', 'package.json'];

interface Verdict {
	passed: boolean;
	message?: string;
	details?: string;
}

interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(folder: string, patterns: string[]): Promise<Verdict>;
}

/** The scanner as npm has it, installed once. */
async function scanner(): Promise<Scanner> {
	const home = join(CACHE, `scanner-${VERSION}`);
	const entry = join(home, 'node_modules', NAME, 'scanner', 'scanner.mjs');
	if (!existsSync(entry)) {
		mkdirSync(home, { recursive: true });
		const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
		run('npm', ['install', '--prefix', home, ...quiet, `${NAME}@${VERSION}`], { cwd: home });
	}
	const found: Scanner = await import(pathToFileURL(entry).href);
	return found;
}

/** The sources as they would be fetched from the commit: nothing that is not committed. */
function sources(folder: string): string {
	const archive = join(folder, 'source.tar');
	run('git', ['archive', '--output', archive, 'HEAD'], { cwd: ROOT });
	return unpacked(archive, join(folder, 'source'), 0);
}

function tarball(folder: string, given: string | undefined): string {
	if (given !== undefined) return unpacked(resolve(given), join(folder, 'tarball'), 1);
	run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: ROOT });
	const packed = readdirSync(folder).find((name) => name.endsWith('.tgz'));
	if (packed === undefined) throw new Error('npm pack left no tarball: run npm run build first.');
	return unpacked(join(folder, packed), join(folder, 'tarball'), 1);
}

function unpacked(archive: string, target: string, strip: number): string {
	mkdirSync(target);
	const parameters = ['-xf', archive, '-C', target, `--strip-components=${strip}`];
	run('tar', parameters, { cwd: target });
	return target;
}

async function main(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'scan-'));
	try {
		const { analyzePackage, SOURCE_FILE_PATTERNS } = await scanner();
		const parts: Array<[what: string, folder: string, patterns: string[]]> = [
			['source', sources(folder), SOURCE_FILE_PATTERNS],
			['tarball', tarball(folder, process.argv[2]), TARBALL_PATTERNS],
		];
		for (const [what, place, patterns] of parts) {
			const { passed, message, details } = await analyzePackage(place, patterns);
			const verdict = passed ? 'passed' : `failed: ${message}\n${details ?? ''}`;
			process.stdout.write(`${NAME} ${VERSION}, ${what}: ${verdict}\n`);
			if (!passed) process.exitCode = 1;
			// It finds nothing wrong with nothing, so look for what it must have seen.
			if (!existsSync(join(place, 'package.json'))) throw new Error(`No package in the ${what}`);
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
