/**
 * The example answers of the documentation: the emulator's rows have the same keys with the same kinds of value.
 * Sources: the answers inside specs/*.json, and specs/answers (b24restdocs `api-reference/user/user-current.md`,
 * `user-fields.md`, commit 5988ed130d13802764a555edbfe12d0fc81e7d7a, MIT licence, Copyright (c) 2024 Bitrix).
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { caller } from './server/caller';
import type { Call, Row } from './server/caller';
import { startPortal } from '.';
import type { Portal } from './types';

let portal: Portal;
let call: Call;

// The portal of the examples is in Greenwich.
beforeAll(async () => {
	portal = await startPortal({ people: 20, zone: 0 });
	call = caller(portal.webhook());
});

afterAll(() => portal.stop());

const answerIn = (file: string): unknown => {
	const example: unknown = JSON.parse(readFileSync(path.join(__dirname, 'specs', file), 'utf8'));
	return Object(example);
};

const exampleRows = (method: string): Row[] => {
	const { resultExample } = Object(answerIn(`${method}.json`));
	return Object(resultExample).result;
};

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return value.length > 0 ? `list of ${kindOf(value[0])}` : 'list';
	if (typeof value === 'object' && value !== null) {
		return Object.keys(value).length > 0 ? 'object' : 'empty object';
	}
	if (typeof value !== 'string') return value === null ? 'null' : typeof value;
	if (/^\d+$/.test(value)) return 'digits';
	if (/^\d{4}-\d\d-\d\dT00:00:00[+-]\d\d:\d\d$/.test(value)) return 'day';
	if (/^\d{4}-\d\d-\d\dT[\d:]{8}[+-]\d\d:\d\d$/.test(value)) return 'moment';
	return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value) ? 'moment of the database' : 'text';
}

function kindsOf(rows: Row[]): Map<string, Set<string>> {
	const kinds = new Map<string, Set<string>>();
	for (const row of rows) {
		for (const [key, value] of Object.entries(row)) {
			kinds.set(key, (kinds.get(key) ?? new Set()).add(kindOf(value)));
		}
	}
	return kinds;
}

/** Every key of the examples with kinds the emulator never shows; none. */
function lacking(example: Row[], rows: Row[]): string[] {
	const here = kindsOf(rows);
	return [...kindsOf(example)].flatMap(([key, kinds]) =>
		[...kinds].filter((kind) => !here.get(key)?.has(kind)).map((kind) => `${key}: ${kind}`),
	);
}

it.each(['user.get', 'user.search'])('the rows of %s', async (method) => {
	const { rows } = await call(method, {});
	expect(lacking(exampleRows(method), rows)).toEqual([]);
});

it('the registration is a day in every row, the last sign-in a moment, the birthday a day or empty', async () => {
	const kinds = kindsOf((await call('user.get', { FILTER: { '!LAST_LOGIN': false } })).rows);
	expect([...(kinds.get('DATE_REGISTER') ?? [])]).toEqual(['day']);
	expect([...(kinds.get('LAST_LOGIN') ?? [])]).toEqual(['moment']);
	expect([...(kinds.get('PERSONAL_BIRTHDAY') ?? [])].sort()).toEqual(['day', 'text']);
});

it.each(['department.get', 'sonet_group.get', 'user.userfield.list'])(
	'the rows of %s',
	async (method) => {
		const { rows, total } = await call(method, {});
		expect(lacking(exampleRows(method), rows)).toEqual([]);
		expect(total).toEqual(expect.any(Number));
	},
);

it('the row of user.current', async () => {
	const { result } = Object(answerIn('answers/user.current.json'));
	const current = (await call('user.current')).result;
	expect(lacking([result], [Object(current)])).toEqual([]);
	expect(Object.keys(Object(current))).not.toContain('USER_TYPE');
});

it('the labels of user.fields, but for what keeps clients from taking a label for a key', async () => {
	const { result } = Object(answerIn('answers/user.fields.json'));
	const labels = Object((await call('user.fields')).result);
	expect(labels).toMatchObject({
		...result,
		// Labels may be repeated or empty.
		PERSONAL_CITY: 'City',
		WORK_CITY: 'City',
		WORK_NOTES: '',
	});
});
