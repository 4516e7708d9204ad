/** How n8n turns the outcome of a credential's test request into a message for the person. */
import type {
	ICredentialTestRequest,
	INodeCredentialTestResult,
	INodeExecutionData,
} from 'n8n-workflow';

/** Follows a dotted path; undefined where it ends early. */
function dig(value: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(inner, key) =>
				typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined,
			value,
		);
}

function failed(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}

/** A rule about the body turns a 2xx answer into a failure. */
export function judgeAnswer(
	{ rules = [] }: ICredentialTestRequest,
	answer: INodeExecutionData[][] | undefined,
): INodeCredentialTestResult {
	for (const rule of rules) {
		if (rule.type !== 'responseSuccessBody') continue;
		const { key, value, message } = rule.properties;
		if (dig(answer?.[0]?.[0]?.json, String(key)) === value) return failed(String(message));
	}
	return { status: 'OK', message: 'Connection successful!' };
}

/** A rule about the status gives its own words; else the status text, a network code, a message. */
export function judgeError(
	{ rules = [] }: ICredentialTestRequest,
	error: unknown,
): INodeCredentialTestResult {
	const status = dig(error, 'cause.response.status');
	if (typeof status === 'number') {
		for (const rule of rules) {
			if (rule.type === 'responseCode' && rule.properties.value === status) {
				return failed(String(rule.properties.message));
			}
		}
		if (status < 199 || status > 299) {
			const text = dig(error, 'cause.response.statusText');
			return failed(text ? String(text) : `Received HTTP status code: ${status}`);
		}
	}
	const code = dig(error, 'cause.code');
	if (status === undefined && code !== undefined) return failed(String(code));
	return failed(error instanceof Error ? error.message : String(error));
}
