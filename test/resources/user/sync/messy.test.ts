/** Sync Directory with the lists people really have: what must not do harm, and what is told of it. */
import type { IDataObject } from 'n8n-workflow';

import { type Portal, startPortal } from '../../../portal';
import { columns, hintsOf, stored } from '../../../support/portal';
import { changed, JOHN, type Line, listOf, OLGA, sent, sync, told, without } from './support';

let portal: Portal;
let list: Line[];

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
	list = listOf(portal);
});

afterEach(() => portal.stop());

const DISMISS = { onMissing: 'dismiss' };
const CLEAR = { options: { emptyValues: 'clear' } };
const byCode = { matchBy: 'XML_ID', matchValue: '={{ $json.code }}' };

function number(...without: number[]): void {
	for (const person of portal.people.values()) {
		if (!without.includes(person.ID)) person.XML_ID = `HR-${person.ID}`;
	}
	list = listOf(portal);
}

describe('people whom no row can name', () => {
	it('somebody without the code people are matched by is missing, never dismissed', async () => {
		number(3);
		const run = await sync(portal, without(list, JOHN, OLGA), { ...byCode, ...DISMISS });
		expect(run.error).toBeUndefined();
		expect(told(run)).toEqual([`${OLGA} dismissed`, `${JOHN} missing`]);
		expect(run.items.at(-1)?.json.reason).toContain('has no external code');
		expect(sent(portal)).toEqual(['user.update 2 ACTIVE']);
	});

	it('somebody without an address is missing, never dismissed', async () => {
		stored(portal, 3).EMAIL = '';
		const run = await sync(portal, without(list, JOHN), DISMISS);
		expect(told(run)).toEqual(['null missing']);
		expect(sent(portal)).toEqual([]);
	});
});

describe('a list that speaks of other people than the portal', () => {
	it('when no row is about anybody in the portal, nobody is dismissed and it is told', async () => {
		number();
		const items = list.slice(0, 3).map((row, at) => ({ ...row, email: '', code: `OLD-${at}` }));
		const run = await sync(portal, items, { ...byCode, ...DISMISS, onNew: 'report' });
		expect(run.error).toBeUndefined();
		expect(sent(portal)).toEqual([]);
		expect(hintsOf(run).join()).toContain('not one row is about somebody in the portal');
	});
});

describe('a column that is empty in every row', () => {
	const items = () => list.map((row) => ({ ...row, position: undefined }));

	it('with Empty Values = Clear the Field stops the run before anything is sent', async () => {
		const run = await sync(portal, items(), CLEAR);
		expect(run.error?.message).toContain(
			`WORK_POSITION is empty in all ${list.length} rows, and 3 people would lose what they have there`,
		);
		expect(run.error?.description).toContain('Clear Fields');
		expect(sent(portal)).toEqual([]);
	});

	it('is told by a preview', async () => {
		const run = await sync(portal, items(), { ...CLEAR, preview: true });
		expect(run.error).toBeUndefined();
		expect(hintsOf(run).join()).toContain(`WORK_POSITION is empty in all ${list.length} rows`);
	});

	it('on purpose it is emptied by Clear Fields', async () => {
		const options = { emptyValues: 'clear', clearFields: ['WORK_POSITION'] };
		const run = await sync(portal, items(), { options });
		expect(run.error).toBeUndefined();
		expect(sent(portal)).toHaveLength(3);
	});

	it('of one row it is emptied', async () => {
		const run = await sync(portal, [{ email: OLGA, departments: [20, 3], position: '' }], CLEAR);
		expect(run.error).toBeUndefined();
		expect(sent(portal)).toEqual(['user.update 2 WORK_POSITION']);
	});
});

describe('a summary', () => {
	it('says why rows were refused', async () => {
		const items: IDataObject[] = [...list, { email: 'x' }];
		const run = await sync(
			portal,
			items,
			{ return: 'summary' },
			{ continueOnFail: 'continueRegularOutput' },
		);
		expect(run.items[0].json.refused).toBe(1);
		expect(run.items[0].json.errors).toEqual([
			{ item: list.length, error: 'Parameter "Email": "x" is not an e-mail address' },
		]);
	});
});

describe('codes as sheets have them', () => {
	it.each([
		['a blank behind it', 'HR-3 '],
		['a no-break space around it', '\u00A0HR-3\u00A0'],
		['an invisible character in front', '\uFEFFHR-3'],
	])('%s is the same code', async (_what, code) => {
		number();
		const run = await sync(portal, changed(list, JOHN, { code, position: 'Lead' }), byCode);
		expect(told(run)).toEqual([`${JOHN} updated`]);
	});

	it('other letters are the same code, as they are for the portal', async () => {
		number();
		const run = await sync(portal, changed(list, JOHN, { code: 'hr-3' }), byCode);
		expect(run.error).toBeUndefined();
		expect(told(run)).toEqual([]);
		expect(sent(portal)).toEqual([]);
	});

	it('a number in the cell is the digits of the code', async () => {
		number();
		stored(portal, 3).XML_ID = '42';
		const run = await sync(portal, changed(list, JOHN, { code: 42, position: 'Lead' }), byCode);
		expect(told(run)).toEqual([`${JOHN} updated`]);
	});
});

describe('figures', () => {
	it('Max Invitations 0 lets nobody be invited', async () => {
		const items = [...list, { email: 'new@example.com', departments: [1], position: 'New' }];
		const run = await sync(portal, items, { brake: { maxInvitations: 0 } });
		expect(run.error?.message).toContain(
			'1 invitation is 1 more than "Max Invitations" allows (0)',
		);
		expect(sent(portal)).toEqual([]);
	});

	it('Max Dismissals 0 lets nobody be dismissed', async () => {
		const brake = { maxDismissals: 0, maxDismissalPercent: 100 };
		const run = await sync(portal, without(list, JOHN), { ...DISMISS, brake });
		expect(run.error?.message).toContain('1 dismissal is 1 more than "Max Dismissals" allows (0)');
	});

	it('a whole list of rows that cannot be used fails, and reads of none of them that it was done', async () => {
		const items = list.map(() => ({ email: 'n/a' }));
		const run = await sync(portal, items, { ...DISMISS, fields: columns({}) });
		expect(run.error?.message).toContain(`${list.length} of ${list.length} items`);
		expect(sent(portal)).toEqual([]);
	});
});

describe('an error about somebody whom no row names', () => {
	it('says who it is, whatever went wrong', async () => {
		await portal.stop();
		portal = await startPortal({
			people: 0,
			onCall: ({ method, params }) =>
				method === 'user.update' && params.ACTIVE === 'N'
					? { status: 500, error: 'INTERNAL_SERVER_ERROR', error_description: 'x' }
					: undefined,
		});
		list = listOf(portal);
		const run = await sync(portal, without(list, JOHN), DISMISS, {
			continueOnFail: 'continueErrorOutput',
		});
		const errors = [...run.items, ...run.errorItems].flatMap(({ json }) => json.error ?? []);
		expect(errors).toEqual([expect.stringContaining('John Smith (ID 3)')]);
	});
});
