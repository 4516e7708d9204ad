/**
 * Portal addresses: what people paste, checked and brought into one shape.
 * Sources: b24restdocs `settings/how-to-call-rest-api/`, `local-integrations/local-webhooks.md`.
 */

import { isCloudHost, isLoopback, isPrivateHost } from './hosts';

export { isCloudHost, isPrivateHost } from './hosts';

/** An address that cannot work. `message` says what the right shape looks like and never repeats the input. */
export class AddressError extends Error {
	override readonly name = 'AddressError';
}

/** The shape a pasted webhook must have; shown in every refusal. */
const WEBHOOK_SHAPE = 'https://your-portal.bitrix24.com/rest/1/abcdefgh12345678/';

/** Longest address worth reading: a host name takes 253 characters at the most (RFC 1035). */
const MAX_LENGTH = 2_000;

/** `/rest/USER_ID/CODE`, with an optional method after it (the portal offers `…/profile.json` to copy). */
const WEBHOOK_PATH = /^\/rest\/(\d+)\/([a-z0-9]{10,})(?:\/[a-z0-9_.]+)?\/?$/i;

/** What people paste instead of a webhook, by the path. The first row that applies counts. */
const MISTAKEN: ReadonlyArray<[path: RegExp, what: string]> = [
	[/^\/$/, 'This is the address of the portal'],
	[/^\/(?:company|contacts)\/personal\//, 'This is the link to a profile'],
	[/^\/devops\//, 'This is the page in the portal that shows the webhook'],
	[/^\/oauth\//, 'This is an address for signing in'],
	[/^\/(?:webhook|webhook-test|webhook-waiting|form)\//, 'This is an address of n8n'],
	[
		/^\/(?:crm|workgroups|marketplace|stream|desktop_app|online|calendar|bizproc|company)\//,
		'This is a page of the portal',
	],
];

/**
 * Brings an inbound webhook URL into the form `https://portal/rest/USER_ID/CODE/`. Taken with or without the scheme, in
 * quotes or brackets, as mails and documents wrap it.
 *
 * @throws {AddressError} for anything that is not an inbound webhook of a portal
 */
export function webhookBaseUrl(pasted: string): string {
	const text = unwrap(pasted);
	if (text === '') {
		throw new AddressError(`The webhook URL is empty. It looks like ${WEBHOOK_SHAPE}`);
	}
	const url = parseAddress(text.includes('/') ? withScheme(text) : text, WEBHOOK_SHAPE);
	const path = WEBHOOK_PATH.exec(url.pathname);
	if (!path || url.search !== '' || url.hash !== '') {
		const what = MISTAKEN.find(([pattern]) => pattern.test(url.pathname))?.[1];
		throw new AddressError(
			`${what === undefined ? 'This is' : `${what},`} not the URL of an inbound webhook. Copy the whole URL from the portal (Developer resources → Common use cases → Other → Inbound webhook); it looks like ${WEBHOOK_SHAPE}`,
		);
	}
	return `${url.origin}/rest/${path[1]}/${path[2]}/`;
}

/**
 * Brings a portal address, a host name alone included, into the form `https://portal[:port]`.
 *
 * @throws {AddressError} for anything that is not the address of a portal
 */
export function portalOrigin(pasted: string): string {
	const shape = 'https://your-portal.bitrix24.com';
	const text = unwrap(pasted);
	if (text === '') {
		throw new AddressError(`The portal URL is empty. It looks like ${shape}`);
	}
	return parseAddress(withScheme(text), shape).origin;
}

/** Signs that mails, chats and documents put around a link. */
const WRAPPED = /^(?:"(.*)"|'(.*)'|`(.*)`|<(.*)>|\((.*)\)|“(.*)”|„(.*)[“”]|«(.*)»|‘(.*)’)$/s;

/** Pasted text without blanks around it, characters that cannot be seen, and what it is wrapped in. */
function unwrap(pasted: string): string {
	const text = pasted.replace(/\p{Cf}/gu, '').trim();
	const inner = WRAPPED.exec(text)
		?.slice(1)
		.find((part) => part !== undefined);
	return inner === undefined ? text : inner.trim();
}

function withScheme(text: string): string {
	return text.includes('://') ? text : `https://${text.replace(/^\/\//, '')}`;
}

/**
 * The address REST calls of an OAuth credential go to: the `client_endpoint` of the stored token when it has one,
 * so that a renamed portal keeps working, else the portal URL of the credential.
 * Source: b24restdocs `settings/oauth/`: `client_endpoint` is the address to call.
 *
 * @throws {AddressError} when neither is usable
 */
export function oauthBaseUrl(portalUrl: string, clientEndpoint: unknown): string {
	const endpoint = typeof clientEndpoint === 'string' ? clientEndpoint.trim() : '';
	return `${portalOrigin(endpoint === '' ? portalUrl : endpoint)}/rest/`;
}

/**
 * The address of a REST call with the webhook's secret in it.
 *
 * @param base as `webhookBaseUrl` gives it
 * @param url a method (`crm.deal.list`), or an absolute URL below `/rest/` of the same portal, with or without the secret
 * @throws {AddressError} when it leads elsewhere: the secret is for the portal only
 */
export function webhookRequestUrl(base: string, url: string): string {
	if (!URL.canParse(url)) {
		return base + url.trim().replace(/^\/*(?:rest\/)?/, '');
	}
	const target = new URL(url);
	const { origin, pathname } = new URL(base);
	const carriesSecret = target.pathname.startsWith(pathname);
	const isPortal = target.origin === origin && target.pathname.startsWith('/rest/');
	// A renamed portal is followed with the secret in place; only this package can know it.
	if (carriesSecret && (isPortal || renamedOrigin(origin, target.origin) !== undefined)) return url;
	if (!isPortal) {
		throw new AddressError(
			'The URL of the request is not on the portal of this credential. Use an address such as https://your-portal.bitrix24.com/rest/crm.deal.list',
		);
	}
	return base + target.pathname.slice('/rest/'.length) + target.search;
}

/**
 * Where to repeat a call that was answered with a redirect, or undefined when the redirect leads somewhere
 * the credential must not be sent. A renamed cloud portal answers its old host with a 302 to the new one, same path
 * (b24restdocs `settings/how-to-call-rest-api/change-domen.md`).
 *
 * @returns the new origin, without a trailing slash
 */
export function renamedOrigin(from: string, location: string): string | undefined {
	if (!URL.canParse(location, from)) return undefined;
	const before = new URL(from);
	const after = new URL(location, from);
	const samePortalKind =
		(isCloudHost(before.hostname) && isCloudHost(after.hostname) && after.protocol === 'https:') ||
		(before.hostname === after.hostname && before.protocol === 'http:') ||
		(isLoopback(before.hostname) && isLoopback(after.hostname));
	const clean = after.username === '' && after.password === '' && after.search === before.search;
	return samePortalKind &&
		clean &&
		after.pathname === before.pathname &&
		after.origin !== before.origin
		? after.origin
		: undefined;
}

function parseAddress(text: string, shape: string): URL {
	if (text.length > MAX_LENGTH || !URL.canParse(text) || /\s/.test(text)) {
		throw new AddressError(`This is not a URL. It looks like ${shape}`);
	}
	const url = new URL(text);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw new AddressError(`The address must begin with https://. It looks like ${shape}`);
	}
	if (url.username !== '' || url.password !== '') {
		throw new AddressError(
			`The address must not hold a user name or password. It looks like ${shape}`,
		);
	}
	// "portal.bitrix24.com." is the same host with the root label spelled out; certificates do not carry it.
	if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1);
	if (url.protocol === 'http:' && !isPrivateHost(url.hostname)) {
		throw new AddressError(
			'Plain http:// would send the secret readable over the internet. Use https:// (http:// is accepted for addresses inside a private network only)',
		);
	}
	return url;
}
