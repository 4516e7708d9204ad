/** This package, through n8n's engine. */
import { credential, loadPackage, runNode } from '../../harness';
import type { Task } from '../protocol';
import { jobs } from './jobs';

export async function ours(task: Task) {
	const { parameters, items } = jobs[task.workload](task);
	const credentials = credential('bitrix24WebhookApi', { webhookUrl: task.webhook });
	await loadPackage();
	return async () => {
		const run = await runNode({ parameters, items, credentials });
		return {
			items: run.items.length,
			ids: run.items.map(({ json }) => String(json.ID)),
			failure: run.error?.message,
		};
	};
}
