/** Finds secrets in anything a run leaves behind, whole or in part, plain or encoded. */
import type { StoredCredential } from '../../harness';

/** What must not be seen of a credential. */
export function secretsOf({ data }: StoredCredential): string[] {
	const token = Object(data.oauthTokenData);
	const code = /\/rest\/\d+\/(\w+)/.exec(String(data.webhookUrl ?? ''))?.[1];
	return [code, token.access_token, token.refresh_token, data.clientSecret].filter(
		(secret): secret is string => typeof secret === 'string',
	);
}

/** Every text reachable from a value: keys, values, getters of errors, what is not enumerable, causes, buffers, maps. */
export function textsOf(value: unknown): string[] {
	const texts: string[] = [];
	const seen = new Set<object>();
	const open: unknown[] = [value];
	while (open.length > 0) {
		const part = open.pop();
		if (typeof part === 'string') texts.push(part);
		if (
			part === null ||
			(typeof part !== 'object' && typeof part !== 'function') ||
			seen.has(part)
		) {
			continue;
		}
		seen.add(part);
		if (Buffer.isBuffer(part)) {
			texts.push(part.toString('latin1'));
			continue;
		}
		if (part instanceof Map) open.push(...part.keys(), ...part.values());
		if (part instanceof Set) open.push(...part);
		if (part instanceof Error) open.push(part.message, part.stack, part.cause, String(part));
		for (const key of Reflect.ownKeys(part)) {
			if (typeof key === 'string') texts.push(key);
			const descriptor = Reflect.getOwnPropertyDescriptor(part, key);
			open.push(descriptor?.get ? readSafely(part, key) : descriptor?.value);
		}
	}
	return texts;
}

function readSafely(owner: object, key: PropertyKey): unknown {
	try {
		return Reflect.get(owner, key);
	} catch {
		return undefined;
	}
}

/** Base64 of a text wherever it begins in a longer one, without the characters its neighbours decide about. */
function base64Forms(secret: string): string[] {
	return [0, 1, 2].map((offset) => {
		const encoded = Buffer.from(`${' '.repeat(offset)}${secret}`).toString('base64');
		return encoded.slice(offset === 0 ? 0 : 4, Math.floor((offset + secret.length) / 3) * 4);
	});
}

/** What must not be found of a secret: its pieces, so that a part of it is found too, and what encodings make of it. */
function formsOf(secret: string): string[] {
	const size = Math.min(12, Math.floor(secret.length / 2));
	const pieces: string[] = [];
	for (let at = 0; at + size <= secret.length; at += size) pieces.push(secret.slice(at, at + size));
	pieces.push(secret.slice(-size));
	const url = encodeURIComponent(secret);
	const encoded = [
		url,
		encodeURIComponent(url),
		JSON.stringify(secret).slice(1, -1),
		JSON.stringify(JSON.stringify(secret)).slice(3, -3),
		Buffer.from(secret).toString('hex'),
		[...secret].reverse().join(''),
		...base64Forms(secret),
	];
	return [...new Set([...pieces, ...encoded])];
}

export class SecretSearch {
	private readonly forms: string[];

	constructor(secrets: string[]) {
		this.forms = secrets.flatMap(formsOf);
	}

	/** The texts around every hit. */
	find(...values: unknown[]): string[] {
		const whole = [...new Set(textsOf(values))].join('\n');
		return this.forms.flatMap((form) => {
			const at = whole.indexOf(form);
			return at < 0 ? [] : [`${form} in: ${whole.slice(Math.max(0, at - 120), at + 120)}`];
		});
	}
}
