/** Offboard, the whole of it: the plan is the result, in few requests, on both credentials. */
import { CAST, startPortal, type Portal } from '../../../portal';
import {
	BOTH_CREDENTIALS,
	callsOf,
	hintsOf,
	pluck,
	requestsOf,
	stored,
} from '../../../support/portal';
import {
	ALL_PARTS,
	changesOf,
	department,
	fill,
	json,
	LEAVER,
	LITTLE,
	MANAGER,
	MUCH,
	numberOfCalls,
	offboard,
	stateOf,
} from './support';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

describe.each(BOTH_CREDENTIALS)('a leaver with much to hand over, with $name', (access) => {
	it('the preview changes nothing and is what comes; requests stay few', async () => {
		fill(portal, MUCH);
		const before = stateOf(portal);
		const preview = await offboard(
			portal,
			{ parts: ALL_PARTS, options: { preview: true } },
			{},
			access,
		);
		expect(preview.error).toBeUndefined();
		expect(changesOf(portal)).toEqual([]);
		expect(stateOf(portal)).toEqual(before);
		portal.forget();

		const run = await offboard(portal, { parts: ALL_PARTS }, {}, access);
		expect(run.error).toBeUndefined();
		const [output] = json(run);
		expect(json(preview)).toEqual([{ ...output, preview: true }]);
		expect(output).toMatchObject({
			ID: String(LEAVER),
			successor: String(MANAGER),
			departments: [
				{ ID: '56', path: 'Sales / Planning', passedOn: true, head: String(MANAGER) },
				{ ID: '55', path: 'Sales / Support', passedOn: true, head: String(MANAGER) },
			],
			tasks: { moved: 260, kept: [] },
			crm: {
				moved: 700,
				kept: [],
				types: [
					{ entityTypeId: 1, name: 'Lead', moved: 150 },
					{ entityTypeId: 2, name: 'Deal', moved: 300 },
					{ entityTypeId: 4, name: 'Company', moved: 150 },
					{ entityTypeId: 1038, name: 'Onboarding', moved: 100 },
				],
			},
			dismissed: true,
		});
		const groups = output.workgroups as { passedOn: unknown[]; left: unknown[]; kept: unknown[] };
		expect([groups.passedOn.length, groups.left.length, groups.kept]).toEqual([5, 40, []]);
		const requests = portal.requests.length;
		expect(requests).toBeLessThanOrEqual(Math.floor(numberOfCalls(portal) / 50) + 12);
	});
});

describe('what is done', () => {
	it('everything reaches the manager, completed tasks and closed deals stay, the person is out', async () => {
		fill(portal, LITTLE);
		const run = await offboard(portal, { parts: ALL_PARTS });
		expect(run.error).toBeUndefined();
		expect([55, 56].map((id) => department(portal, id).UF_HEAD)).toEqual([MANAGER, MANAGER]);
		expect(portal.workgroups.filter(({ OWNER_ID }) => OWNER_ID === LEAVER)).toEqual([]);
		expect(stored(portal, LEAVER)).toMatchObject({ ACTIVE: false, workgroups: [] });
		const tasks = portal.tasks.filter(({ RESPONSIBLE_ID }) => RESPONSIBLE_ID === LEAVER);
		expect(tasks.map(({ TITLE }) => TITLE)).toEqual(['Done']);
		const items = portal.crmItems.filter(({ assignedById }) => assignedById === LEAVER);
		expect(items).toMatchObject([{ entityTypeId: 2, stageSemanticId: 'S' }]);
	});

	it('heads and owners come first, the own memberships next, the dismissal last', async () => {
		fill(portal, LITTLE);
		await offboard(portal, { parts: ALL_PARTS });
		const methods = portal.requests.flatMap(({ calls }) => calls.map(({ method }) => method));
		const changes = [...new Set(methods.filter((method) => /update|delete|setowner/.test(method)))];
		expect(changes).toEqual([
			'department.update',
			'sonet_group.setowner',
			'sonet_group.user.delete',
			'tasks.task.update',
			'crm.item.update',
			'user.update',
		]);
	});

	it('CRM only when it is chosen, since its changes set automation rules off', async () => {
		fill(portal, LITTLE);
		const run = await offboard(portal);
		expect(Object.keys(json(run)[0])).toEqual([
			'ID',
			'successor',
			'departments',
			'workgroups',
			'tasks',
			'dismissed',
		]);
		expect(callsOf(portal, 'crm.item.update')).toEqual([]);
		expect(callsOf(portal, 'crm.item.list')).toEqual([]);
	});

	it('each CRM item is changed once, whatever the number of rounds', async () => {
		fill(portal, { crm: { 2: 120 } });
		await offboard(portal, { parts: 'crm' });
		const own = portal.crmItems.filter(
			({ entityTypeId, automationRuns }) => entityTypeId === 2 && automationRuns > 0,
		);
		expect(own.map(({ automationRuns }) => automationRuns)).toEqual(new Array(120).fill(1));
	});

	it('a second run finds nothing to do, also for somebody who is dismissed', async () => {
		fill(portal, LITTLE);
		await offboard(portal, { parts: ALL_PARTS });
		const after = stateOf(portal);
		portal.forget();
		const again = await offboard(portal, { parts: ALL_PARTS });
		expect(json(again)).toEqual([
			{
				ID: String(LEAVER),
				successor: String(MANAGER),
				departments: [],
				workgroups: { passedOn: [], left: [], kept: [] },
				tasks: { moved: 0, kept: [] },
				crm: { moved: 0, kept: [], types: [] },
				dismissed: true,
			},
		]);
		expect(changesOf(portal)).toEqual([]);
		expect(stateOf(portal)).toEqual(after);
	});

	it('of somebody dismissed before: what they own is passed on and left, and it is told what cannot be seen', async () => {
		fill(portal, LITTLE);
		stored(portal, LEAVER).ACTIVE = false;
		const run = await offboard(portal, { parts: ALL_PARTS });
		expect(run.error).toBeUndefined();
		expect(json(run)[0].workgroups).toMatchObject({
			passedOn: [{ NAME: 'Owned 0' }, { NAME: 'Owned 1' }],
			left: [{ NAME: 'Owned 0' }, { NAME: 'Owned 1' }],
			kept: [],
		});
		expect(callsOf(portal, 'user.update')).toEqual([]);
		expect(hintsOf(run).join()).toContain('does not show dismissed people in workgroups');
	});
});

describe('lists of every length', () => {
	it.each([0, 1, 49, 50, 51, 100, 101, 150, 2_501])(
		'%i tasks are all found, and moved once',
		async (number) => {
			fill(portal, { tasks: number });
			const preview = await offboard(portal, { parts: 'tasks', options: { preview: true } });
			expect(json(preview)[0].tasks).toEqual({ moved: number, kept: [] });
			portal.forget();
			const run = await offboard(portal, { parts: 'tasks' });
			expect(json(run)[0].tasks).toEqual({ moved: number, kept: [] });
			const moved = callsOf(portal, 'tasks.task.update').map(({ params }) => params.taskId);
			expect(new Set(moved).size).toBe(number);
			expect(moved).toHaveLength(number);
		},
	);
});

describe('many leavers', () => {
	it('share requests, and each output is linked to its item', async () => {
		const ids: number[] = [CAST.employee, CAST.emoji, CAST.apostrophe, CAST.sameNameB];
		for (const id of ids) fill(portal, LITTLE, id);
		await offboard(portal, {}, { items: [{ id: ids[0] }] });
		const alone = portal.requests.length;
		await portal.stop();
		portal = await startPortal({ people: 0 });
		for (const id of ids) fill(portal, LITTLE, id);
		const items = ids.map((id, at) => ({ id, row: at + 1 }));
		const run = await offboard(portal, {}, { items });
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'ID')).toEqual(ids.map(String));
		expect(pluck(run.next, 'row')).toEqual([1, 2, 3, 4]);
		expect(requestsOf(portal).length).toBeLessThanOrEqual(alone + 2);
		expect(ids.map((id) => stored(portal, id).ACTIVE)).toEqual([false, false, false, false]);
	});
});
