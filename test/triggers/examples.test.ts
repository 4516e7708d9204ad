/** The two workflows of `examples/` that a trigger starts: run on what the trigger really handed on, and judged by the portal. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { activateTrigger, loadPackage, runWorkflow, type WorkflowJson } from '../harness';
import { CAST, startPortal, type Portal } from '../portal';
import { connect, lastForm, listen, post, readable } from '../support/handlers';
import { Watcher } from '../support/polling';
import { stored, webhookCredential } from '../support/portal';

const example = (name: string): WorkflowJson =>
	JSON.parse(readFileSync(join(__dirname, '..', '..', 'examples', `${name}.json`), 'utf8'));

const ONBOARDING = 'onboarding-on-first-sign-in';
const OFFBOARDING = 'offboarding-on-dismissal';
const MOVERS = 'movers-checklist';
const WITHOUT_ADDRESS = 'onboarding-without-public-address';
const CARD = 'offboarding-from-the-card';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 20 });
});
afterEach(() => portal.stop());

/** Parameters of a node of the example. */
function parametersOf(name: string, node: string): INodeParameters {
	return example(name).nodes.find((one) => one.name === node)!.parameters;
}

/** Runs an example on the items of its trigger, which must be the same shape as the example it is pinned with. */
async function run(name: string, triggerItems: IDataObject[]) {
	const [[, [pinned]]] = Object.entries(example(name).pinData ?? {});
	for (const item of triggerItems) {
		expect(Object.keys(item).sort()).toEqual(Object.keys(pinned.json as IDataObject).sort());
	}
	const result = await runWorkflow(example(name), {
		credentials: webhookCredential(portal),
		triggerItems,
	});
	expect(result.error).toBeUndefined();
	return result;
}

describe(ONBOARDING, () => {
	/** What the trigger hands on when this person signs in. */
	async function signIn(id: number): Promise<IDataObject[]> {
		const active = await listen(connect(portal), {
			parameters: parametersOf(ONBOARDING, 'Somebody Joined'),
		});
		stored(portal, id).LAST_LOGIN = null;
		await portal.signIn(id);
		await active.deactivate();
		return active.executions.flat().map(({ json }) => json);
	}

	it('completes the profile of an employee, welcomes them and asks IT for equipment', async () => {
		const result = await run(ONBOARDING, await signIn(CAST.invited));
		const today = String(result.json('Somebody Joined')[0].receivedAt).slice(0, 10);
		expect(stored(portal, CAST.invited)).toMatchObject({
			WORK_COMPANY: 'Northwind',
			PERSONAL_NOTES: `Joined on ${today}`,
		});
		expect(result.json('Welcome')).toEqual([
			{
				To: 'ines.invited@example.com',
				Subject: 'Welcome to Northwind, Ines!',
				Text: `Good to have you with us. You find everybody at https://${new URL(portal.url).host}/company/.`,
			},
		]);
		expect(result.json('Request to IT')).toEqual([
			{
				Subject: 'Equipment for Ines Invited',
				Text: 'Departments 1, position: not known yet',
			},
		]);
		expect(result.outputs).not.toHaveProperty('Welcome a Guest');
	});

	it('welcomes a guest and leaves their profile alone', async () => {
		const before = structuredClone(stored(portal, CAST.extranet));
		const result = await run(ONBOARDING, await signIn(CAST.extranet));
		expect(result.json('Welcome a Guest')).toEqual([
			expect.objectContaining({ To: 'erik.extern@partner.example', Subject: 'Welcome, Erik!' }),
		]);
		expect(stored(portal, CAST.extranet).TIMESTAMP_X).toBe(before.TIMESTAMP_X);
		expect((await lastForm(portal)).event).toBe('ONUSERADD');
	});
});

describe(OFFBOARDING, () => {
	const trigger = 'Left or Came Back';
	let watcher: Watcher;

	beforeEach(async () => {
		const { changes, output, filters } = parametersOf(OFFBOARDING, trigger);
		watcher = await new Watcher(portal, { changes, output, filters }).begin();
	});

	it('closes the profile and asks the colleagues to take over; does not start itself again', async () => {
		Object.assign(stored(portal, CAST.employee), { WORK_PHONE: '123', UF_PHONE_INNER: '45' });
		portal.edit(CAST.employee, { ACTIVE: false, UF_DEPARTMENT: [20] });
		portal.edit(CAST.apostrophe, { WORK_PHONE: '678' });
		const result = await run(OFFBOARDING, await watcher.poll());
		expect(stored(portal, CAST.employee)).toMatchObject({
			ACTIVE: false,
			WORK_PHONE: '',
			UF_PHONE_INNER: '',
			WORK_NOTES: 'Profile closed by n8n',
		});
		const asked = result.json('Ask to Take Over');
		expect(asked).toContainEqual({
			To: 'olga.petrova@example.com',
			Subject: 'John Smith has left',
			Text: 'Ольга, please tell which tasks of John you take over.',
		});
		expect(asked.map(({ To }) => To)).not.toContain('john.smith@example.com');
		expect(await watcher.poll()).toEqual([]);
	});

	it('passes the workgroups and open tasks of whoever left on to the manager', async () => {
		portal.edit(CAST.employee, { ACTIVE: false, UF_DEPARTMENT: [20] });
		const result = await run(OFFBOARDING, await watcher.poll());
		const [handed] = result.json('Hand Over');
		expect(handed).toMatchObject({
			ID: '3',
			successor: '2',
			workgroups: { passedOn: [{ ID: '2', NAME: 'Extranet: Partners' }] },
			tasks: { kept: [] },
		});
		const open = portal.tasks.filter(
			({ RESPONSIBLE_ID, STATUS }) => RESPONSIBLE_ID === CAST.employee && STATUS !== 5,
		);
		expect(open).toEqual([]);
	});

	it('hands somebody who came back to IT', async () => {
		portal.edit(CAST.dismissed, { ACTIVE: true });
		const result = await run(OFFBOARDING, await watcher.poll());
		expect(result.json('Ask IT for Access')).toEqual([
			{
				Subject: 'Пётр Уволенный is back',
				Text: 'Please restore mail and phone of peter.gone@example.com.',
			},
		]);
		expect(result.outputs).not.toHaveProperty('Close Profile');
	});

	it('says whose profile could not be closed', async () => {
		portal.edit(CAST.employee, { ACTIVE: false });
		const items = await watcher.poll();
		portal.fault({
			method: 'user.update',
			answer: { status: 400, body: { error: 'ERROR_CORE', error_description: 'access_denied' } },
		});
		portal.fault({
			method: 'batch',
			answer: { status: 400, body: { error: 'ERROR_CORE', error_description: 'access_denied' } },
		});
		const result = await run(OFFBOARDING, items);
		expect(result.json('Not Closed')).toEqual([
			{
				Subject: 'The profile of John (ID 3) could not be closed',
				Text: 'The portal refused access (person with ID 3)',
			},
		]);
	});
});

describe(MOVERS, () => {
	it('asks IT for the access of whoever moved, and tells the new colleagues', async () => {
		const { changes, output, filters } = parametersOf(MOVERS, 'Somebody Moved');
		const watcher = await new Watcher(portal, { changes, output, filters }).begin();
		portal.edit(CAST.employee, { UF_DEPARTMENT: [20] });
		portal.edit(CAST.apostrophe, { NAME: 'Siobhan' });
		const result = await run(MOVERS, await watcher.poll());
		expect(result.json('Request to IT')).toEqual([
			{
				Subject: 'Check the access of John Smith',
				Text: 'Moved from departments 1 to 20.',
			},
		]);
		const told = result.json('Tell Colleagues');
		expect(told).toContainEqual({
			To: 'olga.petrova@example.com',
			Subject: 'John Smith joins your department',
		});
		expect(told.map(({ To }) => To)).not.toContain('john.smith@example.com');
	});
});

describe(WITHOUT_ADDRESS, () => {
	it('welcomes whoever signs in for the first time, and does not start itself again', async () => {
		const trigger = 'Signed In for the First Time';
		const { changes, output, filters } = parametersOf(WITHOUT_ADDRESS, trigger);
		const watcher = await new Watcher(portal, { changes, output, filters }).begin();
		await portal.signIn(CAST.invited);
		const result = await run(WITHOUT_ADDRESS, await watcher.poll());
		expect(stored(portal, CAST.invited).PERSONAL_NOTES).toBe('Welcomed by n8n');
		expect(result.json('Welcome')).toEqual([
			{ To: 'ines.invited@example.com', Subject: 'Welcome, Ines!' },
		]);
		expect(await watcher.poll()).toEqual([]);
	});
});

describe(CARD, () => {
	/** What the trigger hands on when somebody presses the button on a card and confirms. */
	async function press(userId: number): Promise<IDataObject[]> {
		const { application, credential } = connect(portal);
		const active = await activateTrigger({
			type: 'bitrix24ProfileButtonTrigger',
			parameters: parametersOf(CARD, 'Start Offboarding'),
			credentials: credential,
		});
		const place = 'USER_PROFILE_TOOLBAR';
		const subjectId = CAST.employee;
		const { url, body } = await portal.openWidget(application, place, { userId, subjectId });
		expect(readable(body)).toContain('Start the offboarding of John Smith?');
		expect(active.executions).toEqual([]);
		const ticket = /name="ticket" value="([^"]+)"/.exec(body)?.[1] ?? '';
		expect(await post(url, { ticket })).toBe(200);
		await active.deactivate();
		return active.executions.flat().map(({ json }) => json);
	}

	it('of an administrator asks HR for the offboarding', async () => {
		const result = await run(CARD, await press(CAST.administrator));
		expect(result.json('Request to HR')).toEqual([
			{
				Subject: 'Offboarding of John Smith',
				Text: expect.stringMatching(/^Started by \S+ \S+\. Mail: john\.smith@example\.com$/),
			},
		]);
		expect(result.outputs).not.toHaveProperty('Not Allowed');
	});

	it('of anybody else says who asks', async () => {
		const result = await run(CARD, await press(CAST.apostrophe));
		expect(result.json('Not Allowed')).toEqual([
			{
				Subject: expect.stringMatching(/ asks for an offboarding$/),
				Text: 'Person with ID 3. Only administrators start it.',
			},
		]);
		expect(result.outputs).not.toHaveProperty('Request to HR');
	});
});

it.each([
	[ONBOARDING, 'bitrix24Trigger'],
	[OFFBOARDING, 'bitrix24UserChangesTrigger'],
	[MOVERS, 'bitrix24UserChangesTrigger'],
	[WITHOUT_ADDRESS, 'bitrix24UserChangesTrigger'],
	[CARD, 'bitrix24ProfileButtonTrigger'],
])('%s uses parameters that its trigger has', async (name, type) => {
	const { descriptions } = await loadPackage();
	const { properties } = descriptions.find((node) => node.name === type)!;
	const known = new Set(properties.map((property: INodeProperties) => property.name));
	const [node] = example(name).nodes.filter((one) => one.type.endsWith(`.${type}`));
	// n8n itself adds the poll times to nodes that poll.
	const unknown = Object.keys(node.parameters).filter((key) => !known.has(key));
	expect(unknown.filter((key) => key !== 'pollTimes')).toEqual([]);
});
