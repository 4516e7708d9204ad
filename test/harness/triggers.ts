/**
 * Trigger nodes: polling, and webhooks that register themselves. An activated trigger is served
 * on loopback under its real webhook URL, so that a portal (or its emulator) can post to it.
 */
import { HookContext, PollContext, WebhookContext } from 'n8n-core';
import { NodeHelpers } from 'n8n-workflow';
import type {
	IDataObject,
	INodeExecutionData,
	IWebhookData,
	IWebhookDescription,
	WebhookSetupMethodNames,
} from 'n8n-workflow';
import type { Request, Response } from 'express';
import { oneNode } from './oneNode';
import type { OneNode, OneNodeOptions } from './oneNode';
import { serveWebhook } from './webhookServer';

const NAME = 'Trigger';
const WEBHOOK_ID = 'webhook-of-the-test';

export interface TriggerOptions extends OneNodeOptions {
	/** The node's static data, kept between calls: hand the same object to the next one. */
	memory?: IDataObject;
}

export interface PollOptions extends TriggerOptions {
	/** 'trigger': an active workflow; 'manual': the editor's button, which saves no memory. */
	mode?: 'trigger' | 'manual';
}

export interface ActiveTrigger {
	webhookUrl: string;
	/** The node's static data as it stands. */
	memory: IDataObject;
	/** The items of each execution a delivery started. */
	executions: INodeExecutionData[][];
	/** What the node threw on deliveries. */
	errors: unknown[];
	/** Unbinds the webhook (as switching the workflow off does) and stops listening. */
	deactivate(): Promise<void>;
	/** Only stops listening, as when n8n was killed. */
	stop(): Promise<void>;
}

/** n8n compares by JSON when it saves; so do we, and the test's object stays the same object. */
export function remember(one: OneNode, memory: IDataObject): void {
	const saved = JSON.parse(JSON.stringify(one.workflow.getStaticData('node', one.node)));
	for (const key of Object.keys(memory)) delete memory[key];
	Object.assign(memory, saved);
}

function staticData(memory: IDataObject): IDataObject {
	return { [`node:${NAME}`]: structuredClone(memory) };
}

/** One poll. Empty when the node found nothing (n8n then starts no execution). */
export async function runPoll(options: PollOptions): Promise<INodeExecutionData[]> {
	const { memory = {}, mode = 'trigger' } = options;
	const active = mode === 'trigger';
	const one = await oneNode(options, NAME, { staticData: staticData(memory), active });
	const { workflow, node, nodeType, additionalData } = one;
	if (!nodeType.poll) throw new Error(`The node "${node.type}" does not poll`);
	const activation = active ? 'activate' : 'manual';
	const context = new PollContext(workflow, node, additionalData, mode, activation);
	const output = await nodeType.poll.call(context);
	if (active) remember(one, memory);
	return output?.[0] ?? [];
}

function webhookData(one: OneNode, webhookDescription: IWebhookDescription): IWebhookData {
	const { workflow, node, additionalData } = one;
	return {
		httpMethod: 'POST',
		node: node.name,
		path: NodeHelpers.getNodeWebhookPath(workflow.id, node, webhookDescription.path),
		webhookDescription,
		workflowId: workflow.id,
		workflowExecuteAdditionalData: additionalData,
	};
}

/** Calls a set-up method of the webhook; undefined when the node has none. */
async function callHook(
	one: OneNode,
	data: IWebhookData,
	method: WebhookSetupMethodNames,
): Promise<boolean | undefined> {
	const { workflow, node, nodeType, additionalData } = one;
	const hook = nodeType.webhookMethods?.[data.webhookDescription.name]?.[method];
	return await hook?.call(
		new HookContext(workflow, node, additionalData, 'trigger', 'activate', data),
	);
}

/** Hands one HTTP request to the node and answers it the way n8n does. */
async function deliver(
	one: OneNode,
	data: IWebhookData,
	active: ActiveTrigger,
	[httpRequest, httpResponse]: [Request, Response],
): Promise<void> {
	const { workflow, node, nodeType } = one;
	const additionalData = { ...one.additionalData, httpRequest, httpResponse };
	try {
		const context = new WebhookContext(workflow, node, additionalData, 'webhook', data, [], null);
		const result = await nodeType.webhook?.call(context);
		if (result?.workflowData) active.executions.push(result.workflowData[0] ?? []);
		if (result?.noWebhookResponse || httpResponse.headersSent) return;
		const started = result?.workflowData ? 'Workflow was started' : 'Webhook call received';
		httpResponse.json(result?.webhookResponse ?? { message: started });
	} catch (error) {
		active.errors.push(error);
		httpResponse.status(500).json({ code: 0, message: 'Workflow Webhook Error' });
	} finally {
		remember(one, active.memory);
	}
}

/** Switches a workflow with this trigger on: checkExists, create when it does not, then listens. */
export async function activateTrigger(options: TriggerOptions): Promise<ActiveTrigger> {
	const memory = options.memory ?? {};
	const one = await oneNode(options, NAME, {
		staticData: staticData(memory),
		active: true,
		webhookId: WEBHOOK_ID,
	});
	const [description] = one.nodeType.description.webhooks ?? [];
	if (!description) throw new Error(`The node "${one.node.type}" has no webhook`);

	const server = await serveWebhook();
	one.additionalData.webhookBaseUrl = `${server.url}/webhook`;
	const data = webhookData(one, description);
	const active: ActiveTrigger = {
		webhookUrl: `${server.url}/webhook/${data.path}`,
		memory,
		executions: [],
		errors: [],
		stop: async () => await server.stop(),
		deactivate: async () => {
			await server.stop();
			await callHook(one, data, 'delete');
			remember(one, memory);
		},
	};
	server.receive(`/webhook/${data.path}`, async (...http) => {
		await deliver(one, data, active, http);
	});
	try {
		if (!(await callHook(one, data, 'checkExists'))) await callHook(one, data, 'create');
	} catch (error) {
		await server.stop();
		throw error;
	}
	remember(one, memory);
	return active;
}
