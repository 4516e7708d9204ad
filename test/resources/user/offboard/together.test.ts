/** Offboard: several people at once who manage each other, follow each other, or share what they leave. */
import { CAST, startPortal, type Portal } from '../../../portal';
import { pluck, stored, userBy } from '../../../support/portal';
import { changesOf, department, json, offboard } from './support';

const [A, B, STAYS]: number[] = [CAST.employee, CAST.emoji, CAST.secondAdministrator];
const items = [
	{ id: A, row: 1 },
	{ id: B, row: 2 },
];

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
	for (const one of portal.departments) delete one.UF_HEAD;
	for (const person of [A, B]) stored(portal, person).UF_DEPARTMENT = [];
	portal.addTask({ TITLE: 'Of A', RESPONSIBLE_ID: A });
	portal.addTask({ TITLE: 'Of B', RESPONSIBLE_ID: B });
});

afterEach(() => portal.stop());

const ownersOf = (...titles: string[]) =>
	titles.map((title) => portal.tasks.find(({ TITLE }) => TITLE === title)?.RESPONSIBLE_ID);

it('who are each other’s managers: both are handed to the head above them', async () => {
	department(portal, 55).UF_HEAD = A;
	department(portal, 56).UF_HEAD = B;
	department(portal, 1).UF_HEAD = STAYS;
	stored(portal, A).UF_DEPARTMENT = [56];
	stored(portal, B).UF_DEPARTMENT = [55];
	const run = await offboard(portal, {}, { items });
	expect(run.error).toBeUndefined();
	expect(pluck(run.items, 'successor')).toEqual([String(STAYS), String(STAYS)]);
	expect(ownersOf('Of A', 'Of B')).toEqual([STAYS, STAYS]);
	expect([55, 56].map((id) => department(portal, id).UF_HEAD)).toEqual([STAYS, STAYS]);
	expect([A, B].map((id) => stored(portal, id).ACTIVE)).toEqual([false, false]);
});

it('who are each other’s managers with nobody above them: refused, nothing is changed', async () => {
	department(portal, 55).UF_HEAD = A;
	department(portal, 56).UF_HEAD = B;
	stored(portal, A).UF_DEPARTMENT = [56];
	stored(portal, B).UF_DEPARTMENT = [55];
	const run = await offboard(portal, {}, { items });
	expect(run.error?.message).toContain('2 of 2 items');
	expect(run.error?.message).toContain('has no manager who could take over');
	expect(changesOf(portal)).toEqual([]);
});

it('who name each other as successors: both are refused, under Continue as well', async () => {
	const both = [
		{ id: A, heir: B },
		{ id: B, heir: A },
	];
	const run = await offboard(
		portal,
		{ successor: userBy('id', '={{ $json.heir }}') },
		{ items: both, continueOnFail: 'continueRegularOutput' },
	);
	expect(pluck(run.items, 'error')).toEqual([
		expect.stringContaining('because another item offboards them as well'),
		expect.stringContaining('because another item offboards them as well'),
	]);
	expect(changesOf(portal)).toEqual([]);
});

it('who lead departments one in the other: each head is passed on once, to whoever stays', async () => {
	department(portal, 17).UF_HEAD = A;
	department(portal, 55).UF_HEAD = B;
	department(portal, 1).UF_HEAD = STAYS;
	stored(portal, A).UF_DEPARTMENT = [17];
	stored(portal, B).UF_DEPARTMENT = [55];
	const run = await offboard(portal, { parts: ['departments', 'dismiss'] }, { items });
	expect(run.error).toBeUndefined();
	expect(json(run).map(({ departments }) => departments)).toMatchObject([
		[{ ID: '17', head: String(STAYS) }],
		[{ ID: '55', head: String(STAYS) }],
	]);
	expect([17, 55].map((id) => department(portal, id).UF_HEAD)).toEqual([STAYS, STAYS]);
});

it('whose last preview is what the run does', async () => {
	department(portal, 1).UF_HEAD = STAYS;
	for (const id of [A, B]) stored(portal, id).UF_DEPARTMENT = [1];
	const preview = await offboard(portal, { options: { preview: true } }, { items });
	const run = await offboard(portal, {}, { items });
	expect(json(preview)).toEqual(json(run).map((one) => ({ ...one, preview: true })));
});
