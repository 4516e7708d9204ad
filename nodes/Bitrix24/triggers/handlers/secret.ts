/** Secrets: comparing them so that the time it takes tells nothing about them, and making our own. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A fingerprint that can be stored where the secret itself should not be. */
export function digestOf(secret: string): string {
	return createHash('sha256').update(secret).digest('base64');
}

/** Whether two secrets are the same. Digests are compared, so their lengths show nothing either. */
export function isSameSecret(one: string, other: string): boolean {
	return hasDigest(one, digestOf(other));
}

/** Whether a secret has this fingerprint. */
export function hasDigest(secret: string, digest: string): boolean {
	const own = Buffer.from(digestOf(secret));
	const expected = Buffer.from(digest);
	return own.length === expected.length && timingSafeEqual(own, expected);
}

/** What nobody can make without the key: 43 letters, digits, `-` and `_`. */
export function signatureOf(text: string, key: string): string {
	return createHmac('sha256', key).update(text).digest('base64url');
}
