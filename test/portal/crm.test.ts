/** crm.item.* and crm.type.list as documented in b24restdocs `api-reference/crm/universal/`. */
import { caller } from './server/caller';
import type { Call, Row } from './server/caller';
import { CAST, startPortal } from '.';
import type { Portal } from './types';

let portal: Portal;
let call: Call;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
	call = caller(portal.webhook());
});

afterEach(() => portal.stop());

function inside(result: unknown): Row[] {
	const { items, types }: { items?: Row[]; types?: Row[] } =
		typeof result === 'object' && result !== null ? result : {};
	return items ?? types ?? [];
}

const ask = async (params: object, as: Call = call) => {
	const answer = await as('crm.item.list', params);
	return { ...answer, rows: inside(answer.result) };
};

describe('crm.item.list', () => {
	it('answers under result.items in camel case with IDs as numbers (crm-item-list.md)', async () => {
		const { rows, total } = await ask({
			entityTypeId: 1,
			select: ['id', 'assignedById', 'title'],
			filter: { assignedById: 7 },
		});
		expect(rows).toEqual([{ id: 2, title: 'Item 2', assignedById: 7 }]);
		expect(total).toBe(1);
	});

	it.each([1, 2, 3, 4, 7, 31, 1038, 1042])('type %i has items of its own', async (entityTypeId) => {
		const { rows } = await ask({ entityTypeId, select: ['*'] });
		expect(rows.length).toBeGreaterThan(3);
		expect(new Set(rows.map((row) => row.entityTypeId))).toEqual(new Set([entityTypeId]));
	});

	it('pages by 50 with start, and by keys without counting (crm-item-list.md)', async () => {
		const filter = { assignedById: CAST.employee };
		const first = await ask({ entityTypeId: 2, filter });
		expect([first.rows.length, first.next]).toEqual([50, 50]);
		const second = await ask({ entityTypeId: 2, filter, start: 50 });
		const paged = [...first.rows, ...second.rows].map(({ id }) => Number(id));
		const seen: number[] = [];
		for (let last = 0; ; last = seen[seen.length - 1]) {
			const keys = { ...filter, '>id': last };
			const { rows } = await ask({
				entityTypeId: 2,
				filter: keys,
				order: { id: 'ASC' },
				start: -1,
			});
			if (rows.length === 0) break;
			for (const { id } of rows) {
				const moved = { entityTypeId: 2, id, fields: { assignedById: 4 } };
				expect((await call('crm.item.update', moved)).status).toBe(200);
			}
			seen.push(...rows.map(({ id }) => Number(id)));
		}
		expect(seen).toEqual(paged);
		expect((await ask({ entityTypeId: 2, filter })).rows).toEqual([]);
	});

	it.each<[object, number[]]>([
		[{ '@id': [1, 3] }, [1, 3]],
		[{ '!assignedById': [3, 2] }, [2]],
		[{ '%title': 'ITEM', '<id': 2 }, [1]],
		[{ 0: { id: 1 }, 1: { id: 4 }, logic: 'OR' }, [1, 4]],
	])('filter %j finds %j (crm-item-list.md)', async (filter, expected) => {
		const { rows } = await ask({ entityTypeId: 1, filter });
		expect(rows.map(({ id }) => id)).toEqual(expected);
	});

	it.each<[object, string, string]>([
		[{ entityTypeId: 999 }, 'NOT_FOUND', 'Smart process not found'],
		[{}, 'NOT_FOUND', 'Smart process not found'],
		[
			{ entityTypeId: 2, filter: { ASSIGNED_BY_ID: 3 } },
			'INVALID_ARG_VALUE',
			"Invalid filter: field 'ASSIGNED_BY_ID' is not allowed in filter",
		],
		[
			{ entityTypeId: 2, order: { ID: 'ASC' } },
			'INVALID_ARG_VALUE',
			"Invalid order: field 'ID' is not allowed in order",
		],
		[
			{ entityTypeId: 2, order: { id: 'up' } },
			'INVALID_ARG_VALUE',
			"Invalid order: allowed sort directions are `ASC, DESC`. But got 'up' for field 'id'",
		],
	])('%j: %s (crm-item-list.md)', async (params, error, text) => {
		expect(await call('crm.item.list', params)).toMatchObject({
			status: 400,
			error,
			error_description: text,
		});
	});

	it('shows employees what is theirs and sends extranet people away (crm-item-list.md)', async () => {
		const john = caller(portal.webhook({ userId: CAST.employee }));
		expect((await ask({ entityTypeId: 1 }, john)).rows.map(({ id }) => id)).toEqual([1, 4]);
		const erik = caller(portal.webhook({ userId: CAST.extranet }));
		expect(await ask({ entityTypeId: 1 }, erik)).toMatchObject({
			status: 403,
			error: 'allowed_only_intranet_user',
		});
		const narrow = caller(portal.webhook({ scopes: ['user', 'task'] }));
		expect((await ask({ entityTypeId: 1 }, narrow)).error).toBe('insufficient_scope');
	});
});

describe('crm.item.update', () => {
	it('hands an item over, answers it and sets robots off (crm-item-update.md)', async () => {
		const item = portal.addCrmItem({ entityTypeId: 1038, title: 'Anna’s laptop', assignedById: 3 });
		const { result } = await call('crm.item.update', {
			entityTypeId: '1038',
			id: item.id,
			fields: { assignedById: '4', ufCrm5_1: 'x' },
		});
		expect(result).toMatchObject({ item: { id: item.id, assignedById: 4, ufCrm5_1: 'x' } });
		expect(item).toMatchObject({ assignedById: 4, automationRuns: 1, updatedBy: 1 });
	});

	it('fails while a required field is empty, whatever is changed (server behaviour)', async () => {
		const [item] = portal.crmItems.filter(({ lacks }) => lacks !== undefined);
		const update = (fields: object) => call('crm.item.update', { ...item, fields });
		expect(await update({ assignedById: 4 })).toMatchObject({
			status: 400,
			error: 'CRM_FIELD_ERROR_REQUIRED',
		});
		expect(item).toMatchObject({ assignedById: 7, automationRuns: 0 });
		expect((await update({ assignedById: 4, opportunity: 10 })).status).toBe(200);
		expect(item.assignedById).toBe(4);
	});

	it.each<[object, string]>([
		[{ entityTypeId: 999, id: 1, fields: {} }, 'NOT_FOUND'],
		[{ entityTypeId: 1, id: 999, fields: {} }, 'NOT_FOUND'],
		[
			{ entityTypeId: 1, id: 1, fields: { assignedById: 99999 } },
			'CRM_FIELD_ERROR_VALUE_NOT_VALID',
		],
	])('%j: %s (crm-item-update.md)', async (params, error) => {
		expect(await call('crm.item.update', params)).toMatchObject({ status: 400, error });
	});

	it('is refused for what belongs to others (crm-item-update.md)', async () => {
		const john = caller(portal.webhook({ userId: CAST.employee }));
		const params = { entityTypeId: 1, id: 2, fields: { assignedById: 3 } };
		expect(await john('crm.item.update', params)).toMatchObject({ error: 'ACCESS_DENIED' });
	});
});

describe('crm.type.list', () => {
	it('lists the portal’s own types for administrators (crm-type-list.md)', async () => {
		const answer = await call('crm.type.list');
		expect(inside(answer.result)).toMatchObject([
			{ id: 5, title: 'Onboarding', entityTypeId: 1038 },
			{ id: 6, title: 'Equipment', entityTypeId: 1042 },
		]);
		expect(answer.total).toBe(2);
		const john = caller(portal.webhook({ userId: CAST.employee }));
		expect(await john('crm.type.list')).toMatchObject({ status: 400, error: 'ACCESS_DENIED' });
	});
});
