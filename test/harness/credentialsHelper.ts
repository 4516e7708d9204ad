/**
 * What n8n's own credentials helper does between a node and its stored credential, written anew
 * after the behaviour of n8n's `packages/cli/src/credentials-helper.ts` (which is not on npm as a
 * library). Left out: external secrets, overwrites by the administrator, dynamic credentials.
 */
import { ICredentialsHelper, isExpression, NodeHelpers } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialsExpressionResolveValues,
	ICredentialType,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { authenticateGenerically, isDictionary } from './genericAuthentication';
import { resolveCredentialData } from './credentialData';
import type { CredentialStore } from './credentialStore';
import type { Registry } from './packages';

/** n8n adds this property to the generic OAuth credentials; it holds the tokens. */
const OAUTH_TOKEN_DATA: INodeProperties = {
	displayName: 'oauthTokenData',
	name: 'oauthTokenData',
	type: 'json',
	default: {},
};

export class HarnessCredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly registry: Registry,
		private readonly store: CredentialStore,
	) {
		super();
	}

	override getParentTypes(name: string): string[] {
		return this.registry.parentTypes(name);
	}

	override isCredentialUsableByNode(credentialType: string, nodeType: string): boolean {
		if (!this.registry.credentialType(credentialType).restrictToSupportedNodes) return true;
		return this.registry.supportedNodes(credentialType).includes(nodeType);
	}

	/** Function form: the credential changes the request. Generic form: expressions fill it. */
	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		request: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const options = request as IHttpRequestOptions;
		const { authenticate } = this.registry.credentialType(typeName);
		if (authenticate === undefined) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (!workflow || !node) throw new Error('Generic authentication needs a workflow and a node');
		return authenticateGenerically(authenticate, credentials, options, { workflow, node });
	}

	/** For credentials that fetch a session token before the first call and when it has expired. */
	override async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.registry.credentialType(typeName);
		const token = expirableProperty(type);
		if (token === undefined || !type.preAuthentication) return undefined;
		const isTest = node.type === 'n8n-nodes-base.noOp' && node.parameters.temp === '';
		if (credentials[token] !== '' && !credentialsExpired && !isTest) return undefined;

		const output = await this.runPreAuthentication(helpers, credentials, typeName);
		const details = node.credentials?.[typeName];
		if (output?.[token] === undefined || !details) return undefined;
		const saved = this.store.find(details, typeName);
		const before = await saved.getData();
		const changed = Object.entries(output).filter(
			([key]) => key === token || !isExpression(before[key]),
		);
		await saved.updateData(Object.fromEntries(changed));
		return Object.assign(credentials, output);
	}

	override async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = this.registry.credentialType(typeName);
		if (typeof preAuthentication !== 'function') return undefined;
		const output: unknown = await preAuthentication.call(helpers, credentials);
		return isDictionary(output) ? (output as ICredentialDataDecryptedObject) : undefined;
	}

	override async getCredentials(
		details: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentials> {
		return this.store.find(details, type);
	}

	/** The credential's properties with those of its ancestors; its own come last and win. */
	override getCredentialsProperties(typeName: string): INodeProperties[] {
		const type = this.registry.credentialType(typeName);
		if (type.extends === undefined) {
			const isOAuth = ['oAuth1Api', 'oAuth2Api'].includes(typeName);
			return isOAuth ? [...type.properties, OAUTH_TOKEN_DATA] : type.properties;
		}
		const properties: INodeProperties[] = [];
		for (const parent of type.extends) {
			NodeHelpers.mergeNodeProperties(properties, this.getCredentialsProperties(parent));
		}
		NodeHelpers.mergeNodeProperties(properties, type.properties);
		return properties;
	}

	override async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolveValues?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const saved = await this.store.find(details, type).getData();
		if (raw === true) return saved;
		return this.withDefaults(additionalData, saved, type, mode, executeData, resolveValues);
	}

	/** Saved data with the type's defaults, and with all expressions resolved. */
	withDefaults(
		additionalData: IWorkflowExecuteAdditionalData,
		saved: ICredentialDataDecryptedObject,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		resolveValues?: ICredentialsExpressionResolveValues,
	): ICredentialDataDecryptedObject {
		const properties = this.getCredentialsProperties(type);
		return resolveCredentialData(properties, saved, {
			additionalData,
			mode,
			executeData,
			resolveValues,
		});
	}

	override async updateCredentials(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		await this.store.find(details, type).setData(data);
	}

	override async updateCredentialsOauthTokenData(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		await this.store.find(details, type).updateData({ oauthTokenData: data.oauthTokenData });
	}
}

function expirableProperty({ properties }: ICredentialType): string | undefined {
	return properties.find(({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable)
		?.name;
}
