/** The official SDK: its list action, and its batches of any length. */
import { Agent } from 'node:https';
import { ApiVersion, B24Hook } from '@bitrix24/b24jssdk';

import { COMPARED, type Line, listFor, movedAddress, searchPhrases } from '../lists';
import { MARK, type Task, type Workload } from '../protocol';

type Call = [method: string, params: Record<string, unknown>];

interface Row {
	[field: string]: unknown;
	ID: string;
}

const byId = ({ people }: Task) =>
	people.map(({ ID }): Call => ['user.get', { FILTER: { ID }, start: -1 }]);

/** Work that is one row of calls. */
const calls: Partial<Record<Workload, (task: Task) => Call[]>> = {
	getById: byId,
	keepInput: byId,
	getByEmail: ({ people }) =>
		people.map(({ EMAIL }) => ['user.get', { FILTER: { '=EMAIL': EMAIL }, start: -1 }]),
	update: ({ people }) => people.map(({ ID }) => ['user.update', { ID, WORK_POSITION: MARK }]),
	dismiss: ({ people }) => people.map(({ ID }) => ['user.update', { ID, ACTIVE: 'N' }]),
	invite: ({ people }) =>
		people.map((_, index) => [
			'user.add',
			{ EMAIL: `${MARK}${index}@example.com`, NAME: 'New', UF_DEPARTMENT: [1] },
		]),
	search: () =>
		searchPhrases().map((phrase) => ['user.search', { FILTER: { FIND: phrase }, start: -1 }]),
};

class Session {
	private readonly b24: B24Hook;

	constructor({ webhook, ca }: Task) {
		this.b24 = B24Hook.fromWebhookUrl(webhook.replace(/\/$/, ''));
		this.b24.offClientSideWarning();
		this.b24.getHttpClient(ApiVersion.v2).ajaxClient.defaults.httpsAgent = new Agent({ ca });
	}

	async list(): Promise<Row[]> {
		const result = await this.b24.actions.v2.callList.make<Row>({
			method: 'user.get',
			idKey: 'ID',
		});
		if (!result.isSuccess) throw new Error(result.getErrorMessages().join('; '));
		return result.getData() ?? [];
	}

	async batch(all: Call[]): Promise<unknown[]> {
		if (all.length === 0) return [];
		const result = await this.b24.actions.v2.batchByChunk.make<unknown>({
			calls: all,
			options: { isHaltOnError: true },
		});
		if (!result.isSuccess) throw new Error(result.getErrorMessages().join('; '));
		return (result.getData() ?? []).flat();
	}
}

/** The list, compared by a map, and what differs in batches. */
async function sync(session: Session, list: Line[]): Promise<unknown[]> {
	const rows = await session.list();
	const byEmail = new Map(rows.map((row) => [String(row.EMAIL).toLowerCase(), row]));
	const listed = new Set(list.map(({ EMAIL }) => EMAIL.toLowerCase()));
	const differing = list.flatMap((line): Call[] => {
		const row = byEmail.get(line.EMAIL.toLowerCase());
		if (!row) return [['user.add', line]];
		const isSame =
			COMPARED.every((code) => line[code] === String(row[code] ?? '')) &&
			String(line.UF_DEPARTMENT) === String(row.UF_DEPARTMENT);
		return isSame ? [] : [['user.update', { ...line, ID: row.ID }]];
	});
	const missing = rows.filter(
		({ ACTIVE, EMAIL }) => ACTIVE === true && !listed.has(String(EMAIL).toLowerCase()),
	);
	await session.batch([
		...differing,
		...missing.map(({ ID }): Call => ['user.update', { ID, ACTIVE: 'N' }]),
	]);
	return list;
}

/** Work that takes thought between the calls. */
const procedures: Partial<Record<Workload, (session: Session, task: Task) => Promise<unknown[]>>> =
	{
		list: async (session) => await session.list(),
		syncSame: async (session, task) => await sync(session, listFor(task)),
		syncChanged: async (session, task) => await sync(session, listFor(task)),
		async upsertSame(session, { people }) {
			const found = await session.batch(
				people.map(({ EMAIL }) => ['user.get', { FILTER: { '=EMAIL': EMAIL }, start: -1 }]),
			);
			return found;
		},
		async upsertCode(session, { people }) {
			await session.batch(
				people.map(({ XML_ID }) => ['user.get', { FILTER: { XML_ID }, start: -1 }]),
			);
			return await session.batch(
				people.map((person, at) => [
					'user.update',
					{ ID: person.ID, EMAIL: movedAddress(person, at), WORK_POSITION: MARK },
				]),
			);
		},
	};

export async function sdk(task: Task) {
	const session = new Session(task);
	return async () => {
		try {
			const work = procedures[task.workload];
			const rows = work
				? await work(session, task)
				: await session.batch(calls[task.workload]?.(task) ?? []);
			const ids = rows.flatMap((row) =>
				typeof row === 'object' && row !== null && 'ID' in row ? [String(row.ID)] : [],
			);
			return { items: rows.length, ids };
		} catch (error) {
			return { items: 0, ids: [], failure: error instanceof Error ? error.message : String(error) };
		}
	};
}
