/** Cuts a release in a folder: everything but the push. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { released } from './changelog';
import { attempt, run } from './shell';
import { nextVersion } from './version';

export interface Cut {
	root: string;
	/** `patch`, `minor`, `major`, a version, or nothing for the version that is there. */
	wanted: string | undefined;
	/** Scripts of package.json that must succeed between the change and the commit. */
	checks: readonly string[];
	/** `2026-11-25` */
	date: string;
	say: (line: string) => void;
}

/** Releases are cut from here only. */
const BRANCH = 'main';

const CONSTANT = 'nodes/Bitrix24/transport/version.ts';

/** The files that name the version. */
const FILES = ['package.json', 'package-lock.json', CONSTANT, 'CHANGELOG.md'];

interface Manifest {
	version: string;
	repository: { url: string };
}

/** What package-lock.json says of the package itself. */
interface Lock {
	version: string;
	packages: Record<string, { version: string }>;
}

function manifestOf(root: string): Manifest {
	// The package's own test holds the shape.
	return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
}

function hasTag(root: string, version: string): boolean {
	return run('git', ['tag', '--list', `v${version}`], { cwd: root }) !== '';
}

/** @throws when the folder holds anything but the newest main */
function requireReady(root: string): void {
	const branch = run('git', ['rev-parse', '--abbrev-ref', 'HEAD'], { cwd: root });
	if (branch !== BRANCH) throw new Error(`This is the branch ${branch}: release from ${BRANCH}.`);
	const changed = run('git', ['status', '--porcelain'], { cwd: root });
	if (changed !== '') throw new Error(`Commit or put away first:\n${changed}`);
	const behind = attempt('git', ['rev-list', '--count', 'HEAD..@{upstream}'], { cwd: root });
	if (behind.code === 0 && behind.text.trim() !== '0') {
		throw new Error(`${BRANCH} is behind its upstream: git pull first.`);
	}
}

function rewrite(root: string, file: string, change: (text: string) => string): void {
	const path = join(root, file);
	const before = readFileSync(path, 'utf8');
	writeFileSync(path, change(before));
}

function writeVersion({ root, date }: Cut, version: string): void {
	const { repository } = manifestOf(root);
	const address = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
	rewrite(root, 'CHANGELOG.md', (text) => released(text, { version, date, repository: address }));
	rewrite(root, 'package.json', (text) =>
		text.replace(/"version": "[^"]*"/, `"version": "${version}"`),
	);
	rewrite(root, 'package-lock.json', (text) => {
		const lock: Lock = JSON.parse(text);
		lock.version = version;
		lock.packages[''].version = version;
		return `${JSON.stringify(lock, null, '\t')}\n`;
	});
	rewrite(root, CONSTANT, (text) => text.replace(/'\d+\.\d+\.\d+'/, `'${version}'`));
}

/**
 * Writes the version everywhere, checks, commits and tags. A check that fails leaves the folder as it was.
 *
 * @returns the version
 * @throws when the folder is not ready, the version is no next one, or a check fails
 */
export function cutRelease(cut: Cut): string {
	const { root, checks, say } = cut;
	requireReady(root);
	const { version: current } = manifestOf(root);
	const version = nextVersion(current, cut.wanted, hasTag(root, current));
	if (hasTag(root, version)) throw new Error(`The tag v${version} is there already.`);
	try {
		writeVersion(cut, version);
		for (const check of checks) {
			say(`npm run ${check}`);
			run('npm', ['run', '--silent', check], { cwd: root });
		}
	} catch (error) {
		run('git', ['checkout', '--quiet', '--', '.'], { cwd: root });
		throw error;
	}
	run('git', ['add', '--', ...FILES], { cwd: root });
	run('git', ['commit', '--quiet', '-m', `Release ${version}`], { cwd: root });
	run('git', ['tag', '--annotate', `v${version}`, '-m', `Release ${version}`], { cwd: root });
	say(`${current} → ${version}: committed and tagged v${version}`);
	return version;
}
