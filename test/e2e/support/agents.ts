/** Workflows around n8n's AI Agent: the scripted model, our node as its tools, and approval in front of some of them. */
import type { INode } from 'n8n-workflow';

import type { Client, CredentialRef, WorkflowData } from '../n8n/client';
import { PACKAGE } from '../n8n/package';

type Parameters = INode['parameters'];

/** What the editor writes for "Let the model define this parameter", with a description for the model. */
export function fromAi(key: string, description: string, type = 'string'): string {
	return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${description}\`, '${type}') }}`;
}

/** The node as a tool, named as the editor names it. */
export interface ToolSketch {
	name: string;
	parameters: Record<string, unknown>;
	/** Somebody has to approve each call. */
	isGated?: boolean;
	/** Hand errors to the model: the agent of n8n 1 ends at an error of a tool otherwise. */
	goesOn?: boolean;
}

export const TOOLS: readonly ToolSketch[] = [
	{
		name: 'Get user in Bitrix24',
		parameters: {
			operation: 'get',
			person: fromAi('person', 'An ID, an e-mail address or the whole name'),
			options: { include: ['departments', 'manager', 'status'] },
		},
	},
	{
		name: 'Get many users in Bitrix24',
		parameters: {
			operation: 'getAll',
			limit: fromAi('limit', 'At most this many people', 'number'),
			departmentNames: fromAi('departmentNames', 'Names of departments, or empty for all'),
		},
	},
	{
		name: 'Invite user in Bitrix24',
		parameters: {
			operation: 'invite',
			email: fromAi('email', 'Address of the new colleague'),
			departmentNames: fromAi('departmentNames', 'Names of their departments'),
			fields: {
				mappingMode: 'defineBelow',
				value: {
					NAME: fromAi('firstName', 'First name, or empty'),
					LAST_NAME: fromAi('lastName', 'Last name, or empty'),
					WORK_POSITION: fromAi('position', 'Position, or empty'),
				},
				matchingColumns: [],
				schema: [],
			},
		},
	},
	{
		name: 'Dismiss user in Bitrix24',
		parameters: {
			operation: 'dismiss',
			person: fromAi('person', 'An ID, an e-mail address or the whole name'),
		},
		isGated: true,
	},
];

/** Two buttons in a message; the text names the tool and its arguments. */
const APPROVAL = {
	resource: 'message',
	operation: 'sendAndWait',
	chatId: '1',
	message: '=The agent wants to run {{ $tool.name }} with {{ JSON.stringify($tool.parameters) }}',
	responseType: 'approval',
	approvalOptions: { values: { approvalType: 'double' } },
	options: {},
};

export interface Access {
	portal: CredentialRef;
	model: CredentialRef;
	approver: CredentialRef;
}

/** Credentials for the portal, the model and the one who approves. */
export async function accessTo(
	n8n: Client,
	urls: { portal: string; model: string; approver: string },
): Promise<Access> {
	return {
		portal: await n8n.createCredential('bitrix24WebhookApi', 'agents', { webhookUrl: urls.portal }),
		model: await n8n.createCredential('openAiApi', 'scripted', {
			apiKey: 'none',
			url: urls.model,
		}),
		approver: await n8n.createCredential('telegramApi', 'approver', {
			accessToken: 'token',
			baseUrl: urls.approver,
		}),
	};
}

/** `Start → AI Agent`, with a model and tools. */
export function agentWorkflow(
	prompt: string,
	tools: readonly ToolSketch[],
	{ portal, model, approver }: Access,
): WorkflowData {
	const nodes: WorkflowData['nodes'] = [];
	const connections: WorkflowData['connections'] = {};
	const add = (
		name: string,
		type: string,
		typeVersion: number,
		parameters: object,
		credential?: CredentialRef,
	) => {
		nodes.push({
			id: name.toLowerCase().replace(/\W+/g, '-'),
			name,
			type,
			typeVersion,
			position: [nodes.length * 220, 0],
			// Parameters are checked by the nodes themselves.
			parameters: parameters as Parameters,
			...(credential && {
				credentials: { [credential.type]: { id: credential.id, name: credential.name } },
			}),
		});
	};
	const connect = (from: string, to: string, type: 'main' | 'ai_tool' | 'ai_languageModel') => {
		connections[from] = { [type]: [[{ node: to, type, index: 0 }]] };
	};
	add('Start', 'n8n-nodes-base.manualTrigger', 1, {});
	add('Agent', '@n8n/n8n-nodes-langchain.agent', 3, {
		promptType: 'define',
		text: prompt,
		options: { enableStreaming: false },
	});
	add(
		'Model',
		'@n8n/n8n-nodes-langchain.lmChatOpenAi',
		1.2,
		{ model: { __rl: true, mode: 'id', value: 'scripted' }, options: { maxRetries: 0 } },
		model,
	);
	connect('Start', 'Agent', 'main');
	connect('Model', 'Agent', 'ai_languageModel');
	if (tools.some(({ isGated }) => isGated)) {
		add('Approval', 'n8n-nodes-base.telegramHitlTool', 1.2, APPROVAL, approver);
		nodes[nodes.length - 1].webhookId = crypto.randomUUID();
		connect('Approval', 'Agent', 'ai_tool');
	}
	for (const { name, parameters, isGated, goesOn } of tools) {
		add(name, `${PACKAGE}.bitrix24Tool`, 1, { authentication: 'webhook', ...parameters }, portal);
		if (goesOn) nodes[nodes.length - 1].onError = 'continueRegularOutput';
		connect(name, isGated ? 'Approval' : 'Agent', 'ai_tool');
	}
	return { name: `Agent: ${prompt}`.slice(0, 100), nodes, connections };
}
