/** Prints the fault matrix as a Markdown table: `npx tsx test/trust/matrix.ts`. */
import '../harness';
import { QuickClock } from '../support/clock';
import { runCell, WAYS, type Cell } from './support/cell';
import { faultCases } from './support/faults';
import { subjects } from './support/operations';

function counted(values: string[]): string {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts].map(([value, count]) => `${count} ${value}`).join(', ');
}

/** Outcome, requests beyond those of a run without faults, state of the portal. */
function tell(cell: Cell, { requests }: Cell, writes: boolean): string {
	const extra = cell.requests - requests;
	const parts = [counted(cell.fates), `${extra < 0 ? '−' : '+'}${Math.abs(extra)}`];
	if (cell.waited) parts.push('waits');
	if (writes) parts.push(`${cell.inPortal.filter(Boolean).length} in portal`);
	if (cell.invitations.some((count) => count > 0)) {
		parts.push(`${Math.max(...cell.invitations)} invitation each`);
	}
	if (cell.blind > 0) parts.push(`**${cell.blind} BLIND**`);
	return parts.join('; ');
}

async function main(): Promise<void> {
	const clock = new QuickClock();
	clock.start();
	const say = (line: string) => process.stdout.write(`${line}\n`);
	let cells = 0;
	for (const way of WAYS) {
		say(`\n### ${way}\n`);
		say(`| Fault | ${subjects.map(({ name }) => name).join(' | ')} |`);
		say(`|---|${subjects.map(() => '---').join('|')}|`);
		const calm = new Map<string, Cell>();
		for (const subject of subjects) calm.set(subject.name, await runCell(subject, way, clock));
		for (const fault of faultCases) {
			const row: string[] = [];
			for (const subject of subjects) {
				const cell = await runCell(subject, way, clock, fault);
				row.push(tell(cell, calm.get(subject.name) ?? cell, subject.isDone !== undefined));
				cells++;
			}
			say(`| ${fault.name} | ${row.join(' | ')} |`);
		}
	}
	say(`\n${cells} cells.`);
	clock.stop();
}

void main();
