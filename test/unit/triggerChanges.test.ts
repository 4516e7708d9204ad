/** The User Changes Trigger's memory and reckoning, without HTTP: what changed between two looks, exactly once. */
import { cell, type FieldMemories } from '../../nodes/Bitrix24/triggers/changes/fieldMemory';
import {
	begin,
	type Occurrence,
	detect,
	OVERLAP,
} from '../../nodes/Bitrix24/triggers/changes/detect';
import { type Memory, recall, store } from '../../nodes/Bitrix24/triggers/changes/memory';
import { packIds, unpackIds } from '../../nodes/Bitrix24/triggers/changes/packing';
import type { Row } from '../../nodes/Bitrix24/transport/list';

const PORTAL = ['https://portal.example'];
const NOW = 1_800_000_000;

const row = (id: number, more: Row = {}): Row => ({
	ID: String(id),
	ACTIVE: true,
	TIMESTAMP_X: {},
	NAME: 'Nora',
	...more,
});

const kinds = (changes: Occurrence[]) =>
	changes.map(({ kind, row: { ID } }) => `${kind} ${String(ID)}`);

/** Puts a memory away and takes it out again, as a restart of n8n does. */
const restarted = (memory: Memory): Memory =>
	recall(JSON.parse(JSON.stringify(store(memory, PORTAL))), PORTAL)!;

describe('what changed', () => {
	const memory = begin([7], 10, [], NOW);

	it.each<[string, Row, string]>([
		['a higher ID is somebody new', row(11), 'added 11'],
		[
			'somebody new who is dismissed already is new all the same',
			row(11, { ACTIVE: false }),
			'added 11',
		],
		['active, and not dismissed before', row(3), 'updated 3'],
		['no longer active', row(3, { ACTIVE: false }), 'dismissed 3'],
		['active again', row(7), 'reinstated 7'],
		['a dismissed profile was edited', row(7, { ACTIVE: false }), 'updated 7'],
	])('%s', (_, changed, expected) => {
		expect(kinds(detect(memory, { rows: [changed], now: NOW + 5 }).changes)).toEqual([expected]);
	});

	it('is not handed on again while the next looks still show it', () => {
		const first = detect(memory, { rows: [row(3)], now: NOW + 5 });
		const again = row(3, { LAST_LOGIN: 'now', LAST_ACTIVITY_DATE: 'now', IS_ONLINE: 'Y' });
		expect(detect(first.memory, { rows: [again], now: NOW + 10 }).changes).toEqual([]);
	});

	it('in the same second as the look before is found, even without a readable TIMESTAMP_X', () => {
		const first = detect(memory, { rows: [row(3)], now: NOW + 5 });
		const second = detect(first.memory, { rows: [row(3, { NAME: 'Nele' })], now: NOW + 5 });
		expect(kinds(second.changes)).toEqual(['updated 3']);
	});

	it('a lower ID that shows up after a higher one is new as well', () => {
		const first = detect(memory, { rows: [row(12)], now: NOW + 5 });
		const second = detect(first.memory, { rows: [row(11), row(12)], now: NOW + 10 });
		expect(kinds(second.changes)).toEqual(['added 11']);
	});

	it('leaves the memory it was given alone, so that a failed poll can be repeated', () => {
		const before = store(memory, PORTAL);
		detect(memory, { rows: [row(3, { ACTIVE: false }), row(12)], now: NOW + 5 });
		expect(store(memory, PORTAL)).toEqual(before);
	});

	it('looks back a little before the last look', () => {
		expect(detect(memory, { rows: [], now: NOW + 100 }).memory.since).toBe(NOW + 100 - OVERLAP);
	});

	it('people changed just before the first look are remembered, not handed on', () => {
		const begun = begin([], 10, [row(4, { ACTIVE: false }), row(11)], NOW);
		expect(
			detect(begun, { rows: [row(4, { ACTIVE: false }), row(11)], now: NOW + 5 }).changes,
		).toEqual([]);
		expect(kinds(detect(begun, { rows: [row(4)], now: NOW + 5 }).changes)).toEqual([
			'reinstated 4',
		]);
	});
});

describe('kinds beside each other', () => {
	const columns = (before: Row): FieldMemories =>
		new Map(['UF_DEPARTMENT', 'NAME'].map((code) => [code, new Map([[3, cell(code, before)]])]));
	const choice = {
		kinds: new Set<Occurrence['kind']>(['moved', 'updated']),
		filter: {},
		watch: ['NAME'],
	};
	const before = row(3, { UF_DEPARTMENT: [5, 2] });
	const memory = { ...begin([], 10, [], NOW), columns: columns(before), choice };
	const told = (changed: Row) =>
		detect(memory, { rows: [changed], now: NOW + 5 }).changes.map((change) => ({
			...change,
			row: undefined,
		}));

	it('a move and a watched field are two changes', () => {
		expect(told(row(3, { UF_DEPARTMENT: [7, 5], NAME: 'Nele' }))).toEqual([
			{ kind: 'moved', from: [2, 5], to: [5, 7] },
			{ kind: 'updated', changedFields: ['NAME'] },
		]);
	});

	it('another order of departments is no move, and an unwatched field no update', () => {
		expect(told(row(3, { UF_DEPARTMENT: [2, 5], EMAIL: 'n@example.com' }))).toEqual([]);
	});

	it('nobody in a department is told as an empty list', () => {
		expect(told(row(3, { UF_DEPARTMENT: false }))).toEqual([
			{ kind: 'moved', from: [2, 5], to: [] },
		]);
	});
});

describe('the memory', () => {
	it.each([
		[[]],
		[[1]],
		[[1, 2, 3]],
		[[7, 5000, 36, 1_000_000]],
		[[5, 6, 7, 9, 10, 40, 41, 42]],
		[Array.from({ length: 200 }, (_, id) => id + 1)],
	])('packs %j', (ids) => {
		expect([...unpackIds(packIds(ids))]).toEqual([...ids].sort((a, b) => a - b));
	});

	it('is not taken for another portal, another version or a broken one', () => {
		const stored = { ...store(begin([7], 10, [], NOW), PORTAL) };
		expect(recall(stored, PORTAL)?.settledId).toBe(10);
		expect(recall(stored, ['https://other.example'])).toBeUndefined();
		expect(recall({ ...stored, version: 0 }, PORTAL)).toBeUndefined();
		expect(recall({ ...stored, dismissed: undefined }, PORTAL)).toBeUndefined();
		expect(recall({}, PORTAL)).toBeUndefined();
	});

	it('is known by any of the names of a portal: renamed, or with another credential', () => {
		const stored = { ...store(begin([7], 10, [], NOW), ['https://portal.example', 'member']) };
		for (const names of [['https://renamed.example', 'member'], ['https://portal.example']]) {
			expect(recall(stored, names)?.settledId).toBe(10);
		}
		expect(recall({ ...stored, portal: 'member' }, ['member'])).toBeUndefined();
	});

	const dismissed = Array.from({ length: 5000 }, (_, index) => 1 + ((index * 7919) % 50_000));
	const sizeOf = (memory: Memory) => JSON.stringify(store(memory, PORTAL)).length;
	const latest = new Map(Array.from({ length: 50 }, (_, index) => [49_000 + index, 'abcdefghij']));

	it('of 50,000 people, 5,000 of them dismissed, takes 12 kB, and 14 kB in a busy minute: under 20 kB', () => {
		const memory = begin(dismissed, 50_000, [], NOW, { latest });
		expect(new Set(dismissed).size).toBe(5000);
		const rows = Array.from({ length: 100 }, (_, index) => row(index + 1));
		const busy = detect(memory, { rows, now: NOW + 5 }).memory;
		const kilobytes = [memory, busy].map((one) => Math.ceil(sizeOf(one) / 1000));
		expect(kilobytes).toEqual([12, 14]);
	});

	it('of 50,000 people with departments, first sign-ins and three watched fields takes 0.89 MB: under 1 MB', () => {
		// Every seventh ID is missing, as guests, bots and people who were removed leave gaps.
		const ids = Array.from({ length: 50_000 }, (_, index) => Math.floor((index * 7) / 6) + 1);
		const values = ids.map((id) => row(id, { UF_DEPARTMENT: [id % 900], WORK_POSITION: `${id}` }));
		const codes = ['UF_DEPARTMENT', 'WORK_POSITION', 'WORK_PHONE', 'UF_USR_BADGE'];
		const columns: FieldMemories = new Map(
			codes.map((code) => [code, new Map(values.map((one) => [Number(one.ID), cell(code, one)]))]),
		);
		const pending = new Set(ids.filter((_, index) => index % 20 === 0));
		const memory = begin(dismissed, 58_334, [], NOW, { latest, columns, pending });
		expect(new Set(ids).size).toBe(50_000);
		expect(Math.round(sizeOf(memory) / 10_000) / 100).toBe(0.89);
		expect(restarted(memory).columns).toEqual(columns);
		expect(restarted(memory).pending).toEqual(pending);
	});

	it('knows a row by its print however old its TIMESTAMP_X is: a portal that compares days shows it all day', () => {
		const old = new Date((NOW - 3600) * 1000).toISOString().replace(/\.\d+Z/, '+00:00');
		const rows = [row(4, { TIMESTAMP_X: old }), row(5)];
		const { memory: after } = detect(begin([], 10, [], NOW), { rows, now: NOW + 5 });
		expect(detect(after, { rows, now: NOW + 65 }).changes).toEqual([]);
	});
});
