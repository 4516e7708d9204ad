/**
 * Installs the package under test the way n8n does: from the tarball that would be published,
 * without development dependencies, beside one copy of n8n-workflow.
 */
import { execFileSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmdirSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import engines from './engines.json';

const REPOSITORY = resolve(__dirname, '../..');
const SOURCES = ['nodes', 'credentials', 'package.json', 'tsconfig.build.json', 'gulpfile.js'];
const FAILURE_FILE = 'pack-failure.txt';

/** Modification time of the newest file or folder below; a folder's own time tells of removals. */
function newest(path: string): number {
	if (!existsSync(path)) return 0;
	const stat = statSync(path);
	if (!stat.isDirectory()) return stat.mtimeMs;
	return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isBuildStale(): boolean {
	const built = newest(join(REPOSITORY, 'dist', 'nodes'));
	return built < Math.max(...SOURCES.map((source) => newest(join(REPOSITORY, source))));
}

function pause(milliseconds: number): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Two test runs at once must not build into the same `dist`: the second one waits. */
function exclusively<Result>(work: () => Result): Result {
	const lock = join(REPOSITORY, 'node_modules', '.engine-harness-lock');
	const giveUp = Date.now() + 120_000;
	for (;;) {
		try {
			mkdirSync(lock);
			break;
		} catch (error) {
			if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
			// A lock older than any build was left by a run that was killed.
			if (Date.now() > giveUp) break;
			pause(200);
		}
	}
	try {
		return work();
	} finally {
		if (existsSync(lock)) rmdirSync(lock);
	}
}

function run(command: string, parameters: string[], cwd: string): void {
	try {
		execFileSync(command, parameters, { cwd, encoding: 'utf8', stdio: 'pipe' });
	} catch (error) {
		const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
		throw new Error(`${command} ${parameters.join(' ')} did not succeed:\n${output}\n${error}`);
	}
}

/** Unpacks `tarball` below `<folder>/node_modules` and puts the engine's own n8n-workflow next to it. */
function install(tarball: string, folder: string, core: string): void {
	const modules = join(folder, 'node_modules');
	const target = join(modules, packageName());
	mkdirSync(dirname(target), { recursive: true });
	run('tar', ['-xzf', tarball, '-C', folder], folder);
	renameSync(join(folder, 'package'), target);
	linkWorkflow(modules, core);
}

/** The folder of an n8n-core; by default of the one that this process runs on. */
export function coreFolder(name = 'n8n-core'): string {
	return dirname(require.resolve(`${name}/package.json`));
}

/** A second copy of n8n-workflow would break every `instanceof` between the node and the engine. */
export function linkWorkflow(modules: string, core = coreFolder()): void {
	const link = join(modules, 'n8n-workflow');
	if (existsSync(link)) return;
	const manifest = require.resolve('n8n-workflow/package.json', { paths: [core] });
	mkdirSync(modules, { recursive: true });
	symlinkSync(dirname(manifest), link, 'dir');
}

function packageName(): string {
	const manifest: unknown = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
	if (typeof manifest !== 'object' || manifest === null || !('name' in manifest)) {
		throw new Error('package.json has no name');
	}
	return String(manifest.name);
}

/** Where the package under test is (or will be) installed for an engine in this run's folder. */
function installation(folder: string, core: string): string {
	return join(folder, 'packed', basename(core));
}

/** Builds when something changed, packs, and installs beside each engine. */
function packInto(folder: string): void {
	const packed = join(folder, 'packed');
	mkdirSync(packed, { recursive: true });
	exclusively(() => {
		if (isBuildStale()) run('npm', ['run', 'build'], REPOSITORY);
		run('npm', ['pack', '--pack-destination', packed], REPOSITORY);
	});
	const tarball = readdirSync(packed).find((file) => file.endsWith('.tgz'));
	if (tarball === undefined) throw new Error('npm pack left no tarball');
	for (const core of new Set(Object.values(engines).map(coreFolder))) {
		const home = installation(folder, core);
		mkdirSync(home, { recursive: true });
		install(join(packed, tarball), home, core);
	}
}

/** As packInto, but keeps a failure for the tests that need the package; others may still run. */
export function packOrRemember(folder: string): void {
	try {
		packInto(folder);
	} catch (error) {
		writeFileSync(join(folder, FAILURE_FILE), String(error));
	}
}

/** The package installed for this process's engine, packed now when no global set-up has done so. */
export function packageUnderTest(folder: string): string {
	const failure = join(folder, FAILURE_FILE);
	if (existsSync(failure)) throw new Error(readFileSync(failure, 'utf8'));
	const installed = join(installation(folder, coreFolder()), 'node_modules', packageName());
	if (!existsSync(installed)) packInto(folder);
	return installed;
}
