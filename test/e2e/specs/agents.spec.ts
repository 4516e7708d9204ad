/**
 * n8n's AI Agent with our node as its tools, and a model that plays fixed conversations: what reaches the model, and what
 * becomes of the portal. docs/agents.md has the conversations; `npm run test:e2e -- --only agents --transcripts` writes
 * them anew.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { CAST, startPortal, type Portal } from '../../portal';
import { type Access, accessTo, agentWorkflow, TOOLS } from '../support/agents';
import { type Approver, startApprover } from '../support/approver';
import { type Model, startModel, type Turn } from '../support/model';
import { sharedClient, sharedSession } from '../support/session';
import { answersTo, bytesOf, toolTable, transcript, written } from '../support/transcript';

const n8n = sharedClient();
/** Approval in front of a tool is new in n8n 2. */
const hasApproval = sharedSession().major === 2;
let portal: Portal;
let model: Model;
let approver: Approver;
let access: Access;

before(async () => {
	model = await startModel();
	approver = await startApprover();
});
after(async () => {
	await model.stop();
	await approver.stop();
});
beforeEach(async () => {
	approver.questions.length = 0;
	portal = await startPortal({ people: 120 });
	access = await accessTo(n8n, {
		portal: portal.webhook(),
		model: model.url,
		approver: approver.url,
	});
});
afterEach(() => portal.stop());

interface Conversation {
	name: string;
	prompt: string;
	calls: Array<Exclude<Turn, { says: string }>>;
	says: string;
	/** One per call. */
	answers: RegExp[];
	declines?: boolean;
	prove?: () => void;
}

const isActive = (id: number) => portal.people.get(id)?.ACTIVE;
const GET = 'Get_user_in_Bitrix24';
const MANY = 'Get_many_users_in_Bitrix24';
const INVITE = 'Invite_user_in_Bitrix24';
const DISMISS = 'Dismiss_user_in_Bitrix24';

/** Of a tool behind an approval n8n asks the model for two sets of arguments: the tool's, and those of the approval. */
const gated = (toolParameters: object) => ({ toolParameters, hitlParameters: {} });

const CONVERSATIONS: Conversation[] = [
	{
		name: 'Somebody by address',
		prompt: 'Who is john.smith@example.com, and who is their manager?',
		calls: [{ tool: GET, input: { person: 'john.smith@example.com' } }],
		answers: [/"ID":\s*"3".*"manager":/s],
		says: 'John Smith; his manager is Anna Admin.',
	},
	{
		name: 'A name that two people have',
		prompt: 'What is the position of Ivan Ivanov?',
		calls: [
			{ tool: GET, input: { person: 'ivanov, ivan' } },
			{ tool: GET, input: { person: '11' } },
		],
		answers: [/Several people are called .*\(ID 11\).*\(ID 12\).*Name the person by ID\./s, /"11"/],
		says: 'There are two; the one with ID 11 has no position.',
	},
	{
		name: 'Nobody of this name',
		prompt: 'Is Xerxes Xylophon still with us?',
		calls: [{ tool: GET, input: { person: 'Xerxes Xylophon' } }],
		answers: [/no person with the name Xerxes Xylophon.*Check it for mistakes\./s],
		says: 'I find nobody of this name. How is it spelled?',
	},
	{
		name: 'An invitation',
		prompt: 'Invite Nina New, nina.new@example.com, to Sales and IT.',
		calls: [
			{
				tool: INVITE,
				input: {
					email: 'nina.new@example.com',
					departmentNames: 'Sales, IT',
					firstName: 'Nina',
					lastName: 'New',
					position: 'null',
				},
			},
		],
		answers: [/"ID":\s*"\d+"/],
		says: 'Nina is invited.',
		prove() {
			const nina = [...portal.people.values()].find(
				({ EMAIL }) => EMAIL === 'nina.new@example.com',
			);
			assert.deepEqual(
				[nina?.NAME, nina?.LAST_NAME, nina?.UF_DEPARTMENT],
				['Nina', 'New', [17, 7]],
			);
			assert.notEqual(nina?.WORK_POSITION, 'null');
		},
	},
	{
		name: 'An error with its remedy',
		prompt: 'Invite Otto to Support.',
		calls: [
			{
				tool: INVITE,
				input: {
					email: 'otto@example.com',
					departmentNames: 'Support',
					firstName: 'Otto',
					lastName: '',
					position: '',
				},
			},
		],
		answers: [/Several departments.*Sales \/ Support \(ID \d+\)/s],
		says: 'There are several departments of this name. Which one?',
		prove() {
			assert.ok([...portal.people.values()].every(({ EMAIL }) => EMAIL !== 'otto@example.com'));
		},
	},
	{
		name: 'A list that is too long',
		prompt: 'List everybody.',
		calls: [{ tool: MANY, input: { limit: 100_000, departmentNames: 'undefined' } }],
		answers: [/\d+ of \d+ shown\. More would be too long an answer/],
		says: 'Here are the first ones; whom are you looking for?',
	},
	{
		name: 'A dismissal that is approved',
		prompt: 'John Smith has left. Take away his access.',
		calls: [{ tool: DISMISS, input: gated({ person: 'Smith, John' }) }],
		answers: [/"ACTIVE":\s*false/],
		says: 'Done.',
		prove: () => assert.equal(isActive(CAST.employee), false),
	},
	{
		name: 'A dismissal that is declined',
		prompt: 'Dismiss John Smith.',
		calls: [{ tool: DISMISS, input: gated({ person: 'John Smith' }) }],
		declines: true,
		answers: [/rejected|declined/i],
		says: 'This was not approved.',
		prove: () => assert.equal(isActive(CAST.employee), true),
	},
];

async function talk({ name, prompt, calls, says, answers, declines, prove }: Conversation) {
	model.play([...calls, { says }]);
	approver.answer = declines ? 'decline' : 'approve';
	const execution = await n8n.runToEnd(agentWorkflow(prompt, tools(), access));
	assert.equal(execution.status, 'success', execution.error?.message);
	assert.equal(model.asked.length, calls.length + 1);
	const last = model.asked[model.asked.length - 1];
	const given = answersTo(last);
	const text = transcript(last, says);
	process.stdout.write(`\n### ${name}\n${text}\n`);
	assert.equal(given.length, calls.length);
	given.forEach((answer, at) => {
		assert.match(answer, answers[at]);
		assert.ok(bytesOf(answer) < 21_000, `${bytesOf(answer)} bytes`);
	});
	prove?.();
	const secret = new URL(portal.webhook()).pathname.split('/')[3];
	assert.ok(!JSON.stringify(model.asked).includes(secret));
	if (hasApproval) assert.equal(written(name, text), text);
}

const tools = () =>
	hasApproval ? TOOLS : TOOLS.map((tool) => ({ ...tool, isGated: false, goesOn: true }));

describe('an agent', () => {
	test('is told of each tool: name, description and arguments', async () => {
		model.play([{ says: 'Hello.' }]);
		const execution = await n8n.runToEnd(agentWorkflow('Hello', tools(), access));
		assert.equal(execution.status, 'success', execution.error?.message);
		const [{ tools: told }] = model.asked;
		process.stdout.write(`${JSON.stringify(told, null, 1)}\n`);
		assert.deepEqual(told.map(({ name }) => name).sort(), [DISMISS, MANY, GET, INVITE].sort());
		assert.match(told.find(({ name }) => name === INVITE)?.description ?? '', /^Invite user in/);
		const table = toolTable(told);
		assert.ok(bytesOf(JSON.stringify(told)) < 4_000);
		if (hasApproval) assert.equal(written('Tools', table), table);
	});

	for (const one of CONVERSATIONS) {
		if (one.calls[0].tool === DISMISS && !hasApproval) continue;
		test(`${one.name}: gets an answer it can go on with`, async () => await talk(one));
	}

	if (hasApproval) {
		test('leaves it to a person whether somebody is dismissed, and tells them whom', async () => {
			const approved = CONVERSATIONS.find(({ name }) => name === 'A dismissal that is approved');
			assert.ok(approved);
			await talk(approved);
			assert.equal(approver.questions.length, 1);
			assert.match(approver.questions[0], /Dismiss_user_in_Bitrix24.*Smith, John/s);
		});
	}
});
