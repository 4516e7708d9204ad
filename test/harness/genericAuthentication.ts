/** The declarative form of a credential's `authenticate`: texts and expressions for a request. */
import { isExpression } from 'n8n-workflow';
import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	INode,
	Workflow,
} from 'n8n-workflow';

type Dictionary = Record<string, unknown>;

export function isDictionary(value: unknown): value is Dictionary {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Adds what the credential says to headers, query, body or auth; changes `options` as n8n does. */
export function authenticateGenerically(
	{ properties }: IAuthenticateGeneric,
	$credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
	{ workflow, node }: { workflow: Workflow; node: INode },
): IHttpRequestOptions {
	const resolve = (value: unknown): string => {
		if (!isExpression(value)) return String(value);
		const keys = { $credentials };
		const { expression } = workflow;
		const found = expression.getSimpleParameterValue(node, value, 'internal', keys, undefined, '');
		return found ? String(found) : '';
	};
	const target: Dictionary = { headers: {}, ...options };
	for (const [part, entries] of Object.entries(properties)) {
		const resolved = Object.entries(entries ?? {}).map(([key, value]) => [
			resolve(key),
			resolve(value),
		]);
		const present = target[part];
		target[part] = { ...(isDictionary(present) ? present : {}), ...Object.fromEntries(resolved) };
	}
	return Object.assign(options, target);
}
