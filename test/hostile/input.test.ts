/**
 * Hostile input, each piece between two good items. It is refused or arrives as it is; the neighbours go
 * through, nobody else is touched, no objects of the process are changed.
 */
import type { IDataObject } from 'n8n-workflow';
import {
	AUTOMATIC,
	callsOf,
	columns,
	pluck,
	requestsOf,
	runOn,
	stored,
	userBy,
} from '../support/portal';
import { CAST, type Portal } from '../portal';
import { changedSince, closePortals, fromJson, open, picture, pollution } from './support';

let portal: Portal;
let before: Map<number, string>;

beforeAll(async () => {
	portal = await open();
});
beforeEach(() => {
	portal.forget();
	before = picture(portal);
});
afterEach(() => expect(pollution()).toEqual([]));
afterAll(closePortals);

const ON = { continueOnFail: 'continueErrorOutput' } as const;
const [FIRST, MIDDLE, LAST] = [CAST.employee, CAST.apostrophe, CAST.emoji];

/** An update of three people; the second one is the hostile one. */
async function updateThree(item: IDataObject, parameters: Record<string, unknown> = {}) {
	const good = (id: number) => ({ id, text: `good ${id}` });
	return await runOn(
		portal,
		{
			operation: 'update',
			user: userBy('id', '={{ $json.id }}'),
			fields: columns({ PERSONAL_NOTES: '={{ $json.text }}' }),
			...parameters,
		},
		{ items: [good(FIRST), { id: MIDDLE, text: 'middle', ...item }, good(LAST)], ...ON },
	);
}

describe('names of fields', () => {
	const names = [
		'__proto__',
		'constructor',
		'prototype',
		'toString',
		'hasOwnProperty',
		'NAME[0]',
		'ID][0',
		'FILTER[ID]',
		'NAME]&ID=1&x[',
		'NAME&ID=1',
		'NAME=x#',
		'$result[c0]',
		'%4E%41ME',
		' NAME',
		'name',
		'ID ',
		'id',
		'auth',
		'method',
	];

	it.each(names)(
		'column %j, mapped by hand: refused by name, the portal untouched',
		async (name) => {
			const value = fromJson(`{${JSON.stringify(name)}:"x"}`);
			const run = await updateThree({}, { fields: columns(value) });
			expect(pluck(run.errorItems, 'error')).toHaveLength(3);
			expect(changedSince(portal, before)).toEqual([]);
			expect(callsOf(portal, 'user.update')).toEqual([]);
		},
	);

	it.each(names)('column %j, mapped automatically: left out, the rest arrives', async (name) => {
		const json = fromJson(
			`{${JSON.stringify(name)}:"1","PERSONAL_NOTES":${JSON.stringify(`auto ${name}`)}}`,
		);
		const run = await runOn(
			portal,
			{ operation: 'update', user: userBy('id', String(MIDDLE)), fields: AUTOMATIC },
			{ items: [json] },
		);
		expect(run.error).toBeUndefined();
		expect(stored(portal, MIDDLE).PERSONAL_NOTES).toBe(`auto ${name}`);
		expect(changedSince(portal, before)).toEqual([MIDDLE]);
		// A column is matched by its letters, so some of these are the first name after all; none is anything else.
		const sent = Object.keys(callsOf(portal, 'user.update')[0].params);
		const isName = name.replace(/[^a-z]/gi, '').toLowerCase() === 'name' && name !== 'NAME=x#';
		expect(sent.filter((code) => code !== 'NAME' || !isName)).toEqual(['PERSONAL_NOTES', 'ID']);
	});

	const unknown = names.filter((name) => !['NAME', 'ID'].includes(name.trim()));

	it.each(unknown)('condition on %j: refused, nobody comes back', async (field) => {
		const condition = [{ field, operator: 'eq', value: '1' }];
		const run = await runOn(portal, { operation: 'getAll', conditions: { condition } });
		expect(run.error?.message).toMatch(/no field|A condition has no field/);
		expect(callsOf(portal, 'user.get')).toEqual([]);
	});

	it.each(['__proto__', 'constructor', 'toString'])('operator %j is none', async (operator) => {
		const condition = [{ field: 'NAME', operator, value: '1' }];
		const run = await runOn(portal, { operation: 'getAll', conditions: { condition } });
		expect(run.error?.message).toContain(`"${operator}" is none of the values there are`);
	});

	it.each(names)('output field %j: nothing but what the portal sent', async (name) => {
		const run = await runOn(portal, {
			operation: 'get',
			user: userBy('id', '3'),
			output: 'selectedFields',
			outputFields: ['EMAIL', name],
		});
		expect(run.error).toBeUndefined();
		// Blanks around a code do not matter.
		const more = name.trim() === 'NAME' ? ['NAME'] : [];
		expect(Object.keys(run.items[0].json)).toEqual(['ID', 'EMAIL', ...more]);
		expect(callsOf(portal, 'user.get')[0].params.FILTER).toEqual({ ID: [3] });
	});

	it.each(names)('sorting by %j never filters nor leaves anybody out', async (sortField) => {
		const run = await runOn(portal, {
			operation: 'getAll',
			returnAll: true,
			sort: { field: sortField },
		});
		if (run.error) expect(run.error.message).toContain(sortField.trim());
		else expect(run.items.length).toBe((await everybody()).length);
	});

	async function everybody() {
		return (await runOn(portal, { operation: 'getAll', returnAll: true })).items;
	}
});

describe('values', () => {
	const texts = [
		'a&ID=1&ACTIVE=N',
		'a=b=c&d',
		'a#b#',
		'1+1',
		'100%',
		'%00',
		'%26ID%3D1',
		'a\0b',
		'\u0001\u0008\u001b[31m',
		'\u007f\u0085\u2028\u2029\ufeff',
		'$result[c0][ID]',
		'%24result[c0]',
		'＄result[c0]',
		'] & [ID]=1',
		'"; DROP TABLE b_user; --',
		'<img src=x onerror=alert(1)>',
		'={{ 1 + 1 }}',
		'\u202egnp.exe',
		'e\u0301\u200d\u200b',
		'null',
	];

	it.each(texts)('%j arrives as it is, between two others', async (text) => {
		const run = await updateThree({ text });
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'ID')).toEqual([String(FIRST), String(MIDDLE), String(LAST)]);
		expect(stored(portal, MIDDLE).PERSONAL_NOTES).toBe(text);
		expect(stored(portal, FIRST).PERSONAL_NOTES).toBe(`good ${FIRST}`);
		expect(stored(portal, LAST).PERSONAL_NOTES).toBe(`good ${LAST}`);
		const touched = changedSince(portal, before);
		expect([FIRST, MIDDLE, LAST]).toEqual(expect.arrayContaining(touched));
	});

	it.each(['\ud800', 'a\udc00b', '\ud83e', 'x\udd84\ud83ey'])(
		'half a surrogate pair (%j) costs its own place only',
		async (text) => {
			const run = await updateThree({ text });
			expect(pluck(run.items, 'ID')).toHaveLength(3);
			const arrived = String(stored(portal, MIDDLE).PERSONAL_NOTES);
			expect(arrived).toBe(text.replace(/\p{Cs}/gu, '\ufffd'));
		},
	);

	it('an expression that n8n did not resolve is refused, between two others', async () => {
		const run = await updateThree({ text: '{{ $json.id }}' });
		expect(pluck(run.items, 'ID')).toEqual([String(FIRST), String(LAST)]);
		expect(String(run.errorItems[0].json.error)).toContain('{{ $json.id }}');
		expect(changedSince(portal, before)).not.toContain(MIDDLE);
	});

	it('an object or a list for a text is refused by name, however deep', async () => {
		let deep: unknown = 'core';
		for (let level = 0; level < 400; level++) deep = level % 2 ? [deep] : { a: deep };
		for (const text of [{ a: 1 }, [1, [2]], deep, fromJson('{"__proto__":{"x":1}}')]) {
			portal.forget();
			const item = { id: MIDDLE, text } as IDataObject;
			const run = await runOn(
				portal,
				{
					operation: 'update',
					user: userBy('id', '={{ $json.id }}'),
					fields: columns({ PERSONAL_NOTES: '={{ $json.text }}' }),
				},
				{ items: [{ id: FIRST, text: 'one' }, item, { id: LAST, text: 'two' }], ...ON },
			);
			expect(pluck(run.items, 'ID')).toEqual([String(FIRST), String(LAST)]);
			expect(run.errorItems[0].json.error).toMatch(/PERSONAL_NOTES.*(?:is no text|no text)/);
			expect(requestsOf(portal).at(-1)).toBe('batch(2 user.update)');
		}
	});
});

describe('filters', () => {
	it.each(['x&FILTER[ID]=1', 'x#', '$result[0]', '" OR 1=1', '>ID'])(
		'searching for %j asks for just that',
		async (text) => {
			const search = { operation: 'search', phrase: '={{ $json.text }}', limit: 5 };
			const run = await runOn(portal, search, { items: [{ text: 'Accountant' }, { text }], ...ON });
			expect(run.errorItems).toEqual([]);
			const asked = callsOf(portal, 'user.search').map(({ params }) => Object(params.FILTER));
			expect(asked.every((filter) => Object.keys(filter).join() === 'FIND')).toBe(true);
			expect(asked.map(({ FIND }) => FIND).sort()).toEqual(['Accountant', text].sort());
		},
	);

	it.each(['%00', 'a%', '\ud800'])(
		'%j would be dropped by the portal, so it is refused and not searched for',
		async (text) => {
			const search = { operation: 'search', phrase: '={{ $json.text }}', limit: 5 };
			const run = await runOn(portal, search, { items: [{ text: 'Accountant' }, { text }], ...ON });
			expect(run.errorItems).toHaveLength(1);
			const asked = callsOf(portal, 'user.search').map(({ params }) => Object(params.FILTER));
			expect(asked.map(({ FIND }) => FIND)).toEqual(['Accountant']);
		},
	);
});
