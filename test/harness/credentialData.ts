/** From what is saved of a credential to what a node sees of it. */
import { getAdditionalKeys } from 'n8n-core';
import { NodeHelpers, Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	IExecuteData,
	INode,
	INodeParameters,
	INodeProperties,
	INodeType,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { describeNode } from './standins/describe';

/** Hidden OAuth fields belong to the credential type: n8n ignores a saved value for them. */
const PINNED = [
	'authUrl',
	'accessTokenUrl',
	'grantType',
	'authentication',
	'requestTokenUrl',
	'signatureMethod',
];

/** Saved with a credential but not always described by its type; n8n carries them over. */
const CARRIED = ['oauthTokenData', 'allowedHttpRequestDomains', 'allowedDomains'];

export interface ResolveContext {
	additionalData: IWorkflowExecuteAdditionalData;
	mode: WorkflowExecuteMode;
	executeData?: IExecuteData;
	/** Set when a node asks during a run: expressions may then use the item's data. */
	resolveValues?: ICredentialsExpressionResolveValues;
}

const blank: INodeType = { description: describeNode({ name: 'blank', displayName: 'Blank' }) };

const blankTypes: INodeTypes = {
	getByName: () => blank,
	getByNameAndVersion: () => blank,
	getKnownTypes: () => ({}),
};

const blankNode: INode = {
	id: 'credential',
	name: 'Credential',
	type: 'engine-harness.blank',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

function withDefaults(
	properties: INodeProperties[],
	saved: ICredentialDataDecryptedObject,
): ICredentialDataDecryptedObject {
	const isHidden = (name: string): boolean =>
		properties.some((property) => property.name === name && property.type === 'hidden');
	const own = Object.entries(saved).filter(([key]) => !(PINNED.includes(key) && isHidden(key)));
	const values = Object.fromEntries(own) as INodeParameters;
	const filled = NodeHelpers.getNodeParameters(properties, values, true, false, null, null);
	const data = { ...filled } as ICredentialDataDecryptedObject;
	for (const key of CARRIED) {
		if (saved[key] !== undefined && (key === 'oauthTokenData' || data[key] === undefined)) {
			data[key] = saved[key];
		}
	}
	return data;
}

/** Adds defaults, then resolves expressions; `$self` in them is the credential itself. */
export function resolveCredentialData(
	properties: INodeProperties[],
	saved: ICredentialDataDecryptedObject,
	{ additionalData, mode, executeData, resolveValues }: ResolveContext,
): ICredentialDataDecryptedObject {
	const data = withDefaults(properties, saved);
	const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
	const values = data as INodeParameters;
	if (resolveValues) {
		const { workflow, runExecutionData, runIndex, itemIndex, node, connectionInputData } =
			resolveValues;
		return workflow.expression.getParameterValue(
			values,
			runExecutionData,
			runIndex,
			itemIndex,
			node.name,
			connectionInputData,
			mode,
			keys,
			executeData,
			false,
			data,
		) as ICredentialDataDecryptedObject;
	}
	const { expression } = new Workflow({
		nodes: [blankNode],
		connections: {},
		active: false,
		nodeTypes: blankTypes,
	});
	return expression.getComplexParameterValue(
		blankNode,
		values,
		mode,
		keys,
		undefined,
		undefined,
		data,
	) as ICredentialDataDecryptedObject;
}
