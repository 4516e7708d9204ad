/** The requests written out by hand with axios, as somebody would who knows the protocol well: what it costs by itself. */
import axios from 'axios';

import { COMPARED, departmentFor, type Line, listFor, sheet } from '../lists';
import { MARK, type Task, type Workload } from '../protocol';

interface Row {
	[field: string]: unknown;
	ID: string;
	EMAIL?: string;
}

type Call = [method: string, params: Record<string, unknown>];

const BATCH = 50;

function query(params: Record<string, unknown>, prefix = ''): string {
	return Object.entries(params)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => {
			const key = prefix === '' ? name : `${prefix}[${name}]`;
			return typeof value === 'object' && value !== null
				? query({ ...value }, key)
				: `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`;
		})
		.join('&');
}

async function batch<T>(webhook: string, cmd: string[]): Promise<T[]> {
	const answer = await axios.post<{ result: { result: T[] } }>(`${webhook}batch`, { halt: 0, cmd });
	return Object.values(answer.data.result.result);
}

async function inBatches<T>(webhook: string, calls: Call[]): Promise<T[]> {
	const results: T[] = [];
	for (let at = 0; at < calls.length; at += BATCH) {
		const cmd = calls.slice(at, at + BATCH).map(([method, params]) => `${method}?${query(params)}`);
		results.push(...(await batch<T>(webhook, cmd)));
	}
	return results;
}

/** Pages by ID, chained in batches. */
async function listAll(webhook: string, params: Record<string, unknown> = {}): Promise<Row[]> {
	const page = { ...params, sort: 'ID', order: 'ASC' };
	const first = await axios.post<{ result: Row[]; total: number }>(`${webhook}user.get`, {
		...page,
		start: 0,
	});
	const rows = first.data.result;
	let left = first.data.total - rows.length;
	while (left > 0) {
		const pages = Math.min(BATCH, Math.ceil(left / 50));
		const cmd = Array.from({ length: pages }, (_, at) => {
			const after = at === 0 ? rows[rows.length - 1].ID : `$result[${at - 1}][49][ID]`;
			return `user.get?${query({ ...page, start: -1, FILTER: { '>ID': after } })}`;
		});
		for (const answer of await batch<Row[]>(webhook, cmd)) rows.push(...answer);
		left -= pages * 50;
	}
	return rows;
}

async function departments(webhook: string): Promise<Row[]> {
	const first = await axios.post<{ result: Row[]; total: number }>(`${webhook}department.get`, {});
	const starts = Array.from({ length: Math.ceil(first.data.total / 50) - 1 }, (_, at) => at + 1);
	const pages = starts.map((at): Call => ['department.get', { start: at * 50 }]);
	return [...first.data.result, ...(await inBatches<Row[]>(webhook, pages)).flat()];
}

function differs(line: Line, row: Row): boolean {
	const ids = (value: unknown) => (Array.isArray(value) ? value.map(Number).sort().join() : '');
	return (
		COMPARED.some((code) => line[code] !== String(row[code] ?? '')) ||
		(line.UF_DEPARTMENT !== undefined && ids(line.UF_DEPARTMENT) !== ids(row.UF_DEPARTMENT))
	);
}

/** The list, compared by a map, and what differs in batches. */
async function sync(webhook: string, list: Line[]): Promise<string[]> {
	const select = ['ID', 'ACTIVE', 'EMAIL', 'USER_TYPE', 'UF_DEPARTMENT', ...COMPARED];
	const rows = await listAll(webhook, { select, ADMIN_MODE: 'Y' });
	const byEmail = new Map(rows.map((row) => [String(row.EMAIL).toLowerCase(), row]));
	const listed = new Set(list.map(({ EMAIL }) => EMAIL.toLowerCase()));
	const calls = list.flatMap((line): Call[] => {
		const row = byEmail.get(line.EMAIL.toLowerCase());
		if (!row) return [['user.add', line]];
		// The address is what they are found by.
		const changes = { ...line, EMAIL: undefined };
		return differs(line, row) ? [['user.update', { ...changes, ID: row.ID }]] : [];
	});
	const missing = rows.filter(
		(row) =>
			row.ACTIVE === true &&
			row.USER_TYPE === 'employee' &&
			!listed.has(String(row.EMAIL).toLowerCase()),
	);
	calls.push(...missing.map(({ ID }): Call => ['user.update', { ID, ACTIVE: 'N' }]));
	await inBatches(webhook, calls);
	return list.map(({ EMAIL }) => EMAIL);
}

const idsOf = (rows: Row[]) => rows.map(({ ID }) => ID);

const WORK: Partial<Record<Workload, (task: Task) => Promise<string[]>>> = {
	list: async ({ webhook }) => idsOf(await listAll(webhook)),
	async include({ webhook }) {
		// Departments, managers and all are put together from the two lists.
		await departments(webhook);
		return idsOf(await listAll(webhook));
	},
	async departmentNames({ webhook, people }) {
		const ids = new Map((await departments(webhook)).map(({ NAME, ID }) => [NAME, ID]));
		const calls = people.map(({ ID }, at): Call => {
			const UF_DEPARTMENT = [ids.get(departmentFor(at))];
			return ['user.update', { ID, WORK_POSITION: MARK, UF_DEPARTMENT }];
		});
		await inBatches(webhook, calls);
		return people.map(({ ID }) => String(ID));
	},
	async tree({ webhook }) {
		const ids = new Map<string, unknown>([['1', 1]]);
		for (const level of sheet()) {
			const calls = level.map(({ name, parent }): Call => {
				return ['department.add', { NAME: name, PARENT: ids.get(parent) }];
			});
			const created = await inBatches<unknown>(webhook, calls);
			level.forEach(({ name }, at) => ids.set(name, created[at]));
		}
		return sheet()
			.flat()
			.map(({ name }) => String(ids.get(name)));
	},
	syncSame: async (task) => await sync(task.webhook, listFor(task)),
	syncChanged: async (task) => await sync(task.webhook, listFor(task)),
	syncMany: async (task) => await sync(task.webhook, listFor(task)),
};

export function byHand(task: Task) {
	const work = WORK[task.workload];
	if (!work) throw new Error(`Nobody does ${task.workload} by hand here`);
	return async () => {
		const ids = await work(task);
		return { items: ids.length, ids };
	};
}
