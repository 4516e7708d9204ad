/**
 * `npm run release -- [patch|minor|major|1.2.3] [--dry-run] [--no-push] [--no-checks]`
 * Version, changelog, version constant, commit and tag in one go, and the push that makes publish.yml publish.
 * Nothing is published from here.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { copyTo } from './copy';
import { cutRelease, type Cut } from './cut';
import { attempt, run } from './shell';

const ROOT = resolve(__dirname, '../..');

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** Does everything in a copy, shows what would be committed and published, and throws the copy away. */
function rehearse(cut: Omit<Cut, 'root'>): void {
	const root = mkdtempSync(join(tmpdir(), 'release-'));
	try {
		copyTo(root, ROOT);
		const branch = run('git', ['rev-parse', '--abbrev-ref', 'HEAD'], { cwd: ROOT });
		run('git', ['checkout', '--quiet', '-B', branch], { cwd: root });
		const version = cutRelease({ ...cut, root });
		say(run('git', ['show', '--stat', '--format=%s%d', `v${version}`], { cwd: root }));
		run('npm', ['run', 'build', '--silent'], { cwd: root });
		say(attempt('npm', ['publish', '--dry-run'], { cwd: root }).text);
		say(`Dry run: nothing here was changed. Without --dry-run, v${version} would be pushed.`);
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
}

function main(): void {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			'dry-run': { type: 'boolean', default: false },
			'no-push': { type: 'boolean', default: false },
			'no-checks': { type: 'boolean', default: false },
		},
	});
	const cut: Omit<Cut, 'root'> = {
		wanted: positionals[0],
		checks: values['no-checks'] ? [] : ['lint', 'typecheck', 'build'],
		date: new Date().toISOString().slice(0, 10),
		say,
	};
	if (values['dry-run']) return rehearse(cut);
	const version = cutRelease({ ...cut, root: ROOT });
	const push = ['push', '--atomic', 'origin', 'HEAD', `v${version}`];
	if (values['no-push']) return say(`Released. To publish it: git ${push.join(' ')}`);
	run('git', push, { cwd: ROOT, loud: true });
	say(`v${version} is pushed: the workflow Publish tests it and publishes it to npm.`);
}

try {
	main();
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
