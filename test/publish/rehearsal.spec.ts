/**
 * `npm run rehearse`: a release of this commit as far as it goes without npm and GitHub. `npm run release` in a fresh
 * clone, then each step of the workflow at the tag it made, up to `npm publish --dry-run`; and a registry on loopback
 * that sees what a publish from this machine would send. Part of .ci/run, not of `npm test`.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { notesOf } from './changelog';
import { copyTo } from './copy';
import { attempt, ownEnvironment, run } from './shell';
import { commandsOf } from './workflow';

const ROOT = resolve(__dirname, '../..');

/** No release will ever be called so. */
const VERSION = '9.9.9';

/** Steps that would do again what .ci/run has just done in a clone of its own, and what they come to here. */
const DONE_ALREADY: Readonly<Record<string, string>> = {
	'npm ci': 'test -d node_modules/typescript',
	'npm test': 'npm run build --silent',
};

/** Jobs whose steps need GitHub, or the published version. */
const ELSEWHERE = ['check', 'announce'];

const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
const clone = join(folder, 'clone');
const summary = join(folder, 'summary.md');
const identity = {
	GIT_AUTHOR_NAME: 'Rehearsal',
	GIT_AUTHOR_EMAIL: 'rehearsal@example.com',
	GIT_COMMITTER_NAME: 'Rehearsal',
	GIT_COMMITTER_EMAIL: 'rehearsal@example.com',
};

function git(...args: string[]): string {
	return run('git', args, { cwd: clone, env: ownEnvironment(identity) });
}

function release(...args: string[]) {
	const parameters = ['run', '--silent', 'release', '--', ...args];
	return attempt('npm', parameters, { cwd: clone, env: ownEnvironment(identity) });
}

before(() => {
	copyTo(clone, ROOT);
	git('checkout', '--quiet', '-B', 'main');
	// Right after a release there is nothing to release.
	const changelog = join(clone, 'CHANGELOG.md');
	const text = readFileSync(changelog, 'utf8');
	writeFileSync(changelog, text.replace(/^## \[Unreleased\]\n/m, '$&\nA rehearsal.\n'));
	git('commit', '--quiet', '--all', '-m', 'Rehearse');
});

after(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run release', () => {
	it('shows in a dry run what it would commit and publish, and changes nothing', () => {
		const head = git('rev-parse', 'HEAD');
		const { code, text } = release(VERSION, '--dry-run', '--no-checks');
		assert.equal(code, 0, text);
		assert.match(text, /transport\/version\.ts/);
		assert.match(text, new RegExp(`\\+ n8n-nodes-bitrix24-users@${VERSION}`));
		assert.match(text, /\(dry-run\)/);
		assert.equal(git('rev-parse', 'HEAD'), head);
		assert.equal(git('tag', '--list', `v${VERSION}`), '');
		assert.equal(git('status', '--porcelain'), '');
	});

	it('commits and tags a version that is the same everywhere', () => {
		const { code, text } = release(VERSION, '--no-push', '--no-checks');
		assert.equal(code, 0, text);
		assert.equal(git('rev-parse', 'HEAD'), git('rev-parse', `v${VERSION}^{commit}`));
		for (const file of [
			'package.json',
			'package-lock.json',
			'nodes/Bitrix24/transport/version.ts',
		]) {
			assert.match(git('show', `HEAD:${file}`), new RegExp(`["']${VERSION}["']`));
		}
		assert.notEqual(notesOf(git('show', 'HEAD:CHANGELOG.md'), VERSION), '');
	});
});

describe('the workflow Publish', () => {
	const commands = commandsOf(join(ROOT, '.github', 'workflows', 'publish.yml'));

	it('ends with a publish that has provenance', () => {
		assert.deepEqual(
			[...new Set(commands.map(({ job }) => job))],
			['pack', 'publish', 'check', 'announce'],
		);
		const publish = commands.filter(({ run }) => run.startsWith('npm publish'));
		assert.deepEqual(
			publish.map(({ job }) => job),
			['publish'],
		);
		assert.match(publish[0].run, /--provenance --access public$/);
	});

	for (const { job, run: command } of commands.filter((one) => !ELSEWHERE.includes(one.job))) {
		it(`${job}: ${command}`, () => {
			const real = DONE_ALREADY[command] ?? command.replace(/^npm publish/, '$& --dry-run');
			const env = ownEnvironment({
				GITHUB_REF_NAME: `v${VERSION}`,
				GITHUB_STEP_SUMMARY: summary,
				NPM_TOKEN: '',
			});
			const { code, text } = attempt('bash', ['-eo', 'pipefail', '-c', real], { cwd: clone, env });
			process.stdout.write(text);
			assert.equal(code, 0, text);
		});
	}

	it('leaves the contents of the package in the summary, and what is new in the release', () => {
		const told = readFileSync(summary, 'utf8');
		assert.match(told, new RegExp(`### n8n-nodes-bitrix24-users-${VERSION}\\.tgz`));
		assert.match(told, /\| dist\/nodes\/Bitrix24\/engine \| \d+ \|/);
		assert.match(readFileSync(join(clone, 'out', 'notes.md'), 'utf8'), /A rehearsal/);
	});
});

describe('a publish from here', () => {
	it('is refused by npm before anything is sent, with install scripts off as with scripts on', async () => {
		const writes: string[] = [];
		const registry = createServer((request, response) => {
			if (request.method !== 'GET') writes.push(`${request.method} ${request.url}`);
			response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
		});
		registry.listen(0, '127.0.0.1');
		await once(registry, 'listening');
		const address = registry.address();
		assert.ok(address !== null && typeof address === 'object');
		const host = `127.0.0.1:${address.port}`;
		appendFileSync(join(folder, 'npmrc'), `//${host}/:_authToken=not-a-token\n`);
		try {
			for (const scripts of ['--ignore-scripts', '--no-ignore-scripts']) {
				const { code, text } = await publish(`http://${host}/`, scripts);
				assert.notEqual(code, 0, text);
				assert.match(text, /provenance generation not supported/i);
			}
			assert.deepEqual(writes, []);
		} finally {
			registry.close();
		}
	});

	/** As a person with a token would, outside of any CI. */
	async function publish(registry: string, scripts: string) {
		const outside = Object.fromEntries(
			Object.entries(ownEnvironment()).filter(([name]) => !/^(CI$|GITHUB_|ACTIONS_)/.test(name)),
		);
		const child = spawn('npm', ['publish', scripts, '--registry', registry], {
			cwd: clone,
			env: { ...outside, NPM_CONFIG_USERCONFIG: join(folder, 'npmrc') },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let text = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8').on('data', (piece: string) => (text += piece));
		}
		const [code] = await once(child, 'close');
		return { code: Number(code), text };
	}
});
