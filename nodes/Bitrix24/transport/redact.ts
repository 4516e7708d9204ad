/**
 * Makes foreign text fit to be shown and stored: no secrets, no markup, no novel.
 *
 * Residual risk: a secret that the portal itself cuts in pieces or encodes in a way of its own would not be recognised.
 */

/** Longest text taken over from an answer, in characters. */
const MAX_LENGTH = 500;

const PATTERNS: Array<[RegExp, string]> = [
	// The path of an inbound webhook: the code is the password.
	[/(\/rest\/\d+\/)[^/\s"'<>?#&]+/gi, '$1***'],
	[/(%2Frest%2F\d+%2F)[^/\s"'<>?#&%]+/gi, '$1***'],
	[/(\bBearer\s+)[\w.~+/=-]+/gi, '$1***'],
	[
		/((?:access_token|refresh_token|client_secret|application_token)["']?\s*[=:]\s*["']?)[^\s"'&,;<>}]+/gi,
		'$1***',
	],
	[/([?&](?:auth|code)=)[^\s"'&]+/gi, '$1***'],
];

/** Replaces the given secrets, and everything shaped like one, by `***`. */
export function redact(text: string, secrets: readonly string[]): string {
	let clean = text;
	for (const secret of secrets) {
		if (secret.length < 4) continue;
		for (const form of new Set([secret, encodeURIComponent(secret)])) {
			clean = clean.replaceAll(form, '***');
		}
	}
	for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
	return clean;
}

const ENTITIES: Record<string, string> = {
	'&nbsp;': ' ',
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
	'&#039;': "'",
	'&amp;': '&',
};

/** Turns a server's text, which may hold markup (`<br>` in particular), into one plain line. */
export function plainText(text: string): string {
	const plain = text
		// Cut first: a page of megabytes is not worth parsing, and the ends of tags would be lost either way.
		.slice(0, MAX_LENGTH * 20)
		.replace(/<(script|style|head)\b[\s\S]*?<\/\1\s*>/gi, ' ')
		.replace(/<[^>]*>/g, ' ')
		.replace(/&(?:nbsp|lt|gt|quot|#039|amp);/g, (entity) => ENTITIES[entity])
		.replace(/\p{Cc}/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return plain.length > MAX_LENGTH ? `${plain.slice(0, MAX_LENGTH)}…` : plain;
}
