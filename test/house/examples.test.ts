/** Every workflow in `examples/` as people import it: run from its trigger to its ends, and judged by the portal. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { loadPackage, runWorkflow, type WorkflowJson, type WorkflowRunOptions } from '../harness';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { CAST, type Portal, startPortal } from '../portal';
import { callsOf, requestsOf, stored, webhookCredential } from '../support/portal';

const FOLDER = join(__dirname, '..', '..', 'examples');

/** Parts of an exported workflow that the engine does not look at, but the editor does. */
interface Example extends WorkflowJson {
	name: string;
	settings: IDataObject;
	active: boolean;
}

function example(name: string): Example {
	return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
}

const names = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 120 });
});

afterEach(() => portal.stop());

function run(name: string, options: WorkflowRunOptions = {}) {
	return runWorkflow(example(name), { credentials: webhookCredential(portal), ...options });
}

function findByEmail(email: string) {
	return [...portal.people.values()].filter(({ EMAIL }) => EMAIL === email);
}

it('has a test below for every file, and no file that is no workflow', () => {
	expect(names.sort()).toEqual([
		'custom-fields-as-code',
		'deals-with-their-person',
		'directory-first-import',
		'directory-sync-nightly',
		'directory-what-would-change',
		'every-operation',
		// Its conversations are those of e2e/specs/agents.spec.ts.
		'hr-assistant',
		'invited-and-never-came',
		// Of those that begin with a trigger the tests stand in triggers/examples.test.ts.
		'movers-checklist',
		'not-seen-for-90-days',
		'offboarding',
		'offboarding-by-email',
		'offboarding-from-the-card',
		'offboarding-on-dismissal',
		'onboarding-from-a-sheet',
		'onboarding-on-first-sign-in',
		'onboarding-without-public-address',
		'org-chart-from-a-sheet',
		'search-and-report',
		'workgroups-for-newcomers',
	]);
});

describe.each(names)('%s can be imported', (name) => {
	const { nodes, connections, settings, active, name: title } = example(name);

	it('is a whole workflow whose connections lead somewhere', () => {
		expect(title).toMatch(/^Bitrix24: \w/);
		expect(settings).toEqual({ executionOrder: 'v1' });
		expect(active).toBe(false);
		const known = nodes.map((node) => node.name);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		for (const [from, byType] of Object.entries(connections)) {
			expect(known).toContain(from);
			const targets = Object.values(byType).flat(2);
			targets.forEach((target) => expect(known).toContain(target?.node));
		}
	});

	it('uses parameters that the node has, and names its credential without holding one', async () => {
		const { descriptions } = await loadPackage();
		const { properties } = descriptions.find((node) => node.name === 'bitrix24')!;
		const own = nodes.filter(({ type }) =>
			/^n8n-nodes-bitrix24-users\.bitrix24(?:Tool)?$/.test(type),
		);
		expect(own.length).toBeGreaterThan(0);
		for (const { parameters, credentials, typeVersion } of own) {
			expect(typeVersion).toBe(1);
			expect(credentials).toEqual({
				bitrix24WebhookApi: { id: null, name: 'Bitrix24 Webhook account' },
			});
			const form = properties.filter(
				({ displayOptions: { show } = {} }) =>
					(show?.operation?.includes(String(parameters.operation)) ?? true) &&
					(show?.resource?.includes(String(parameters.resource)) ?? true),
			);
			expect(unknownKeys(parameters, form)).toEqual([]);
		}
		expect(JSON.stringify(nodes)).not.toMatch(/\/rest\/\d+\//);
	});
});

/** Names in parameters, collections included, that the form does not have. */
function unknownKeys(parameters: IDataObject, form: INodeProperties[]): string[] {
	return Object.entries(parameters).flatMap(([key, value]) => {
		const property = form.find(({ name }) => name === key);
		if (!property) return [key];
		if (property.type !== 'collection') return [];
		const options = (property.options ?? []) as INodeProperties[];
		return unknownKeys(value as IDataObject, options).map((inner) => `${key}.${inner}`);
	});
}

describe('offboarding', () => {
	/** Runs it on a request; the manager answers the form of the node that waits. */
	async function decide(Decision: string, request: IDataObject) {
		const workflow = example('offboarding');
		return await runWorkflow(
			{ ...workflow, pinData: { Approval: [{ json: { Decision } }] } },
			{ credentials: webhookCredential(portal), triggerItems: [request] },
		);
	}

	const LEAVER = { Email: 'john.smith@example.com', Successor: '' };

	const prepare = () => {
		const sales = portal.departments.find(({ NAME }) => NAME === 'Sales');
		if (!sales) throw new Error('There is no department "Sales"');
		sales.UF_HEAD = CAST.cyrillic;
		stored(portal, CAST.employee).UF_DEPARTMENT = [sales.ID];
	};

	beforeEach(prepare);

	it('asks the manager with the plan, then hands over, dismisses and reports', async () => {
		const result = await decide('Approve', LEAVER);

		expect(result.error).toBeUndefined();
		expect(result.errors).toEqual({});
		const [asked] = result.json('Ask the Manager');
		expect(asked.toEmail).toBe('olga.petrova@example.com');
		expect(asked.subject).toBe('Offboarding of John Smith');
		const [preview] = result.json('Preview');
		expect(preview).toMatchObject({ ID: '3', successor: '2', preview: true });
		expect(result.json('Offboard')).toEqual([{ ...preview, preview: undefined }]);
		const [report] = result.json('Report');
		expect(report.subject).toBe('John Smith has been offboarded');
		expect(report.text).toContain('Everything goes to the person with ID 2.');
		expect(report.text).toMatch(/Tasks: [1-9]\d*\nLeft out: nothing\nTasks that stayed: none/);
		expect(stored(portal, CAST.employee)).toMatchObject({ ACTIVE: false, workgroups: [] });
		expect(
			portal.tasks.filter(({ RESPONSIBLE_ID, STATUS }) => RESPONSIBLE_ID === 3 && STATUS !== 5),
		).toEqual([]);
	});

	it('changes nothing when the manager refuses', async () => {
		const result = await decide('Refuse', LEAVER);

		expect(result.outputs.Offboard).toBeUndefined();
		expect(result.json('Not Approved')).toMatchObject([{ text: 'Nothing was changed.' }]);
		expect(callsOf(portal, 'tasks.task.update')).toEqual([]);
		expect(stored(portal, CAST.employee).ACTIVE).toBe(true);
	});

	it('reports how far it came when a part stops, and nobody is dismissed', async () => {
		await portal.stop();
		portal = await startPortal({
			onCall: ({ method }) =>
				method === 'sonet_group.setowner'
					? { status: 400, error: '', error_description: 'Cannot complete operation.' }
					: undefined,
		});
		prepare();
		const result = await decide('Approve', { ...LEAVER, Successor: 'zoe@example.com' });

		expect(result.json('Preview')).toMatchObject([{ successor: '5' }]);
		const [report] = result.json('Report What Is Left');
		expect(report.subject).toBe('The offboarding of John Smith is not complete');
		expect(report.text).toContain('stopped at "Workgroups"');
		expect(report.text).toContain('Run it again to do what is left.');
		expect(stored(portal, CAST.employee).ACTIVE).toBe(true);
	});
});

describe('onboarding-from-a-sheet', () => {
	it('invites whom the portal does not know, updates whom it knows, and sets faulty rows aside', async () => {
		const result = await run('onboarding-from-a-sheet');

		expect(result.error).toBeUndefined();
		const [nathan] = findByEmail('nathan.miller@example.com');
		expect(nathan).toMatchObject({
			NAME: 'Nathan',
			UF_DEPARTMENT: [5],
			WORK_POSITION: 'Account manager',
			PERSONAL_MOBILE: '4915123456780',
			UF_EMPLOYMENT_DATE: '2026-12-01',
			invitations: [{ text: 'Welcome, Nathan! Please join our portal.' }],
		});
		const [julia] = findByEmail('julia.kuznetsova@example.com');
		expect(julia).toMatchObject({
			NAME: 'Юлия',
			UF_DEPARTMENT: [5, 7],
			UF_EMPLOYMENT_DATE: '2026-12-01',
		});
		expect(stored(portal, CAST.employee)).toMatchObject({
			WORK_POSITION: 'Team lead',
			UF_DEPARTMENT: [3],
			invitations: [],
		});
		expect(result.json('Done')).toEqual([
			{ Email: 'nathan.miller@example.com', ID: String(nathan.ID), Result: 'invited' },
			{ Email: 'julia.kuznetsova@example.com', ID: String(julia.ID), Result: 'invited' },
			{ Email: 'John.Smith@example.com', ID: '3', Result: 'updated' },
		]);
		expect(result.json('Rows to Mend')).toEqual([
			{
				Email: 'priya.patel(at)example.com',
				Reason: 'Parameter "Email": "priya.patel(at)example.com" is not an e-mail address',
			},
			{
				Email: 'omar.haddad@example.com',
				Reason: 'An employee needs a department, and omar.haddad@example.com gets none',
			},
		]);
	});

	it('invites nobody twice when the same sheet is run again', async () => {
		await run('onboarding-from-a-sheet');
		const people = portal.people.size;
		portal.forget();

		const again = await run('onboarding-from-a-sheet');

		expect(again.json('Done').map(({ Result }) => Result)).toEqual(Array(3).fill('unchanged'));
		expect(portal.people.size).toBe(people);
		expect(callsOf(portal, 'user.add')).toEqual([]);
	});
});

describe('offboarding-by-email', () => {
	const leaving = [{ Email: 'John.Smith@example.com' }, { Email: 'nobody.here@example.com' }];

	it('dismisses by e-mail, confirms it, and reports who was not found', async () => {
		const result = await run('offboarding-by-email', { triggerItems: leaving });

		expect(stored(portal, CAST.employee).ACTIVE).toBe(false);
		expect(result.json('Dismissed')).toEqual([
			{
				Email: 'john.smith@example.com',
				Message: 'John Smith (ID 3) can no longer sign in.',
			},
		]);
		expect(result.json('Not Dismissed')).toEqual([
			{
				Email: 'nobody.here@example.com',
				Reason:
					'There is no person with the e-mail address nobody.here@example.com that this credential can see',
			},
		]);
	});

	it('takes the error branch for the person whose credential it is', async () => {
		const own = [{ Email: stored(portal, CAST.employee).EMAIL }];
		const credentials = webhookCredential(portal, { userId: CAST.employee });

		const result = await run('offboarding-by-email', { credentials, triggerItems: own });

		expect(stored(portal, CAST.employee).ACTIVE).toBe(true);
		expect(result.outputs.Dismissed).toBeUndefined();
		expect(result.json('Not Dismissed')).toEqual([
			{ Email: own[0].Email, Reason: 'John Smith (ID 3) is the person this credential belongs to' },
		]);
	});
});

describe('directory-sync-nightly', () => {
	it('previews, waits, and carries out the same list; the next night there is nothing to approve', async () => {
		// A small company: the departments of the scope hold few people.
		for (const person of portal.people.values()) {
			if (person.ID > 100 && person.USER_TYPE === 'employee') person.UF_DEPARTMENT = [1];
		}
		const result = await run('directory-sync-nightly');

		expect(result.error).toBeUndefined();
		const [summary] = result.json('Preview');
		expect(summary).toMatchObject({ listed: 3, invited: 1, updated: 2, preview: true });
		expect(stored(portal, CAST.employee)).toMatchObject({ WORK_POSITION: 'Team lead' });
		expect(findByEmail('nathan.miller@example.com')).toHaveLength(1);
		const done = result.json('Sync');
		expect(done.filter(({ action }) => action === 'invited')).toHaveLength(Number(summary.invited));
		expect(done.filter(({ action }) => action === 'updated')).toHaveLength(Number(summary.updated));
		portal.forget();

		const again = await run('directory-sync-nightly');

		expect(again.error).toBeUndefined();
		expect(again.outputs.Sync).toBeUndefined();
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});
});

describe('directory-first-import', () => {
	it('invites and updates, sets faulty rows aside, and has nothing to do the second time', async () => {
		const result = await run('directory-first-import');

		expect(result.error).toBeUndefined();
		expect(result.json('Done').map(({ Result }) => Result)).toEqual([
			'invited',
			'invited',
			'updated',
		]);
		expect(result.json('Rows to Mend')).toEqual([
			{
				Email: 'omar.haddad@example.com',
				Reason: expect.stringContaining('There is no department "Garage"'),
			},
		]);
		portal.forget();
		const again = await run('directory-first-import');
		expect(again.json('Done').map(({ Result }) => Result)).toEqual(Array(3).fill('unchanged'));
		expect(callsOf(portal, 'user.add')).toEqual([]);
	});
});

describe('directory-what-would-change', () => {
	it('lists who is new, who differs in what and who is missing, and changes nothing', async () => {
		const result = await run('directory-what-would-change');

		expect(result.error).toBeUndefined();
		const report = result.json('Report');
		expect(report.slice(0, 3)).toEqual([
			{
				Email: 'carla.complete@example.com',
				What: 'updated',
				Changes: expect.stringContaining('WORK_POSITION: (empty) → Head of sales'),
			},
			{
				Email: 'john.smith@example.com',
				What: 'updated',
				Changes: expect.stringContaining('PERSONAL_MOBILE: (empty) → +44 20 7946 0000'),
			},
			{ Email: 'nathan.miller@example.com', What: 'invited', Changes: '' },
		]);
		expect(report.slice(3).every(({ What }) => What === 'missing' || What === 'excluded')).toBe(
			true,
		);
		expect(callsOf(portal, 'user.update')).toEqual([]);
		expect(findByEmail('nathan.miller@example.com')).toEqual([]);
	});
});

describe('search-and-report', () => {
	it('reports the active people whose words match, sorted by last name', async () => {
		const result = await run('search-and-report', { triggerItems: [{ Words: 'acc' }] });

		const expected = [...portal.people.values()]
			.filter(({ ACTIVE, WORK_POSITION, USER_TYPE }) => {
				return ACTIVE && WORK_POSITION === 'Accountant' && USER_TYPE === 'employee';
			})
			.map(({ NAME, LAST_NAME, EMAIL }) => `${NAME} ${LAST_NAME}, Accountant, ${EMAIL}`);
		const [report, ...more] = result.json('Report');
		expect(more).toEqual([]);
		expect(expected.length).toBeGreaterThan(10);
		expect(report.Count).toBe(expected.length);
		const lines = String(report.Text).split('\n');
		expect([...lines].sort()).toEqual(expected.sort());
		const lastNames = lines.map((line) => line.split(',')[0].split(' ').at(-1));
		expect(lastNames).toEqual([...lastNames].sort());
	});

	it('says so when nobody is found', async () => {
		const result = await run('search-and-report', { triggerItems: [{ Words: 'xylophonist' }] });

		expect(result.json('Report')).toEqual([{ Count: 0, Text: 'Nobody found for "xylophonist"' }]);
	});
});

describe('every-operation', () => {
	it('invites, updates, gets, searches, lists and dismisses in a handful of requests', async () => {
		const before = portal.people.size;

		const result = await run('every-operation');

		expect(result.error).toBeUndefined();
		expect(result.errors).toEqual({});
		const invited = [...portal.people.values()].slice(before);
		expect(
			invited.map(({ NAME, WORK_POSITION, PERSONAL_MOBILE, ACTIVE }) => {
				return [NAME, WORK_POSITION, PERSONAL_MOBILE, ACTIVE];
			}),
		).toEqual([
			['Nathan', 'Account manager', '4915123456780', true],
			['Юлия', 'Accountant', '+7 900 1234567', true],
			['Zoë 🦄', 'Please select from the list', '+353 1 234 5678', true],
		]);
		const ids = invited.map(({ ID }) => String(ID));
		expect(result.json('Get').map(({ ID, EMAIL }) => [ID, EMAIL])).toEqual(
			invited.map(({ ID, EMAIL }) => [String(ID), EMAIL]),
		);
		expect(result.json('Search')).toEqual([
			{ ID: ids[0], NAME: 'Nathan', LAST_NAME: 'Miller', WORK_POSITION: 'Account manager' },
		]);
		expect(result.json('Get Many').map(({ ID }) => ID)).toEqual(expect.arrayContaining(ids));
		expect(result.json('Dismiss')).toEqual([{ ID: '3', ACTIVE: false }]);
		expect(stored(portal, CAST.employee).ACTIVE).toBe(false);
		expect(result.json('Get Fields').length).toBeGreaterThan(60);
		expect(result.json('Get Current')).toMatchObject([
			{ ID: '1', EMAIL: 'anna.admin@example.com' },
		]);
		expect(requestsOf(portal)).toContain('batch(3 user.add)');
		// Departments in two pages, look-ups before invitations and dismissals among them.
		expect(portal.requests.length).toBeLessThanOrEqual(20);
	});
});

describe('workgroups-for-newcomers', () => {
	const groupIds = (id: number) => stored(portal, id).workgroups;

	it('puts people into the workgroup of their department, and nobody twice', async () => {
		portal.edit(CAST.employee, { UF_DEPARTMENT: [5] });
		portal.edit(CAST.emoji, { UF_DEPARTMENT: [7] });
		const result = await run('workgroups-for-newcomers');

		expect(result.error).toBeUndefined();
		expect(groupIds(CAST.employee)).toContain(10);
		expect(groupIds(CAST.emoji)).toContain(1);
		expect(result.json('Added').map(({ Text }) => Text)).toEqual(
			expect.arrayContaining([
				'John Smith is in Project 1 now',
				'Zoë 🦄 Unicorn is in Project Alpha now',
			]),
		);
		portal.forget();

		const again = await run('workgroups-for-newcomers');

		expect(again.outputs.Added).toBeUndefined();
		expect(callsOf(portal, 'sonet_group.user.add')).toEqual([]);
	});
});

describe('custom-fields-as-code', () => {
	const field = (code: string) => portal.customFields.find(({ FIELD_NAME }) => FIELD_NAME === code);

	it('creates what is missing, and brings the values of a list in step', async () => {
		const first = await run('custom-fields-as-code');

		expect(first.error).toBeUndefined();
		expect(first.json('Created').map(({ Code }) => Code)).toEqual([
			'UF_USR_LOCKER',
			'UF_USR_WORK_PLACE',
		]);
		const list = field('UF_USR_WORK_PLACE')?.LIST ?? [];
		expect(list.map(({ VALUE }) => VALUE)).toEqual(['Office', 'Home', 'Both']);
		list.splice(1, 1);

		const second = await run('custom-fields-as-code');

		expect(second.error).toBeUndefined();
		expect(second.json('Sync Values')).toEqual([
			expect.objectContaining({ code: 'UF_USR_WORK_PLACE', added: ['Home'], removed: [] }),
		]);
	});
});

describe('invited-and-never-came', () => {
	beforeEach(() => {
		// Accepted, and never signed in.
		Object.assign(stored(portal, CAST.emoji), { LAST_LOGIN: null, UF_DEPARTMENT: [3] });
		stored(portal, CAST.invited).UF_DEPARTMENT = [20];
	});

	it('reminds the manager of everybody who was invited and never signed in', async () => {
		const result = await run('invited-and-never-came');

		expect(result.error).toBeUndefined();
		// Olga leads Logistics.
		const { EMAIL: To } = stored(portal, CAST.cyrillic);
		expect(result.json('Reminder')).toEqual([
			{
				To,
				Subject: 'Zoë 🦄 Unicorn has not signed in to Bitrix24 yet',
				Text: expect.stringMatching(
					/^Invited on \d{4}-\d\d-\d\d, accepted, never signed in\. http.*\/user\/5\/$/,
				),
			},
			{
				To,
				Subject: 'Ines Invited has not signed in to Bitrix24 yet',
				Text: expect.stringMatching(/, not accepted\. http.*\/user\/23\/$/),
			},
		]);
	});

	it('leaves newcomers of the last two weeks alone', async () => {
		const today = new Date().toISOString();
		for (const id of [CAST.emoji, CAST.invited]) stored(portal, id).DATE_REGISTER = today;
		const result = await run('invited-and-never-came');
		expect(result.outputs.Reminder).toBeUndefined();
	});

	it('dismisses on approval, but nobody whose invitation is open', async () => {
		const result = await run('invited-and-never-came', {
			trigger: 'Answer of the Manager',
			triggerItems: [
				{ ID: String(CAST.emoji), Answer: 'Dismiss' },
				{ ID: String(CAST.invited), Answer: 'Dismiss' },
				{ ID: String(CAST.employee), Answer: 'Keep' },
			],
		});

		expect(result.json('Dismissed')).toEqual([{ ID: '5', Result: 'dismissed' }]);
		expect(result.json('To Cancel in the Portal')).toEqual([
			{ ID: '23', Reason: expect.stringContaining('has not accepted the invitation yet') },
		]);
		expect(stored(portal, CAST.invited).ACTIVE).toBe(true);
		expect(stored(portal, CAST.employee).ACTIVE).toBe(true);
	});
});

describe('not-seen-for-90-days', () => {
	it('asks the manager of everybody whose last sign-in lies that far back', async () => {
		for (const person of portal.people.values()) {
			if (person.LAST_LOGIN) person.LAST_LOGIN = new Date().toISOString();
		}
		stored(portal, CAST.apostrophe).LAST_LOGIN = '2024-03-01T08:00:00+02:00';
		stored(portal, CAST.apostrophe).UF_DEPARTMENT = [20];
		stored(portal, CAST.administrator).LAST_LOGIN = '2024-03-02T08:00:00+02:00';

		const result = await run('not-seen-for-90-days');

		expect(result.error).toBeUndefined();
		expect(result.json('Question')).toEqual([
			{
				// Nobody is above the head of the company.
				To: 'hr@example.com',
				Subject: 'Is Anna Admin still with us?',
				Text: expect.stringMatching(
					/^Last seen in Bitrix24 on 2024-03-0\d \(Northwind & Sons\)\. http.*\/user\/1\/$/,
				),
			},
			{
				To: stored(portal, CAST.cyrillic).EMAIL,
				Subject: "Is Siobhán O'Brien still with us?",
				Text: expect.stringMatching(/2024-03-01 \(Logistics \/ Support\)\. http.*\/user\/4\/$/),
			},
		]);
	});

	it('dismisses whom the manager says, and keeps the others', async () => {
		const result = await run('not-seen-for-90-days', {
			trigger: 'Answer of the Manager',
			triggerItems: [
				{ ID: '4', Answer: 'Dismiss' },
				{ ID: '3', Answer: 'Keep' },
			],
		});

		expect(result.json('Dismissed')).toEqual([{ ID: '4', Result: 'dismissed' }]);
		expect(result.json('Kept')).toEqual([{ ID: '3', Result: 'kept' }]);
		expect(stored(portal, 4).ACTIVE).toBe(false);
		expect(stored(portal, 3).ACTIVE).toBe(true);
	});
});

describe('deals-with-their-person', () => {
	it('puts the person responsible, with their manager, into each deal', async () => {
		const result = await run('deals-with-their-person');

		expect(result.error).toBeUndefined();
		expect(result.json('Get')).toEqual([
			{
				TITLE: 'Deal 1',
				OPPORTUNITY: '1200.00',
				ASSIGNED_BY_ID: '3',
				user: {
					ID: '3',
					NAME: 'John',
					LAST_NAME: 'Smith',
					EMAIL: 'john.smith@example.com',
					manager: {
						ID: '1',
						NAME: 'Anna',
						LAST_NAME: 'Admin',
						EMAIL: 'anna.admin@example.com',
					},
				},
			},
		]);
	});
});
