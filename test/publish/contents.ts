/**
 * `npm run contents [-- --against REF]`: what `npm pack` would pack, by folder, and how it differs from another commit.
 * Markdown; in GitHub Actions it goes to the run's summary.
 */
import { appendFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { contentsTable, type Packed } from './table';
import { run } from './shell';

const ROOT = resolve(__dirname, '../..');

function packed(root: string): Packed {
	run('npm', ['run', 'build', '--silent'], { cwd: root });
	const [one]: Packed[] = JSON.parse(
		run('npm', ['pack', '--dry-run', '--json', '--silent'], { cwd: root }),
	);
	return one;
}

/** The same of another commit, built in a copy with the packages of this folder. */
function packedAt(ref: string): Packed {
	const folder = mkdtempSync(join(tmpdir(), 'contents-'));
	try {
		run('git', ['clone', '--quiet', '--no-checkout', ROOT, folder], { cwd: ROOT });
		const commit = run('git', ['rev-parse', `${ref}^{commit}`], { cwd: ROOT });
		run('git', ['checkout', '--quiet', '--detach', commit], { cwd: folder });
		symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
		return packed(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const { values } = parseArgs({ options: { against: { type: 'string' } } });
const before = values.against === undefined ? undefined : packedAt(values.against);
const table = contentsTable(packed(ROOT), before);
process.stdout.write(table);
const summary = process.env.GITHUB_STEP_SUMMARY;
if (summary !== undefined && summary !== '') appendFileSync(summary, table);
