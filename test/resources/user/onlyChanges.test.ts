/** Only what differs: Update with Only Changes, Invite or Update by external code, and what stands in their outputs. */
import type { IDataObject } from 'n8n-workflow';

import { CAST, type Portal, startPortal } from '../../portal';
import {
	callsOf,
	changesOf,
	columns,
	pluck,
	requestsOf,
	runOn,
	stored,
	userBy,
} from '../../support/portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

describe('Update with Only Changes', () => {
	const update = (fields: IDataObject, options: IDataObject = {}) =>
		runOn(portal, {
			operation: 'update',
			user: userBy('id', 22),
			fields: columns(fields),
			options: { onlyChanges: true, ...options },
		});

	it('sends what differs, and tells it', async () => {
		const run = await update({ TITLE: 'Dr.', WORK_PHONE: '1', PERSONAL_BIRTHDAY: '29.02.1988' });
		expect(run.items.map(({ json }) => json)).toEqual([
			{
				ID: '22',
				EMAIL: 'carla.complete@example.com',
				updated: true,
				changes: { WORK_PHONE: { from: '0049307654321', to: '1' } },
			},
		]);
		expect(callsOf(portal, 'user.update').map(({ params }) => params)).toEqual([
			{ WORK_PHONE: '1', ID: '22' },
		]);
	});

	it('sends nothing when nothing differs: updated is false', async () => {
		const run = await update({
			TITLE: 'Dr.',
			UF_USR_LANGUAGES: 'Deutsch; English',
			UF_USR_DRIVER: 'yes',
		});
		expect(run.items[0].json).toMatchObject({ ID: '22', updated: false });
		expect(changesOf(portal)).toEqual([]);
	});

	it('the whole profile as the portal answers it is no change', async () => {
		const [raw] = (await runOn(portal, { operation: 'get', user: userBy('id', 22), output: 'raw' }))
			.items;
		const run = await runOn(
			portal,
			{
				operation: 'update',
				user: userBy('id', 22),
				fields: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] },
				options: { onlyChanges: true },
			},
			{ items: [raw.json] },
		);
		expect(run.error).toBeUndefined();
		expect(run.items[0].json).toMatchObject({ ID: '22', updated: false });
		expect(changesOf(portal)).toEqual([]);
	});

	it('two items for one person: the last one wins, though the portal says so already', async () => {
		const run = await runOn(
			portal,
			{
				operation: 'update',
				user: userBy('id', 22),
				fields: columns({ TITLE: '={{ $json.title }}' }),
				options: { onlyChanges: true },
			},
			{ items: [{ title: 'Prof.' }, { title: 'Dr.' }] },
		);
		expect(pluck(run.items, 'changes')).toEqual([
			{ TITLE: { from: 'Dr.', to: 'Prof.' } },
			{ TITLE: { from: 'Prof.', to: 'Dr.' } },
		]);
		expect(stored(portal, 22).TITLE).toBe('Dr.');
	});

	it.each([[{ onlyChanges: true }], [{}]])(
		'a file field is cleared by the IDs of its files, with %j',
		async (options) => {
			// b24restdocs `api-reference/files/how-to-update-files.md`: { id, remove: 'Y' }
			const run = await update(
				{ TITLE: 'Prof.' },
				{ onlyChanges: false, ...options, clearFields: ['UF_USR_CONTRACT'] },
			);
			expect(run.error).toBeUndefined();
			expect(stored(portal, 22).UF_USR_CONTRACT ?? null).toBeNull();
			portal.forget();
			const again = await update({ TITLE: 'Prof.' }, { clearFields: ['UF_USR_CONTRACT'] });
			expect(again.items[0].json.updated).toBe(false);
		},
	);
});

describe('Invite or Update by external code', () => {
	const upsert = (item: IDataObject, more: IDataObject = {}) =>
		runOn(
			portal,
			{
				operation: 'upsert',
				matchBy: 'XML_ID',
				matchValue: '={{ $json.code }}',
				email: '={{ $json.email }}',
				departments: [1],
				fields: columns({ TITLE: 'Dr.' }),
				...more,
			} as { operation: string },
			{ items: [item] },
		);

	it('a changed address is an update of the person, not a second invitation', async () => {
		const run = await upsert(
			{ code: 'HR-0022', email: 'carla.married@example.com' },
			{ departments: [1, 3] },
		);
		expect(run.items.map(({ json }) => json)).toEqual([
			{
				ID: '22',
				EMAIL: 'carla.married@example.com',
				action: 'updated',
				changes: {
					EMAIL: { from: 'carla.complete@example.com', to: 'carla.married@example.com' },
				},
			},
		]);
		expect(stored(portal, 22).EMAIL).toBe('carla.married@example.com');
		expect(callsOf(portal, 'user.add')).toEqual([]);
	});

	it('a code in other letters is the same one, and its letters in the portal stay', async () => {
		const item = { code: 'hr-0022', email: 'carla.married@example.com' };
		const run = await upsert(item, { departments: [] });
		expect(run.items[0].json).toMatchObject({ ID: '22', action: 'updated' });
		expect(changesOf(portal).map(({ params }) => params)).toEqual([
			{ EMAIL: 'carla.married@example.com', ID: '22' },
		]);
	});

	it('rows with one code in other letters and different addresses are refused', async () => {
		const run = await runOn(
			portal,
			{
				operation: 'upsert',
				matchBy: 'XML_ID',
				matchValue: '={{ $json.code }}',
				email: '={{ $json.email }}',
				fields: columns({ TITLE: 'Dr.' }),
			},
			{
				items: [
					{ code: 'HR-0022', email: 'carla.complete@example.com' },
					{ code: 'hr-0022', email: 'carla.married@example.com' },
				],
			},
		);
		expect(run.error?.message).toContain('have different addresses');
		expect(changesOf(portal)).toEqual([]);
	});

	it('nobody has the code, somebody has the address: refused naming them', async () => {
		const run = await upsert({ code: 'HR-0099', email: 'john.smith@example.com' });
		expect(run.error?.message).toContain(
			'The address john.smith@example.com belongs to John Smith (ID 3), who does not have the external code HR-0099',
		);
		expect(changesOf(portal)).toEqual([]);
	});

	it('somebody new gets the code, so that a second run finds them', async () => {
		const item = { code: 'HR-0099', email: 'new@example.com' };
		expect((await upsert(item)).items[0].json.action).toBe('invited');
		portal.forget();
		expect((await upsert(item)).items[0].json.action).toBe('unchanged');
		expect(changesOf(portal)).toEqual([]);
	});

	it('an empty code, and a field that people cannot be found by, are refused', async () => {
		const empty = await upsert({ email: 'new@example.com' });
		expect(empty.error?.message).toContain('The parameter "Match Value" is empty');
		const bad = await upsert({ email: 'new@example.com' }, { matchBy: 'UF_USR_ALIASES' });
		expect(bad.error?.message).toContain('people cannot be found by "UF_USR_ALIASES"');
		expect(changesOf(portal)).toEqual([]);
	});
});

describe('Invite or Update on somebody who is there in another way', () => {
	const item = { email: 'erik.extern@partner.example' };
	const form = {
		operation: 'upsert',
		email: '={{ $json.email }}',
		fields: columns({ TITLE: 'Guest' }),
	};

	it('a guest with User Type Employee and a department is refused, never made an employee', async () => {
		const run = await runOn(portal, { ...form, departments: [5] }, { items: [item] });
		expect(run.error?.message).toContain('Erik Extern (ID 8) is an extranet user');
		expect(stored(portal, CAST.extranet)).toMatchObject({
			USER_TYPE: 'extranet',
			UF_DEPARTMENT: [],
		});
	});

	describe('a list of 500 people of whom nothing differs', () => {
		const listOf = ({ people }: Portal) =>
			[...people.values()]
				.filter(({ ID, UF_DEPARTMENT }) => ID > 100 && UF_DEPARTMENT.length > 0)
				.map(({ EMAIL, WORK_POSITION, UF_DEPARTMENT }) => ({
					email: EMAIL,
					position: String(WORK_POSITION),
					departments: UF_DEPARTMENT,
				}));

		beforeEach(async () => {
			await portal.stop();
			portal = await startPortal({ people: 640 });
		});

		const unchanged = async (more: IDataObject) => {
			const items = listOf(portal);
			expect(items.length).toBeGreaterThanOrEqual(500);
			const fields = columns({ WORK_POSITION: '={{ $json.position }}' });
			const run = await runOn(portal, { ...form, fields, ...more }, { items });
			expect(new Set(pluck(run.items, 'action'))).toEqual(new Set(['unchanged']));
			return requestsOf(portal);
		};

		it('takes one request', async () => {
			expect(await unchanged({})).toEqual([expect.stringMatching(/^batch\(\d+ user\.get\)$/u)]);
		});

		it('takes two requests with departments', async () => {
			expect(await unchanged({ departments: '={{ $json.departments }}' })).toEqual([
				expect.stringMatching(/^batch\(\d+ department\.get\)$/u),
				expect.stringMatching(/^batch\(\d+ user\.get\)$/u),
			]);
		});
	});
});
