/**
 * The "Test" of a credential, with the steps of n8n's CredentialsTester (which lives in n8n's
 * server): the type's own request, else a test of a node that uses it, else for OAuth2 only a look
 * whether there is a token. Left out: hiding of external secrets in the message.
 */
import { CredentialTestContext, ExecuteContext, RoutingNode } from 'n8n-core';
import { createEmptyRunExecutionData, NodeHelpers, Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunction,
	ICredentialTestRequest,
	INode,
	INodeCredentialTestResult,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { makeAdditionalData } from './additionalData';
import { credential, storeOf } from './credentialStore';
import type { StoredCredential } from './credentialStore';
import { HarnessCredentialsHelper } from './credentialsHelper';
import { judgeAnswer, judgeError } from './credentialTestVerdict';
import { loadPackage, Registry } from './packages';
import type { LoadedPackage } from './packages';
import { standInNodes } from './standins';

type Test = ICredentialTestFunction | { nodeType?: INodeType; testRequest: ICredentialTestRequest };

const oAuth2Test: ICredentialTestFunction = async ({ data }) => {
	const token: unknown = data?.oauthTokenData;
	const connected = typeof token === 'object' && token !== null && 'access_token' in token;
	return connected
		? { status: 'OK', message: 'Connection Successful!' }
		: { status: 'Error', message: 'This credential was not connected to an account.' };
};

function nodeTest(registry: Registry, type: string): Test | undefined {
	for (const name of registry.supportedNodes(type)) {
		const nodeType = NodeHelpers.getVersionedNodeType(registry.getByName(name));
		const use = nodeType.description.credentials?.find((one) => one.name === type);
		if (!use) continue;
		if (registry.parentTypes(type).includes('oAuth2Api')) return oAuth2Test;
		if (typeof use.testedBy === 'string') return nodeType.methods?.credentialTest?.[use.testedBy];
		if (use.testedBy) return { nodeType, testRequest: use.testedBy };
	}
	return undefined;
}

function findTest(registry: Registry, type: string): Test | undefined {
	const testRequest = registry.credentialType(type).test;
	return testRequest ? { testRequest } : nodeTest(registry, type);
}

/** A node type whose only property makes the test's request. */
function requestingType(base: INodeType, type: string, test: ICredentialTestRequest): INodeType {
	return {
		description: {
			...base.description,
			credentials: [{ name: type, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					routing: { request: test.request },
					default: '',
				},
			],
		},
	};
}

async function request(
	nodeType: INodeType,
	decrypted: ICredentialsDecrypted,
	additionalData: IWorkflowExecuteAdditionalData,
): Promise<INodeExecutionData[][] | undefined> {
	const { name, version } = nodeType.description;
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: name,
		typeVersion: Array.isArray(version) ? version[version.length - 1] : version,
		position: [0, 0],
		parameters: {},
		credentials: { [decrypted.type]: { id: decrypted.id, name: decrypted.name } },
	};
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	return await new RoutingNode(context, nodeType, decrypted).runNode();
}

async function runTest(
	registry: Registry,
	stored: StoredCredential,
): Promise<INodeCredentialTestResult> {
	const { id, name, type } = stored;
	const test = findTest(registry, type);
	if (!test) {
		return { status: 'Error', message: 'No testing function found for this credential.' };
	}
	const helper = new HarnessCredentialsHelper(registry, storeOf(stored));
	const additionalData = makeAdditionalData(helper);
	let data: ICredentialDataDecryptedObject;
	try {
		data = helper.withDefaults(additionalData, stored.data, type, 'internal');
	} catch (error) {
		return { status: 'Error', message: error instanceof Error ? error.message : String(error) };
	}
	const decrypted: ICredentialsDecrypted = { id, name, type, data };
	if (typeof test === 'function') return await test.call(new CredentialTestContext(), decrypted);

	const base = test.nodeType ?? standInNodes['n8n-nodes-base.noOp'];
	try {
		const nodeType = requestingType(base, type, test.testRequest);
		return judgeAnswer(test.testRequest, await request(nodeType, decrypted, additionalData));
	} catch (error) {
		return judgeError(test.testRequest, error);
	}
}

/** Tests data as it stands in the credential's form, or a stored credential (tokens are renewed). */
export async function testCredential(
	type: string | StoredCredential,
	data: ICredentialDataDecryptedObject = {},
	options: { package?: LoadedPackage } = {},
): Promise<INodeCredentialTestResult> {
	const registry = new Registry(options.package ?? (await loadPackage()));
	return await runTest(registry, typeof type === 'string' ? credential(type, data) : type);
}
