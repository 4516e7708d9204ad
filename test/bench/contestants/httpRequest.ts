/** n8n's own HTTP Request node, from n8n-nodes-base, through the same engine. */
import type { INodeParameters } from 'n8n-workflow';
import { loadPackage, runNode } from '../../harness';
import { httpRequestPackage } from '../peers';
import { MARK, type Task } from '../protocol';

/** Milliseconds between pages that keep it under the limit of two requests a second. */
const SLOW = 500;

function list({ webhook, contestant }: Task): INodeParameters {
	return {
		method: 'POST',
		url: `${webhook}user.get`,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: '{}',
		options: {
			pagination: {
				pagination: {
					paginationMode: 'updateAParameterInEachRequest',
					parameters: {
						parameters: [{ type: 'body', name: 'start', value: '={{ $pageCount * 50 }}' }],
					},
					paginationCompleteWhen: 'other',
					completeExpression: '={{ $response.body.next === undefined }}',
					limitPagesFetched: false,
					requestInterval: contestant === 'httpRequestSlowed' ? SLOW : 0,
				},
			},
		},
	};
}

function perItem(webhook: string, method: string, body: string): INodeParameters {
	return {
		method: 'POST',
		url: webhook + method,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: body,
	};
}

function parametersOf(task: Task): INodeParameters {
	switch (task.workload) {
		case 'list':
			return list(task);
		case 'update':
			return perItem(
				task.webhook,
				'user.update',
				`={{ JSON.stringify({ ID: $json.ID, WORK_POSITION: '${MARK}' }) }}`,
			);
		case 'dismiss':
			return perItem(
				task.webhook,
				'user.update',
				"={{ JSON.stringify({ ID: $json.ID, ACTIVE: 'N' }) }}",
			);
		default:
			return perItem(
				task.webhook,
				'user.get',
				'={{ JSON.stringify({ FILTER: { ID: $json.ID } }) }}',
			);
	}
}

export async function httpRequest(task: Task) {
	const httpPackage = await loadPackage(await httpRequestPackage());
	const items = task.workload === 'list' ? undefined : task.people.map(({ ID }) => ({ ID }));
	return async () => {
		const run = await runNode({
			parameters: parametersOf(task),
			items,
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			package: httpPackage,
		});
		const ids = run.items.flatMap(({ json: { result } }) =>
			Array.isArray(result) ? (result as Array<{ ID?: unknown }>).map(({ ID }) => String(ID)) : [],
		);
		return { items: run.items.length, ids, failure: run.error?.message };
	};
}
