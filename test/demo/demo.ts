/**
 * `npm run demo`: every operation once, against a portal emulator, through n8n's own engine. Needs no account, no
 * configuration and no network beyond loopback. The exit code is 0 only when the portal really is in the state that
 * the steps speak of.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { credential, runWorkflow, type WorkflowJson, type WorkflowRun } from '../harness';
import { type Portal, startPortal } from '../portal';
import { shortfalls } from './checks';
import { narrate, purposeOf } from './narrate';
import { type Step, stepsOf, stampRequests } from './steps';

const EXAMPLE = 'examples/every-operation.json';
const PEOPLE = 120;

async function main(): Promise<boolean> {
	const began = Date.now();
	const root = join(__dirname, '..', '..');
	const workflow: WorkflowJson = JSON.parse(readFileSync(join(root, EXAMPLE), 'utf8'));
	const portal = await startPortal({ people: PEOPLE });
	try {
		const stamps = stampRequests(portal);
		say(`A portal emulator with ${portal.people.size} people listens at ${portal.url}.`);
		say(`${EXAMPLE} runs through n8n's own engine; nothing leaves this machine.`);
		const run = await runWorkflow(workflow, {
			credentials: credential('bitrix24WebhookApi', { webhookUrl: portal.webhook() }),
		});
		const steps = stepsOf(workflow, run, stamps);
		steps.forEach((step, index) => tell(index + 1, step, run));
		return conclude(portal, run, steps, Date.now() - began);
	} finally {
		await portal.stop();
	}
}

/** One step: what went in and out, how long it took, what it asked of the portal, and what came of it. */
function tell(number: number, step: Step, run: WorkflowRun): void {
	const { name, operation, input, output, milliseconds, requests } = step;
	say('');
	say(`${number}. ${name}: ${purposeOf(operation)}`);
	const asked = requests.length === 0 ? '' : `: ${requests.join(', ')}`;
	const sent = `${count(requests.length, 'HTTP request')}${asked}`;
	say(`   ${count(input, 'item')} in, ${output} out; ${milliseconds} ms; ${sent}`);
	const error = run.errors[name];
	const lines = error ? [`stopped: ${error.message}`] : narrate(operation, run.json(name));
	for (const line of lines) say(`   ${line}`);
	for (const { message } of run.hints[name] ?? []) say(`   Hint: ${message}`);
}

/** The last line, and whether everything held. */
function conclude(portal: Portal, run: WorkflowRun, steps: Step[], milliseconds: number): boolean {
	const missing = shortfalls(portal, run);
	say('');
	for (const sentence of missing) say(`NOT AS IT SHOULD BE: ${sentence}`);
	const requests = steps.reduce((sum, step) => sum + step.requests.length, 0);
	const engine = steps.reduce((sum, step) => sum + step.milliseconds, 0);
	const verdict =
		missing.length === 0 ? 'the portal is as it should be' : `${missing.length} checks missed`;
	say(
		`Demo: ${steps.length} operations, ${requests} HTTP requests, ${engine} ms in the node, ` +
			`${(milliseconds / 1000).toFixed(1)} s in all; ${verdict}.`,
	);
	return missing.length === 0;
}

function count(number: number, word: string): string {
	return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

main().then(
	(succeeded) => {
		process.exitCode = succeeded ? 0 : 1;
	},
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
		process.exitCode = 1;
	},
);
