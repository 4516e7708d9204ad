/** IDs and e-mails as they come from spreadsheets and from people who try things. */
import type { IDataObject } from 'n8n-workflow';
import { idsOf } from '../support/people';
import { callsOf, pluck, runOn, stored, userBy } from '../support/portal';
import { CAST, type Portal } from '../portal';
import { changedSince, closePortals, fromJson, open, picture, pollution } from './support';

let portal: Portal;

beforeAll(async () => {
	portal = await open();
});
beforeEach(() => portal.forget());
afterEach(() => expect(pollution()).toEqual([]));
afterAll(closePortals);

const ON = { continueOnFail: 'continueErrorOutput' } as const;

/** Between two good items. */
const between = (id: unknown): IDataObject[] =>
	[CAST.employee, id, CAST.emoji].map((one, row) => ({ id: one, row }) as IDataObject);

const byId = (operation: string) => ({ operation, user: userBy('id', '={{ $json.id }}') });

describe('IDs', () => {
	it.each([
		['12 ', 12],
		[' 12\n', 12],
		[12.0, 12],
		['0012', 12],
		['١٢', undefined],
		['1e3', undefined],
		['12abc', undefined],
		['12.0', 12],
		[12.5, undefined],
		[-12, undefined],
		['-12', undefined],
		['+12', undefined],
		['0x0c', undefined],
		['12,13', undefined],
		['12 13', undefined],
		['12&ID=1', undefined],
		['12]', undefined],
		['$result[c0][ID]', undefined],
		[0, undefined],
		['', undefined],
		['9'.repeat(30), undefined],
		[1e21, undefined],
		[Number.MAX_SAFE_INTEGER + 2, undefined],
		[true, undefined],
		[null, undefined],
		[[12], undefined],
		[[12, 13], undefined],
		[[], undefined],
		[{ ID: 12 }, undefined],
		[fromJson('{"__proto__":12}'), undefined],
		['__proto__', undefined],
	])('%j stands for %p, in Get and in Dismiss', async (written, meant) => {
		const found = await runOn(portal, byId('get'), { items: between(written), ...ON });
		const expected = [CAST.employee, ...(meant ? [meant] : []), CAST.emoji];
		expect(idsOf(found.items)).toEqual(expected);
		expect(found.errorItems).toHaveLength(meant ? 0 : 1);
		const before = picture(portal);
		const gone = await runOn(portal, byId('dismiss'), { items: between(written), ...ON });
		expect(pluck(gone.next, 'row')).toEqual(meant ? [0, 1, 2] : [0, 2]);
		expect(changedSince(portal, before)).toEqual(expected.sort((a, b) => a - b));
		await runOn(portal, byId('reinstate'), { items: expected.map((id) => ({ id })) });
	});

	it.each(['1e3', -5, [3], '12abc'])(
		'without Continue On Fail, %j stops before anything is changed',
		async (id) => {
			const run = await runOn(portal, byId('dismiss'), { items: between(id) });
			expect(run.error?.context.itemIndex).toBe(1);
			expect(callsOf(portal, 'user.update')).toEqual([]);
		},
	);
});

describe('e-mail addresses', () => {
	const byEmail = { operation: 'get', user: userBy('email', '={{ $json.email }}') };
	const invite = { operation: 'invite', email: '={{ $json.email }}', departments: [1] };

	it.each([
		"o'neil@example.com",
		'first+tag@example.com',
		'a&b=c@example.com',
		'100%@example.com',
		'a#b@example.com',
		'{x}|y~@example.com',
		'$result@example.com',
		'$next@example.com',
		'select.from@example.com',
		'иван@пример.рф',
		'info@xn--e1afmkfd.xn--p1ai',
		'UPPER@EXAMPLE.COM',
		'__proto__@example.com',
		`${'l'.repeat(64)}@${'d'.repeat(60)}.example.com`,
	])('%s: invited, found again in other letters, and no other', async (email) => {
		const before = picture(portal);
		const items = [{ email }, { email: `beside.${portal.people.size}@example.com` }];
		const run = await runOn(portal, invite, { items });
		expect(run.error).toBeUndefined();
		expect(stored(portal, String(run.items[0].json.ID)).EMAIL).toBe(email);
		expect(changedSince(portal, before)).toEqual(idsOf(run.items));
		const people = [{ email: email.toUpperCase() }, ...items, { email: 'john.smith@example.com' }];
		const found = await runOn(portal, byEmail, { items: people });
		expect(found.error).toBeUndefined();
		const [own, beside] = idsOf(run.items);
		expect(idsOf(found.items)).toEqual([own, own, beside, CAST.employee]);
	});

	const addresses = [
		'two@example.com,three@example.com',
		'two@example.com three@example.com',
		'a@b@example.com',
		'"quoted"@example.com',
		'<a@example.com>',
		'mailto:a@example.com',
		'a@localhost',
		'a@example.com\nBcc: b@example.com',
		'a@example.com\0',
		'@example.com',
		'a@',
		'%',
		'%@example.com%',
		['a@example.com'],
		{ email: 'a@example.com' },
		12,
		`${'x'.repeat(1_000_000)}@example.com\n`,
	];

	it.each(addresses.map((email): [string, unknown] => [JSON.stringify(email).slice(0, 60), email]))(
		'%s: refused or taken as one address, nobody else found nor invited',
		async (_name, email) => {
			const before = picture(portal);
			const items = [{ email: 'john.smith@example.com' }, { email } as IDataObject];
			const found = await runOn(portal, byEmail, { items, ...ON });
			expect(idsOf(found.items)).toEqual([CAST.employee]);
			expect(found.errorItems).toHaveLength(1);
			const run = await runOn(portal, { ...invite, operation: 'upsert' }, { items, ...ON });
			const added = changedSince(portal, before);
			expect(added.length).toBe(run.items.length - 1);
			expect(added.every((id) => stored(portal, id).EMAIL === String(email).trim())).toBe(true);
			expect(callsOf(portal, 'user.add').length).toBeLessThanOrEqual(1);
		},
	);
});

describe('a lot of it', () => {
	// Resolving 100,000 expressions is n8n's own work and takes it a quarter of a minute.
	it('100,000 items that name five people are one request, and each gets its own', async () => {
		const ids = [CAST.employee, '4', 5, ' 2 ', 6];
		const items = Array.from({ length: 100_000 }, (_, row) => ({ id: ids[row % 5] }));
		const run = await runOn(portal, byId('get'), { items, next: undefined });
		expect(run.error).toBeUndefined();
		expect(portal.requests).toHaveLength(1);
		expect(run.items).toHaveLength(100_000);
		expect(run.items.every(({ json }, row) => Number(json.ID) === Number(ids[row % 5]))).toBe(true);
		expect(run.items[99_999].pairedItem).toEqual({ item: 99_999 });
	}, 120_000);

	it('texts of 1 MB between others arrive whole, each alone, and break nothing', async () => {
		const texts = ['x'.repeat(1_000_000), 'я'.repeat(600_000), '$result[0]'.repeat(90_000)];
		const items = texts.flatMap((text, row) => [
			{ id: 3, text: `before ${row}` },
			{ id: 10 + row, text },
		]);
		const run = await runOn(
			portal,
			{
				operation: 'update',
				user: userBy('id', '={{ $json.id }}'),
				fields: { mappingMode: 'defineBelow', value: { PERSONAL_NOTES: '={{ $json.text }}' } },
			},
			{ items },
		);
		expect(run.error).toBeUndefined();
		expect(stored(portal, 3).PERSONAL_NOTES).toBe('before 2');
		texts.forEach((text, row) =>
			expect(stored(portal, 10 + row).PERSONAL_NOTES === text).toBe(true),
		);
	});
});
