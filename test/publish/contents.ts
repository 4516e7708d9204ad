/**
 * `npm run contents [-- --against REF]`: what `npm pack` would pack, by folder, and how it differs from another commit.
 * Markdown; in GitHub Actions it goes to the run's summary.
 */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { copyTo } from './copy';
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
		copyTo(folder, ROOT, ref);
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
