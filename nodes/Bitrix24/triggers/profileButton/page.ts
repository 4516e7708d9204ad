/** The pages the portal shows in its frame. Whatever name stands in one, it is text: escaped, and no script is allowed at all. */
import { createHash } from 'node:crypto';

import type { ButtonForm } from './form';
import { DEFAULT_WORDS, type Words, wordsIn } from './words';

/** In the portal's look. */
const STYLE = `body{margin:0;padding:32px;background:#fff;color:#333;font:15px/1.5 "Open Sans",Helvetica,Arial,sans-serif}
main{max-width:560px;margin:0 auto;padding:24px;border-radius:12px;background:#f8f9fb}
h1{margin:0 0 12px;font-size:20px;font-weight:600}
p{margin:0 0 16px;overflow-wrap:anywhere}
button{padding:10px 20px;border:0;border-radius:8px;background:#2fc6f6;color:#fff;font:inherit;font-weight:600;cursor:pointer}
.refused h1{color:#d92f2f}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** What a page is about. */
export type Notice = Exclude<keyof Words, 'press'>;

/** What a page says. */
export interface Page {
	kind: Notice;
	/** Language of its words. */
	lang: string;
	title: string;
	/** `{name}` in it stands for `name`. */
	text: string;
	name: string;
	/** The second button, and the one-time key behind it. */
	button?: { label: string; ticket: string };
}

/** The page in the opener's language, except where somebody has written other words into the form. */
export function pageOf(
	form: ButtonForm,
	language: string,
	said: Notice,
	name: string,
	ticket?: string,
): Page {
	const { lang, words } = wordsIn(language);
	const written: Partial<Words> = { ask: form.confirmText, started: form.pageText };
	const own = written[said] === DEFAULT_WORDS[said] ? undefined : written[said];
	return {
		kind: said,
		lang,
		title: form.titles.get(language) ?? form.title,
		text: own || words[said],
		name,
		...(ticket !== undefined && { button: { label: words.press, ticket } }),
	};
}

/** The page as HTML. */
export function htmlOf({ kind, lang, title, text, name, button }: Page): string {
	const form = button
		? `<form method="post"><input type="hidden" name="ticket" value="${escape(button.ticket)}"><button type="submit">${escape(button.label)}</button></form>`
		: '';
	// Whatever way a name is written or turns its text, the sentence around it stays as it is; a name that looks like a placeholder stays a name.
	const said = escape(text).replaceAll('{name}', () => `<bdi>${escape(name)}</bdi>`);
	return `<!DOCTYPE html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${STYLE}</style></head><body><main class="${kind}"><h1>${escape(title)}</h1><p>${said}</p>${form}</main></body></html>`;
}

/**
 * Headers that let the portal show the page, and nothing else in.
 *
 * @param portal where the portal is: scheme, host and port
 */
export function headersOf(portal: string): Record<string, string> {
	return {
		'Content-Type': 'text/html; charset=utf-8',
		'Content-Security-Policy': [
			"default-src 'none'",
			`style-src 'sha256-${STYLE_HASH}'`,
			"form-action 'self'",
			"base-uri 'none'",
			`frame-ancestors ${portal}`,
		].join('; '),
		'Cache-Control': 'no-store',
		'Referrer-Policy': 'no-referrer',
		'X-Content-Type-Options': 'nosniff',
	};
}

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

function escape(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
