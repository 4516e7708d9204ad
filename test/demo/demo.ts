/**
 * `npm run demo`: people, a whole directory, and what people are bound to, against a portal emulator, through n8n's own
 * engine. Needs no account, no configuration and no network beyond loopback. The exit code is 0 only when the portal
 * really is in the state that the steps speak of.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { credential, runWorkflow, type WorkflowJson, type WorkflowRun } from '../harness';
import { startPortal } from '../portal';
import { shortfalls } from './checks';
import { narrate, purposeOf } from './narrate';
import { throughTheRooms } from './rooms';
import { type Step, stepsOf, stampRequests, type Told } from './steps';
import { syncInThreeActs } from './sync';

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
		const steps = stepsOf(workflow, run, stamps).map((step) => toldOf(step, run));
		steps.forEach((step, index) => tell(index + 1, step));
		say('');
		say('The list is the truth: a portal and a list of 120 people, in three acts.');
		const sync = await syncInThreeActs();
		sync.told.forEach((act, index) => tell(steps.length + index + 1, act));
		say('');
		say('What people are bound to: departments, a workgroup and a custom field.');
		const rooms = await throughTheRooms();
		const before = steps.length + sync.told.length;
		rooms.told.forEach((scene, index) => tell(before + index + 1, scene));
		const missing = [...shortfalls(portal, run), ...sync.shortfalls, ...rooms.shortfalls];
		return conclude([...steps, ...sync.told, ...rooms.told], missing, Date.now() - began);
	} finally {
		await portal.stop();
	}
}

function toldOf({ operation, ...step }: Step, run: WorkflowRun): Told {
	const error = run.errors[step.name];
	return {
		...step,
		purpose: purposeOf(operation),
		lines: error ? [`stopped: ${error.message}`] : narrate(operation, run.json(step.name)),
		hints: (run.hints[step.name] ?? []).map(({ message }) => message),
	};
}

/** One step: what went in and out, how long it took, what it asked of the portal, and what came of it. */
function tell(number: number, step: Told): void {
	const { name, purpose, input, output, milliseconds, requests, lines, hints } = step;
	say('');
	say(`${number}. ${name}: ${purpose}`);
	const asked = requests.length === 0 ? '' : `: ${requests.join(', ')}`;
	const sent = `${count(requests.length, 'HTTP request')}${asked}`;
	say(`   ${count(input, 'item')} in, ${output} out; ${milliseconds} ms; ${sent}`);
	for (const line of lines) say(`   ${line}`);
	for (const hint of hints) say(`   Hint: ${hint}`);
}

/** The last line, and whether everything held. */
function conclude(steps: Told[], missing: string[], milliseconds: number): boolean {
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
