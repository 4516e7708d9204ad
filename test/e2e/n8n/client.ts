/** What the editor does with n8n's REST API, by name. */
import type { INode, IConnections } from 'n8n-workflow';

import { readExecution, type Execution } from './execution';
import { Session } from './http';
import { NODE_TYPE } from './package';
import { until } from './processes';

export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Olivia',
	lastName: 'Owner',
	password: 'Bitrix24-demo',
} as const;

export interface CredentialRef {
	id: string;
	name: string;
	type: string;
}

/** The verdict shown under "Connection" in the credential's window. */
export interface TestVerdict {
	status: 'OK' | 'Error';
	message: string;
}

export interface WorkflowData {
	name: string;
	nodes: Array<Partial<INode>>;
	connections: IConnections;
	settings?: Record<string, unknown>;
	pinData?: Record<string, unknown>;
}

export interface StoredWorkflow extends WorkflowData {
	id: string;
}

/** A form as it stands in the editor while it asks for a list. */
export interface Form {
	parameters: Record<string, unknown>;
	credential: CredentialRef;
}

export class Client extends Session {
	constructor(
		url: string,
		readonly major: 1 | 2,
	) {
		super(url);
	}

	async setUpOwner(): Promise<void> {
		await this.call('POST', '/rest/owner/setup', OWNER);
	}

	async signIn(): Promise<void> {
		const { email, password } = OWNER;
		await this.call('POST', '/rest/login', { emailOrLdapLoginId: email, email, password });
	}

	async createCredential(
		type: string,
		name: string,
		data: Record<string, unknown>,
	): Promise<CredentialRef> {
		const { id } = await this.call<{ id: string }>('POST', '/rest/credentials', {
			type,
			name,
			data,
		});
		return { id, name, type };
	}

	/** Tests a stored credential, or other data under its name, as the window does on "Save". */
	async testCredential(
		{ id, name, type }: CredentialRef,
		data: Record<string, unknown> = {},
	): Promise<TestVerdict> {
		const credentials = { id, name, type, data };
		return await this.call('POST', '/rest/credentials/test', { credentials });
	}

	async createWorkflow(workflow: WorkflowData): Promise<StoredWorkflow> {
		return await this.call('POST', '/rest/workflows', {
			active: false,
			settings: { executionOrder: 'v1' },
			...workflow,
		});
	}

	/** "Execute workflow" in the editor; answers the execution's ID. */
	async run(workflow: StoredWorkflow, trigger: string): Promise<string> {
		const path = `/rest/workflows/${workflow.id}/run`;
		const start = { triggerToStartFrom: { name: trigger } };
		const body = this.major === 1 ? { workflowData: workflow, ...start } : start;
		const { executionId } = await this.call<{ executionId: string }>('POST', path, body);
		return executionId;
	}

	/** Waits until an execution has ended and been stored. */
	async finished(executionId: string, seconds = 90): Promise<Execution> {
		return await until(
			`Execution ${executionId}`,
			async () => {
				const stored = await this.call<{ status: string }>(
					'GET',
					`/rest/executions/${executionId}`,
				);
				if (['new', 'running', 'waiting'].includes(stored.status)) return undefined;
				return readExecution(stored);
			},
			{ seconds },
		);
	}

	async runToEnd(workflow: WorkflowData, trigger = 'Start'): Promise<Execution> {
		const stored = await this.createWorkflow(workflow);
		return await this.finished(await this.run(stored, trigger));
	}

	async loadOptions(
		methodName: string,
		form: Form,
		path: string,
	): Promise<Array<{ name: string; value: unknown; description?: string }>> {
		return await this.call(
			'POST',
			'/rest/dynamic-node-parameters/options',
			dynamic(methodName, form, path),
		);
	}

	async listSearch(
		methodName: string,
		form: Form,
		query: { filter?: string; paginationToken?: string } = {},
	): Promise<{ results: Array<{ name: string; value: string }>; paginationToken?: string }> {
		return await this.call('POST', '/rest/dynamic-node-parameters/resource-locator-results', {
			...dynamic(methodName, form, 'user'),
			...query,
		});
	}

	async mapperFields(methodName: string, form: Form): Promise<MapperFields> {
		return await this.call(
			'POST',
			'/rest/dynamic-node-parameters/resource-mapper-fields',
			dynamic(methodName, form, 'fields'),
		);
	}

	/** "Connect my account": answers where the browser is sent. */
	async authorisationUrl({ id }: CredentialRef): Promise<string> {
		return await this.call('GET', `/rest/oauth2-credential/auth?id=${id}`);
	}
}

export interface MapperFields {
	fields: Array<{
		id: string;
		displayName: string;
		type: string;
		required: boolean;
		removed?: boolean;
		options?: Array<{ name: string; value: unknown }>;
	}>;
	fieldsNotice?: string;
}

function dynamic(methodName: string, { parameters, credential }: Form, path: string) {
	const { id, name, type } = credential;
	return {
		methodName,
		path: `parameters.${path}`,
		nodeTypeAndVersion: { name: NODE_TYPE, version: 1 },
		currentNodeParameters: parameters,
		credentials: { [type]: { id, name } },
	};
}
