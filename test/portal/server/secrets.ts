/** Secrets the portal hands out, and how they are kept out of what it records. */
import { createHash } from 'node:crypto';
import type { Params, Php } from '../protocol/php';

/** Makes codes and tokens: unguessable to a client, the same for the same address and order. */
export class Mint {
	private count = 0;

	constructor(private readonly salt: () => string) {}

	make(length: number): string {
		this.count += 1;
		return createHash('sha256')
			.update(`${this.salt()} ${this.count}`)
			.digest('hex')
			.slice(0, length);
	}
}

const SECRET_PARAMS = new Set([
	'auth',
	'access_token',
	'client_secret',
	'refresh_token',
	'code',
	'application_token',
]);

/** Parameters with secrets replaced by `***`. */
export function maskParams(params: Params): Params {
	return Object.fromEntries(
		Object.entries(params).map(([key, value]): [string, Php] => [
			key,
			SECRET_PARAMS.has(key.toLowerCase()) ? '***' : value,
		]),
	);
}

/** Headers as one text each, without credentials. */
export function maskHeaders(
	headers: Record<string, string | string[] | undefined>,
): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]): [string, string] => {
			const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
			if (name === 'authorization') return [name, text.replace(/^(\S+) .*$/s, '$1 ***')];
			return [name, name === 'cookie' ? '***' : text];
		}),
	);
}
