/** The official SDK: its list action, and its batches of any length. */
import { Agent } from 'node:https';
import { ApiVersion, B24Hook } from '@bitrix24/b24jssdk';
import { MARK, type Task, type Workload } from '../protocol';
import { searchPhrases } from './ours';

type Call = [method: string, params: Record<string, unknown>];

const calls: Partial<Record<Workload, (task: Task) => Call[]>> = {
	getById: ({ people }) => people.map(({ ID }) => ['user.get', { FILTER: { ID }, start: -1 }]),
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

export async function sdk(task: Task) {
	const b24 = B24Hook.fromWebhookUrl(task.webhook.replace(/\/$/, ''));
	b24.offClientSideWarning();
	b24.getHttpClient(ApiVersion.v2).ajaxClient.defaults.httpsAgent = new Agent({ ca: task.ca });
	return async () => {
		const result =
			task.workload === 'list'
				? await b24.actions.v2.callList.make<{ ID: string }>({ method: 'user.get', idKey: 'ID' })
				: await b24.actions.v2.batchByChunk.make<unknown>({
						calls: calls[task.workload]?.(task) ?? [],
						options: { isHaltOnError: true },
					});
		const rows = (result.getData() ?? []).flat();
		return {
			items: rows.length,
			ids: rows.flatMap((row) =>
				typeof row === 'object' && row !== null && 'ID' in row ? [String(row.ID)] : [],
			),
			failure: result.isSuccess ? undefined : result.getErrorMessages().join('; '),
		};
	};
}
