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
	// All tokens of Bitrix24 look like this, also those a renewal has replaced meanwhile; no sentence holds such a word.
	[/\b[a-z0-9]{32,}\b/gi, '***'],
	[/([?&](?:auth|code)=)[^\s"'&]+/gi, '$1***'],
];

/** Replaces the given secrets, percent-encoded in any way or not, and everything shaped like one, by `***`. */
export function redact(text: string, secrets: readonly string[]): string {
	let clean = text;
	for (const secret of secrets) {
		if (secret.length >= 4) clean = clean.replace(patternOf(secret), '***');
	}
	for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
	return clean;
}

/** Each character as it is, or as `%HH` of its bytes in either case. */
function patternOf(secret: string): RegExp {
	const characters = [...secret].map((character) => {
		const literal = character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
		const encoded = [...new TextEncoder().encode(character)].map((byte) =>
			[...byte.toString(16).padStart(2, '0')]
				.map((digit) => `[${digit}${digit.toUpperCase()}]`)
				.join(''),
		);
		return `(?:${literal}|%${encoded.join('%')})`;
	});
	return new RegExp(characters.join(''), 'g');
}

/**
 * Foreign text, fit to be shown: plain, without secrets, short. Secrets go before anything is cut off, so that no part of
 * one is left, and once more afterwards, in case markup stood inside.
 */
export function showable(text: string, secrets: readonly string[]): string {
	return cut(redact(strip(redact(text, secrets)), secrets));
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
	return showable(text, []);
}

function strip(text: string): string {
	return (
		text
			// A page of megabytes is not worth parsing.
			.slice(0, MAX_LENGTH * 20)
			.replace(/<(script|style|head)\b[\s\S]*?<\/\1\s*>/gi, ' ')
			.replace(/<[^>]*>/g, ' ')
			.replace(/&(?:nbsp|lt|gt|quot|#039|amp);/g, (entity) => ENTITIES[entity])
			.replace(/\p{Cc}/gu, ' ')
			.replace(/\s+/g, ' ')
			.trim()
	);
}

function cut(text: string): string {
	return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
