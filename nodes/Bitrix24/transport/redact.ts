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
		// A page of megabytes is not worth parsing.
		withoutTags(withoutBlocks(text.slice(0, MAX_LENGTH * 20)))
			.replace(/&(?:nbsp|lt|gt|quot|#039|amp);/g, (entity) => ENTITIES[entity])
			.replace(/\p{Cc}/gu, ' ')
			.replace(/\s+/g, ' ')
			.trim()
	);
}

/** Elements whose content is not for people. */
const BLOCK = /<(script|style|head)\b/gi;

/** Leaves scripts and styles out, each up to its end tag; one that never ends is left to `withoutTags`. */
function withoutBlocks(html: string): string {
	const ends = new Map<string, number>();
	let plain = '';
	let from = 0;
	for (const { 1: name, index } of html.matchAll(BLOCK)) {
		if (index < from) continue;
		const tag = name.toLowerCase();
		// The end found for an earlier start is still the next one as long as it lies ahead: nothing is searched twice.
		let end = ends.get(tag) ?? -1;
		if (end < index) {
			end = endOf(tag, html, index);
			ends.set(tag, end);
		}
		if (end === Infinity) continue;
		const close = html.indexOf('>', end);
		if (close === -1) break;
		plain += `${html.slice(from, index)} `;
		from = close + 1;
	}
	return plain + html.slice(from);
}

/** Where the next end tag of this name begins; Infinity when there is none. */
function endOf(tag: string, html: string, from: number): number {
	const pattern = new RegExp(`</${tag}\\b`, 'gi');
	pattern.lastIndex = from;
	return pattern.exec(html)?.index ?? Infinity;
}

/** Replaces every `<…>` by a blank. */
function withoutTags(html: string): string {
	let plain = '';
	let from = 0;
	for (;;) {
		const open = html.indexOf('<', from);
		const close = open === -1 ? -1 : html.indexOf('>', open);
		if (close === -1) return plain + html.slice(from);
		plain += `${html.slice(from, open)} `;
		from = close + 1;
	}
}

function cut(text: string): string {
	return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
