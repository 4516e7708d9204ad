/** What a portal has besides people, and what starts workflows. */
import { join } from '../../support/deliveries';
import { until } from '../../n8n/processes';
import { accessTo, agentWorkflow, TOOLS } from '../../support/agents';
import { startedBy } from '../../support/activation';
import { startModel } from '../../support/model';
import { execute, hold, openForm, type Scene } from '../stage';

export const structure: Scene = async (stage) => {
	const { portal, tell } = stage;
	const [group] = portal.workgroups;
	await openForm(stage, 'Departments', { resource: 'department', operation: 'getAll' });
	await tell('The company structure as a tree, with paths');
	await execute(stage, 1);
	const workgroup = { __rl: true, mode: 'name', value: group.NAME };
	const members = { resource: 'workgroup', operation: 'getMembers', workgroup };
	await openForm(stage, 'Workgroup', members);
	await tell('Workgroups: who is in them, and in which role');
	await execute(stage, 1);
	await openForm(stage, 'Custom fields', { resource: 'customField', operation: 'getAll' });
	await tell('Custom fields of people: created, changed and kept in step');
	await execute(stage, 1);
};

const WEBHOOK = 'e2e0a1b2-0000-4000-8000-00000000f11f';

export const trigger: Scene = async ({ n8n, portal, editor, page, tell }) => {
	const handler = `${n8n.url}/webhook-test/${WEBHOOK}/webhook`;
	const { applicationToken } = portal.outgoingWebhook(handler, 'ONUSERADD');
	const credential = await n8n.createCredential('bitrix24OutgoingWebhookApi', 'Portal events', {
		applicationToken,
	});
	const form = { authentication: 'outgoingWebhook', event: 'userAdded' };
	const { id } = await n8n.createWorkflow(
		startedBy('First sign-in', 'bitrix24Trigger', credential, form, WEBHOOK),
	);
	await editor.openWorkflow(id);
	await editor.openNode('Trigger');
	await editor.settle();
	await tell('The trigger waits for somebody’s first sign-in');
	await page.getByTestId('node-execute-button').first().click();
	await tell('Now somebody who was invited signs in to the portal');
	let newcomer = 700;
	// n8n begins to listen a moment after the click.
	await until('The event has arrived', async () => {
		const statuses = await join(portal, newcomer++, handler);
		return statuses.includes(200) ? true : undefined;
	});
	await page.getByTestId('output-panel').getByText('userAdded').first().waitFor();
	await tell('The event has arrived, proved by the portal’s token; the workflow goes on');
	await hold(1);
};

export const agent: Scene = async ({ n8n, portal, editor, page, tell }) => {
	const model = await startModel();
	try {
		const access = await accessTo(n8n, {
			portal: portal.webhook(),
			model: model.url,
			// Nothing waits for an approval here.
			approver: model.url,
		});
		const prompt = 'Who is anna.admin@example.com, and is she still with us?';
		const tools = TOOLS.filter(({ isGated }) => isGated !== true);
		const { id } = await n8n.createWorkflow(agentWorkflow(prompt, tools, access));
		model.play([
			{ tool: 'Get_user_in_Bitrix24', input: { person: 'anna.admin@example.com' } },
			{ says: 'Anna Admin is an active employee of Northwind & Sons.' },
		]);
		await editor.openWorkflow(id);
		await tell(
			'The same node is a tool of n8n’s AI Agent: one operation each (the model is scripted)',
		);
		await page.getByTestId('execute-workflow-button').first().click();
		await page.locator('.el-notification:visible').first().waitFor();
		await hold(2);
		await editor.openNode('Agent');
		await editor.settle();
		await tell('The model asked by address, got the person, and answers');
	} finally {
		await model.stop();
	}
};
