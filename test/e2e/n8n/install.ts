/**
 * Brings n8n, and the Node.js it needs, onto the machine from the npm registry.
 * Scripts are ignored because several packages download binaries from elsewhere; the one that n8n's default database
 * needs, sqlite3, is compiled afterwards.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import type { Edition } from './editions';
import { CACHE } from './folders';
import { networkEnvironment, plainEnvironment, runCommand } from './processes';

export interface Installation {
	edition: Edition;
	/** The Node.js binary to run it with. */
	node: string;
	/** n8n's own package folder. */
	folder: string;
	/** Whether it was there before. */
	cached: boolean;
}

type Say = (line: string) => void;

const NPM_QUIET = [
	'--ignore-scripts',
	'--no-audit',
	'--no-fund',
	'--loglevel=error',
	// A registry that cannot be reached is to be reported, not waited for.
	'--fetch-timeout=60000',
];
/** Written last: a folder without it is a half installation. */
const COMPLETE = 'complete.json';

/** Installs what is missing and says so. */
export async function ensureN8n(edition: Edition, say: Say): Promise<Installation> {
	const node = await ensureNode(edition.node, say);
	const home = join(CACHE, `n8n-${edition.version}`);
	const folder = join(home, 'node_modules', 'n8n');
	const cached = isComplete(home, edition.version) && existsSync(databaseOf(home));
	if (!cached) {
		say(`Installing n8n ${edition.version} (about 3 GB and 5 minutes, once, into ${home})`);
		const began = Date.now();
		begin(home, { overrides: edition.overrides });
		const env = withNode(node, networkEnvironment());
		const progress = (step: string) => () =>
			say(`  ${step}: ${secondsSince(began)} s, ${counted(home)}`);
		const options = { cwd: home, env };
		await runCommand(
			'npm',
			['install', `n8n@${edition.version}`, ...NPM_QUIET],
			options,
			progress('npm install'),
		);
		await runCommand(
			'npm',
			// This repository's .npmrc switches scripts off, and npm hands that on to the scripts it runs.
			['rebuild', 'sqlite3', '--ignore-scripts=false'],
			options,
			progress('compiling sqlite3'),
		);
		requireDatabase(home);
		finish(home, edition.version);
		say(`  done in ${secondsSince(began)} s`);
	}
	return { edition, node, folder, cached };
}

/** What compiling sqlite3 makes. */
function databaseOf(home: string): string {
	return join(home, 'node_modules/sqlite3/build/Release/node_sqlite3.node');
}

/** @throws when compiling left nothing: n8n would only say that a package is missing */
function requireDatabase(home: string): void {
	const binding = databaseOf(home);
	if (!existsSync(binding)) {
		throw new Error(`sqlite3 was not compiled (it takes python3, make and g++): no ${binding}`);
	}
}

/** A Node.js of this major version: the machine's own, or the binary that is a package of npm's registry. */
async function ensureNode(major: number, say: Say): Promise<string> {
	if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
	const home = join(CACHE, `node-${major}`);
	const name = binaryPackage();
	const binary = join(home, 'node_modules', name, 'bin', 'node');
	if (isComplete(home, String(major)) && existsSync(binary)) return binary;
	say(`Installing Node.js ${major} for n8n, beside the machine's ${process.version}`);
	begin(home);
	await runCommand('npm', ['install', `${name}@${major}`, ...NPM_QUIET], {
		cwd: home,
		env: networkEnvironment(),
	});
	if (!existsSync(binary)) throw new Error(`The npm package ${name} holds no bin/node`);
	finish(home, String(major));
	return binary;
}

/** What the package `node` fetches in its install script; scripts are switched off here. */
function binaryPackage(): string {
	const isAppleSilicon = process.platform === 'darwin' && process.arch === 'arm64';
	return `${isAppleSilicon ? 'node-bin' : 'node'}-${process.platform}-${process.arch}`;
}

/** The environment with this Node.js first. */
export function environmentOf(node: string, extra?: Record<string, string>): NodeJS.ProcessEnv {
	return withNode(node, plainEnvironment(extra));
}

function withNode(node: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	return { ...environment, PATH: [dirname(node), environment.PATH].join(delimiter) };
}

function isComplete(home: string, version: string): boolean {
	const mark = join(home, COMPLETE);
	return existsSync(mark) && readFileSync(mark, 'utf8') === JSON.stringify({ version });
}

function begin(home: string, manifest: object = {}): void {
	rmSync(home, { recursive: true, force: true });
	mkdirSync(home, { recursive: true });
	writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, ...manifest }));
}

function finish(home: string, version: string): void {
	writeFileSync(join(home, COMPLETE), JSON.stringify({ version }));
}

function secondsSince(began: number): number {
	return Math.round((Date.now() - began) / 1000);
}

/** How far npm has come, as something cheap to count. */
function counted(home: string): string {
	const modules = join(home, 'node_modules');
	return existsSync(modules) ? `${readdirSync(modules).length} packages` : 'fetching';
}
