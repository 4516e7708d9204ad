/**
 * Prints what the test runners counted, a line each and the sum as the last one.
 *
 * Usage: node .ci/count.mjs FOLDER (with jest.json of reporter.cjs and the JUnit files of Node's test runner)
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

function tell(name, counts) {
	for (const key of Object.keys(total)) total[key] += counts[key];
	console.log(`${name}: ${inWords(counts)}`);
}

function inWords({ passed, failed, skipped }) {
	return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

const jest = join(folder, 'jest.json');
if (!existsSync(jest)) {
	console.error('Jest did not run: see above.');
	process.exit(1);
}
for (const [project, counts] of Object.entries(JSON.parse(readFileSync(jest, 'utf8'))).sort()) {
	tell(`jest, ${project}`, counts);
}

for (const file of readdirSync(folder)
	.filter((name) => name.endsWith('.xml'))
	.sort()) {
	const report = readFileSync(join(folder, file), 'utf8');
	// Node's test runner ends its report with its own counts, as comments.
	const count = (what) => Number(new RegExp(`<!-- ${what} (\\d+) -->`).exec(report)?.[1] ?? 0);
	tell(file.replace('.xml', ''), {
		passed: count('pass'),
		failed: count('fail') + count('cancelled'),
		skipped: count('skipped') + count('todo'),
	});
}
console.log(inWords(total));
