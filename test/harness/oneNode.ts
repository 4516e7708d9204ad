/** A workflow of a single node, for everything n8n does with a node outside of executions. */
import { Workflow } from 'n8n-workflow';
import type {
	IDataObject,
	INode,
	INodeParameters,
	INodeType,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { makeAdditionalData } from './additionalData';
import { storeOf } from './credentialStore';
import type { StoredCredential } from './credentialStore';
import { HarnessCredentialsHelper } from './credentialsHelper';
import { loadPackage, Registry } from './packages';
import type { LoadedPackage } from './packages';

export interface OneNodeOptions {
	/** As the editor would save them; what is left out gets its default. */
	parameters?: INodeParameters;
	credentials?: StoredCredential | StoredCredential[];
	/** Short or full type name. Default 'bitrix24'. */
	type?: string;
	/** Default: the newest. */
	typeVersion?: number;
	/** Default: the packed package under test. */
	package?: LoadedPackage;
}

export interface OneNode {
	workflow: Workflow;
	node: INode;
	nodeType: INodeType;
	additionalData: IWorkflowExecuteAdditionalData;
}

export async function oneNode(
	options: OneNodeOptions,
	name: string,
	more: { staticData?: IDataObject; active?: boolean; webhookId?: string } = {},
): Promise<OneNode> {
	const registry = new Registry(options.package ?? (await loadPackage()));
	const store = storeOf(options.credentials);
	const type = registry.fullName(options.type ?? 'bitrix24');
	const typeVersion = options.typeVersion ?? registry.newestVersion(type);
	const node: INode = {
		id: 'one-node',
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters: structuredClone(options.parameters ?? {}),
		credentials: store.references(registry.credentialTypesOf(type, typeVersion)),
		...(more.webhookId !== undefined && { webhookId: more.webhookId }),
	};
	const workflow = new Workflow({
		id: 'workflow-of-the-test',
		name: 'Workflow of the test',
		nodes: [node],
		connections: {},
		active: more.active ?? false,
		nodeTypes: registry,
		staticData: more.staticData,
		settings: { executionOrder: 'v1' },
	});
	return {
		workflow,
		node,
		nodeType: registry.getByNameAndVersion(type, typeVersion),
		additionalData: makeAdditionalData(new HarnessCredentialsHelper(registry, store), {
			workflowId: workflow.id,
		}),
	};
}
