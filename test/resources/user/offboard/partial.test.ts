/** Offboard: parts that do not come to their end, and what is told of them. */
import {
	CAST,
	startPortal,
	type CallRefusal,
	type Portal,
	type RecordedCall,
} from '../../../portal';
import { QuickClock } from '../../../support/clock';
import { callsOf, hintsOf, pluck, stored } from '../../../support/portal';
import { storedGroup, storedRole } from '../../../support/workgroups';
import { ALL_PARTS, changesOf, fill, json, LEAVER, MANAGER, offboard } from './support';

const clock = new QuickClock();

beforeAll(() => clock.start());

afterAll(() => clock.stop());

let portal: Portal;

/** A portal that answers some calls with an error; numbered from 1 per method. */
async function open(
	refuse: (call: RecordedCall, count: number) => CallRefusal | undefined | void = () => undefined,
): Promise<void> {
	const counts = new Map<string, number>();
	portal = await startPortal({
		people: 0,
		onCall(call) {
			const count = (counts.get(call.method) ?? 0) + 1;
			counts.set(call.method, count);
			return refuse(call, count);
		},
	});
	fill(portal);
}

afterEach(() => portal.stop());

const DENIED = { status: 400, error: 'ERROR_CORE', error_description: 'Access denied<br>' };

/** (docs: tasks/tasks-task-update.md) */
const NOT_ALLOWED = {
	status: 400,
	error: '0',
	error_description: 'Action on the task is not allowed (internal error)',
};

describe('a single thing that the portal refuses', () => {
	it('a task stays and is told with the reason; the person is dismissed all the same', async () => {
		await open(({ method }, count) =>
			method === 'tasks.task.update' && count === 2 ? NOT_ALLOWED : undefined,
		);
		const run = await offboard(portal);
		expect(run.error).toBeUndefined();
		expect(json(run)[0]).toMatchObject({
			tasks: {
				moved: 2,
				kept: [{ TITLE: 'To do 1', reason: 'Action on the task is not allowed (internal error)' }],
			},
			dismissed: true,
		});
	});

	it('a CRM item that lacks a required field stays and is told', async () => {
		await open();
		portal.addCrmItem({
			entityTypeId: 2,
			title: 'Half a deal',
			assignedById: LEAVER,
			lacks: 'opportunity',
		});
		const run = await offboard(portal, { parts: ALL_PARTS });
		expect(json(run)[0]).toMatchObject({
			crm: {
				moved: 3,
				kept: [
					{
						type: 'Deal',
						TITLE: 'Half a deal',
						reason: 'Required field "opportunity" is not filled',
					},
				],
			},
			dismissed: true,
		});
	});

	it('of a CRM item the account may not change it is not said that the portal allows no REST', async () => {
		await open(({ method }) =>
			method === 'crm.item.update'
				? { status: 400, error: 'ACCESS_DENIED', error_description: 'Access denied' }
				: undefined,
		);
		const run = await offboard(portal, { parts: 'crm' });
		expect(json(run)[0]).toMatchObject({
			crm: {
				moved: 0,
				kept: [1, 2, 3].map(() => ({
					reason: 'The account behind the credential may not see or change this in the CRM',
				})),
			},
		});
	});

	it('a scrum master, whom the portal silently leaves in, is told; a preview cannot know', async () => {
		await open();
		const scrum = portal.addGroup({ NAME: 'Sprint', scrumMaster: LEAVER });
		stored(portal, LEAVER).workgroups.push(scrum.ID);
		const run = await offboard(portal);
		expect(json(run)[0]).toMatchObject({
			workgroups: { kept: [{ NAME: 'Sprint', reason: expect.stringContaining('scrum masters') }] },
			dismissed: true,
		});
	});

	it('a change that the portal takes without effect is tried again, and then told', async () => {
		await open();
		const [task] = portal.tasks.filter(({ TITLE }) => TITLE === 'To do 0');
		Object.defineProperty(task, 'RESPONSIBLE_ID', { get: () => LEAVER, set: () => undefined });
		const run = await offboard(portal, { parts: 'tasks' });
		expect(json(run)[0].tasks).toMatchObject({
			moved: 2,
			kept: [{ TITLE: 'To do 0', reason: 'The portal took the change, and it is still there' }],
		});
	});
});

describe('what comes in while things are handed over', () => {
	it('is handed over as well', async () => {
		let isAdded = false;
		await open(({ method }) => {
			if (method !== 'tasks.task.update' || isAdded) return;
			isAdded = true;
			portal.addTask({ TITLE: 'Late', RESPONSIBLE_ID: LEAVER });
		});
		const run = await offboard(portal);
		expect(json(run)[0].tasks).toEqual({ moved: 4, kept: [] });
		expect(portal.tasks.find(({ TITLE }) => TITLE === 'Late')?.RESPONSIBLE_ID).toBe(MANAGER);
	});
});

interface Stop {
	when: string;
	refuse: (call: RecordedCall, count: number) => CallRefusal | undefined;
	says: string;
	soFar: string;
}

const at =
	(method: string, answer: CallRefusal, from = 1) =>
	(call: RecordedCall, count: number) =>
		call.method === method && count >= from ? answer : undefined;

const STOPS: Stop[] = [
	{
		when: 'a head cannot be passed on',
		refuse: at('department.update', DENIED, 2),
		says: 'The offboarding of Zoë 🦄 Unicorn (ID 5) stopped at "Departments": The account behind the credential may not change the company structure',
		soFar:
			'So far: Departments: 1 of 2 departments passed on. Workgroups: not begun. Tasks: not begun. Dismiss: not begun. Run it again to do what is left.',
	},
	{
		when: 'a workgroup cannot be passed on',
		refuse: at(
			'sonet_group.setowner',
			{ status: 400, error: '', error_description: 'Cannot complete operation.' },
			2,
		),
		says: 'stopped at "Workgroups": The portal could not pass the workgroup on to this person',
		soFar: 'Workgroups: 1 of 2 workgroups passed on, 0 of 4 left. Tasks: not begun.',
	},
	{
		when: 'the person cannot be taken out of workgroups',
		refuse: at('sonet_group.user.delete', {
			status: 400,
			error: '',
			error_description: 'No permissions to update users role',
		}),
		says: 'stopped at "Workgroups": The account behind the credential may not change or remove members of workgroups',
		soFar: 'Workgroups: 2 of 2 workgroups passed on, 0 of 4 left. Tasks: not begun.',
	},
	{
		when: 'the portal is in trouble while tasks are moved',
		refuse: at(
			'tasks.task.update',
			{ status: 500, error: 'INTERNAL_SERVER_ERROR', error_description: 'Internal server error' },
			2,
		),
		says: 'stopped at "Tasks": The portal ran into trouble of its own',
		soFar: 'Tasks: 1 of 3 tasks moved. Dismiss: not begun. Run it again to do what is left.',
	},
	{
		when: 'nobody can look at what is left',
		refuse: at('tasks.task.list', NOT_ALLOWED, 2),
		says: 'stopped at "Tasks"',
		soFar: 'Tasks: 3 of 3 tasks moved. Dismiss: not begun.',
	},
];

describe('a part that stops in the middle', () => {
	it.each(STOPS)(
		'when $when: the item fails with the report so far, nobody is dismissed',
		async (stop) => {
			await open(stop.refuse);
			const run = await offboard(portal);
			expect(run.items).toEqual([]);
			expect(run.error?.message).toContain(stop.says);
			expect(run.error?.description).toContain(stop.soFar);
			expect(stored(portal, LEAVER).ACTIVE).toBe(true);
			expect(callsOf(portal, 'user.update')).toEqual([]);
		},
	);

	it.each(STOPS)(
		'when $when, with Dismiss Anyway: dismissed, and the item fails all the same',
		async (stop) => {
			await open(stop.refuse);
			const run = await offboard(portal, { options: { dismissAnyway: true } });
			expect(run.error?.message).toContain(stop.says);
			expect(run.error?.description).toContain('Dismiss: dismissed.');
			expect(stored(portal, LEAVER).ACTIVE).toBe(false);
		},
	);
});

it('what the portal keeps of a dismissal without saying so is seen', async () => {
	await open();
	stored(portal, CAST.employee).mayEditStructure = true;
	const account = { userId: CAST.employee };
	const run = await offboard(portal, { parts: ['departments', 'dismiss'] }, { account });
	expect(run.error?.message).toContain('stopped at "Dismiss": The portal refused access');
	expect(run.error?.description).toContain('So far: Departments: 2 of 2 departments passed on.');
	expect(stored(portal, LEAVER).ACTIVE).toBe(true);
});

it('a dismissal dropped in silence is seen: the person is still active, and the item says why', async () => {
	// `true` for an answer, and nothing done (b24restdocs `api-reference/user/user-update.md`, without administrator's rights).
	await open();
	const leaver = stored(portal, LEAVER);
	Object.defineProperty(leaver, 'ACTIVE', { get: () => true, set: () => undefined });
	const run = await offboard(portal, { parts: ['dismiss'] });
	expect(callsOf(portal, 'user.update')).toHaveLength(1);
	expect(run.items).toEqual([]);
	expect(run.error?.message).toBe(
		'The offboarding of Zoë 🦄 Unicorn (ID 5) stopped at "Dismiss": Zoë 🦄 Unicorn (ID 5) is still active',
	);
	expect(run.error?.description).toContain('not an administrator');
	expect(run.error?.description).toContain('So far: Dismiss: not dismissed.');
});

it('former owners who become moderators are taken out as well', async () => {
	portal = await startPortal({ people: 0, quirks: { formerOwner: 'moderator' } });
	fill(portal);
	const run = await offboard(portal);
	expect(run.error).toBeUndefined();
	for (const { ID } of portal.workgroups) expect(storedRole(portal, ID, LEAVER)).toBeUndefined();
	const owned = portal.workgroups.filter(({ NAME }) => NAME.startsWith('Owned'));
	expect(owned.map(({ ID }) => storedGroup(portal, ID).OWNER_ID)).toEqual([MANAGER, MANAGER]);
});

it('who leads departments and is dismissed without that part loses them, which is told', async () => {
	await open();
	const run = await offboard(portal, { parts: ['dismiss'] });
	expect(hintsOf(run)).toEqual([
		'These people lead departments and lose that with the dismissal; reinstating does not bring it back: Zoë 🦄 Unicorn (ID 5): Support, Planning',
	]);
});

describe('On Error', () => {
	const items = [
		{ id: CAST.dismissed, row: 1 },
		{ id: 999_999, row: 2 },
		{ id: LEAVER, row: 3 },
	];

	it('Stop: the item that cannot be is named, and nothing was changed', async () => {
		await open();
		const run = await offboard(portal, {}, { items });
		expect(run.error?.message).toContain('There is no person with ID 999999');
		expect(run.error?.description).toContain('Nothing was changed in the portal.');
		expect(changesOf(portal)).toEqual([]);
	});

	it('Continue, error output: the others go through, everything is linked', async () => {
		await open();
		const run = await offboard(portal, {}, { items, continueOnFail: 'continueErrorOutput' });
		expect(pluck(run.items, 'ID')).toEqual(['7', '5']);
		expect(pluck(run.next, 'row')).toEqual([1, 3]);
		expect(pluck(run.nextOnError, 'row')).toEqual([2]);
	});

	it('Continue, regular output: a part that stopped is an error item in its place, with the report', async () => {
		await open(at('department.update', DENIED));
		const both = [items[2], items[0]];
		const run = await offboard(
			portal,
			{},
			{ items: both, continueOnFail: 'continueRegularOutput' },
		);
		expect(pluck(run.next, 'row')).toEqual([3, 1]);
		expect(run.items[0].json.error).toContain('stopped at "Departments"');
		expect(JSON.stringify(run.items[0].json.message)).toContain('Workgroups: not begun.');
		expect(run.items[1].json).toMatchObject({ ID: '7', dismissed: true });
	});
});
