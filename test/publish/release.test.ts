/** A release in one command: version, changelog, constant and tag; and what it refuses. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { notesOf, released } from './changelog';
import { cutRelease } from './cut';
import { run } from './shell';
import { contentsTable, type Packed } from './table';
import { nextVersion } from './version';

const CHANGELOG = `# Changelog

## [Unreleased]

### Fixed

- Something.

## [1.2.0] - 2026-01-01

- Older.

[Unreleased]: https://example.com/o/r/compare/v1.2.0...HEAD
[1.2.0]: https://example.com/o/r/releases/tag/v1.2.0
`;

describe('the next version', () => {
	it.each([
		['1.2.3', 'patch', true, '1.2.4'],
		['1.2.3', 'minor', true, '1.3.0'],
		['1.2.3', 'major', true, '2.0.0'],
		['1.2.3', '2.0.1', true, '2.0.1'],
		['0.1.0', undefined, false, '0.1.0'],
		['0.1.0', '0.1.0', false, '0.1.0'],
	])('after %s, %s is (released: %s) %s', (current, wanted, isReleased, expected) => {
		expect(nextVersion(current, wanted, isReleased)).toBe(expected);
	});

	it.each([
		['1.2.3', undefined, true, 'say patch, minor, major'],
		['1.2.3', '1.2.3', true, 'not newer'],
		['1.2.3', '1.1.9', false, 'not newer'],
		['1.2.3', 'v2', true, '"v2" is no version'],
		['1.2.3', '2.0.0-beta.1', true, 'is no version'],
	])('after %s is not %s (released: %s): %s', (current, wanted, isReleased, why) => {
		expect(() => nextVersion(current, wanted, isReleased)).toThrow(why);
	});
});

describe('the changelog of a release', () => {
	const release = { version: '1.3.0', date: '2026-11-25', repository: 'https://example.com/o/r' };

	it('has what was unreleased below the new version, and a link for each heading', () => {
		const text = released(CHANGELOG, release);
		expect(notesOf(text, 'Unreleased')).toBe('');
		expect(text).toContain('## [1.3.0] - 2026-11-25\n');
		expect(notesOf(text, '1.3.0')).toBe('### Fixed\n\n- Something.');
		expect(notesOf(text, '1.2.0')).toBe('- Older.');
		expect(text.slice(text.lastIndexOf('- Older.'))).toBe(
			[
				'- Older.',
				'',
				'[Unreleased]: https://example.com/o/r/compare/v1.3.0...HEAD',
				'[1.3.0]: https://example.com/o/r/releases/tag/v1.3.0',
				'[1.2.0]: https://example.com/o/r/releases/tag/v1.2.0',
				'',
			].join('\n'),
		);
	});

	it('is refused when nothing has changed', () => {
		const text = released(CHANGELOG, release);
		expect(() => released(text, { ...release, version: '1.4.0' })).toThrow('says nothing');
	});
});

describe('cutting a release', () => {
	let root: string;
	const git = (...args: string[]) => run('git', args, { cwd: root });
	const write = (file: string, text: string) => {
		mkdirSync(dirname(join(root, file)), { recursive: true });
		writeFileSync(join(root, file), text);
	};
	const read = (file: string) => readFileSync(join(root, file), 'utf8');
	const cut = (wanted?: string, checks: string[] = []) =>
		cutRelease({ root, wanted, checks, date: '2026-11-25', say: () => undefined });

	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), 'cut-'));
		git('init', '--quiet', '--initial-branch', 'main');
		git('config', 'user.name', 'Somebody');
		git('config', 'user.email', 'somebody@example.com');
		const manifest = {
			name: 'n8n-nodes-some',
			version: '1.2.0',
			scripts: { good: 'true', bad: 'false' },
			repository: { type: 'git', url: 'git+https://example.com/o/r.git' },
		};
		write('package.json', JSON.stringify(manifest, null, '\t'));
		const { name, version } = manifest;
		const lock = { name, version, lockfileVersion: 3, packages: { '': { name, version } } };
		write('package-lock.json', JSON.stringify(lock));
		write('nodes/Bitrix24/transport/version.ts', "export const PACKAGE_VERSION = '1.2.0';\n");
		write('CHANGELOG.md', CHANGELOG);
		git('add', '.');
		git('commit', '--quiet', '-m', 'Begin');
		git('tag', 'v1.2.0');
	});

	afterEach(() => rmSync(root, { recursive: true, force: true }));

	it('writes the version everywhere, commits and tags', () => {
		expect(cut('minor', ['good'])).toBe('1.3.0');
		expect(JSON.parse(read('package.json'))).toMatchObject({ version: '1.3.0' });
		expect(JSON.parse(read('package-lock.json'))).toMatchObject({
			version: '1.3.0',
			packages: { '': { version: '1.3.0' } },
		});
		expect(read('nodes/Bitrix24/transport/version.ts')).toContain("'1.3.0'");
		expect(read('CHANGELOG.md')).toContain('## [1.3.0] - 2026-11-25');
		expect(git('status', '--porcelain')).toBe('');
		expect(git('log', '-1', '--format=%s')).toBe('Release 1.3.0');
		expect(git('rev-parse', 'v1.3.0^{commit}')).toBe(git('rev-parse', 'HEAD'));
	});

	it('leaves everything as it was when a check fails', () => {
		const head = git('rev-parse', 'HEAD');
		expect(() => cut('minor', ['good', 'bad'])).toThrow('npm run --silent bad');
		expect(git('status', '--porcelain')).toBe('');
		expect([git('rev-parse', 'HEAD'), git('tag')]).toEqual([head, 'v1.2.0']);
	});

	it.each([
		['uncommitted changes', () => write('CHANGELOG.md', '# Mine'), 'Commit or put away first'],
		['new files', () => write('new.txt', ''), 'new.txt'],
		['another branch', () => git('checkout', '--quiet', '-b', 'other'), 'release from main'],
		['a version that has a tag', () => git('tag', 'v1.3.0'), 'v1.3.0 is there already'],
	])('refuses %s', (_what, prepare, why) => {
		prepare();
		expect(() => cut('minor')).toThrow(why);
	});

	it('refuses a main that is behind its upstream', () => {
		const origin = mkdtempSync(join(tmpdir(), 'origin-'));
		try {
			run('git', ['clone', '--quiet', '--bare', root, origin], { cwd: root });
			git('remote', 'add', 'origin', origin);
			git('commit', '--quiet', '--allow-empty', '-m', 'Of somebody else');
			git('push', '--quiet', '--set-upstream', 'origin', 'main');
			git('reset', '--quiet', '--hard', 'HEAD^');
			expect(() => cut('minor')).toThrow('git pull first');
		} finally {
			rmSync(origin, { recursive: true, force: true });
		}
	});
});

describe('the workflows', () => {
	const folder = join(__dirname, '../../.github/workflows');

	// Prettier on its own: it cannot be imported inside of jest.
	it.each(readdirSync(folder))('%s is YAML, formatted', (file) => {
		const prettier = require.resolve('prettier/bin/prettier.cjs');
		const style = ['--single-quote', '--print-width=100', '--no-editorconfig', '--no-config'];
		const args = [prettier, ...style, '--ignore-path=/dev/null', join(folder, file)];
		expect(run(process.execPath, args, { cwd: folder })).toBe(
			readFileSync(join(folder, file), 'utf8').trim(),
		);
	});

	it('Publish gives the right to publish to no job that runs code of others', () => {
		const [, ...jobs] = readFileSync(join(folder, 'publish.yml'), 'utf8')
			.split(/^jobs:$/m)[1]
			.split(/^ {2}(?=[a-z]+:$)/m);
		const trusted = jobs.filter((job) => job.includes('id-token: write'));
		expect(trusted).toHaveLength(1);
		expect(trusted[0]).toContain('npm publish');
		expect(trusted[0]).not.toMatch(/npm (ci|install|test|run)|npx|checkout/);
	});
});

describe('the table of contents', () => {
	const packed = (files: Packed['files']): Packed => ({
		filename: 'n8n-nodes-some-1.0.0.tgz',
		size: 1000,
		unpackedSize: files.reduce((sum, { size }) => sum + size, 0),
		files,
	});

	it('tells what a change added, and what it took away', () => {
		const before = packed([
			{ path: 'README.md', size: 2000 },
			{ path: 'dist/nodes/Bitrix24/engine/run.js', size: 1500 },
			{ path: 'dist/nodes/Bitrix24/engine/old.js', size: 500 },
		]);
		const now = packed([
			{ path: 'README.md', size: 2000 },
			{ path: 'dist/nodes/Bitrix24/engine/run.js', size: 2700 },
			{ path: 'dist/nodes/Bitrix24/resources/user/get.js', size: 300 },
		]);
		const table = contentsTable(now, before);
		expect(table).toContain('5.0 kB unpacked (+1.0 kB), 3 files');
		expect(table).toContain('| README.md | 1 | 2.0 kB |');
		expect(table).toContain('| dist/nodes/Bitrix24/engine | 1 | 2.7 kB (+0.7 kB) |');
		expect(table).toContain('New: dist/nodes/Bitrix24/resources/user/get.js');
		expect(table).toContain('Gone: dist/nodes/Bitrix24/engine/old.js');
		expect(contentsTable(now)).not.toContain('New:');
	});
});
