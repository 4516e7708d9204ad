/**
 * The HTTP Request node's way of using a credential: n8n's HTTP Request node (version 3 and later) hands `uri`, not
 * `url`, to the helper `requestWithAuthentication`; other nodes hand `url` to `httpRequestWithAuthentication`.
 * Source: n8n `packages/nodes-base/nodes/HttpRequest/V3/HttpRequestV3.node.ts`.
 */
import type { StoredCredential } from '../harness';
import { oneNode } from '../harness/oneNode';
import { ExecuteContext } from 'n8n-core';
import { createEmptyRunExecutionData } from 'n8n-workflow';
import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

interface Asked {
	url: string;
	method?: IHttpRequestMethods;
	qs?: IDataObject;
	body?: IDataObject;
}

export type Helper = 'HTTP Request node' | 'other nodes';

/** Sends one request with a predefined credential, as a node of n8n's own would. */
export async function requestWith(
	stored: StoredCredential,
	{ url, ...asked }: Asked,
	helper: Helper = 'HTTP Request node',
): Promise<unknown> {
	const authentication = stored.type === 'bitrix24WebhookApi' ? 'webhook' : 'oAuth2';
	const parameters = { authentication };
	const { workflow, node, additionalData } = await oneNode(
		{ credentials: stored, parameters },
		'HTTP Request',
	);
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'manual',
		createEmptyRunExecutionData(),
		0,
		[{ json: {} }],
		{ main: [[{ json: {} }]] },
		{ node, data: { main: [[{ json: {} }]] }, source: null },
		[],
	);
	const { helpers } = context;
	return helper === 'HTTP Request node'
		? await helpers.requestWithAuthentication.call(context, stored.type, {
				uri: url,
				method: 'GET',
				json: true,
				followRedirect: false,
				...asked,
			})
		: await helpers.httpRequestWithAuthentication.call(context, stored.type, {
				url,
				method: 'GET',
				json: true,
				...asked,
			});
}
