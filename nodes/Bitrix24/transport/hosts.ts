/** Kinds of hosts: what lies inside a private network, what is a cloud portal, what is the portal of the credential. */

/**
 * Addresses of loopback and private networks, in the form `URL.hostname` brings every spelling into
 * (RFC 1122, 1918, 3927; for IPv6 RFC 4193, 4291, in brackets; 100.64/10 of RFC 6598 belongs to the provider). Anchored at
 * both ends: `10.example.com` only begins like one.
 */
const PRIVATE_ADDRESSES = [
	'127(?:\\.\\d{1,3}){3}',
	'10(?:\\.\\d{1,3}){3}',
	'192\\.168(?:\\.\\d{1,3}){2}',
	'169\\.254(?:\\.\\d{1,3}){2}',
	'172\\.(?:1[6-9]|2\\d|3[01])(?:\\.\\d{1,3}){2}',
	'\\[::1\\]',
	'\\[f[cd][0-9a-f]{2}:[0-9a-f:]*\\]',
	'\\[fe[89ab][0-9a-f]:[0-9a-f:]*\\]',
];

/**
 * Names no public name server answers for: a single label, and the endings set aside for private use (RFC 6762, 8375;
 * `localhost` of RFC 6761; `internal` by ICANN's resolution of 2024-07-29). A name holds a letter.
 */
const PRIVATE_NAMES = [
	// No number: `0x08080808` is 8.8.8.8.
	'(?!0x)[0-9-]*[a-z_][a-z0-9_-]*',
	'(?:[a-z0-9_-]+\\.)+(?:localhost|local|lan|internal|intranet|home\\.arpa)',
];

/** A private host as the source of a regular expression, for `URL.hostname` and for the expressions of a credential alike. */
export const PRIVATE_HOST = `(?:${[...PRIVATE_ADDRESSES, ...PRIVATE_NAMES].join('|')})`;

const IS_PRIVATE = new RegExp(`^${PRIVATE_HOST}$`, 'i');

/** Top-level domains under which Bitrix24 runs its cloud portals (`NAME.bitrix24.TLD`). */
const CLOUD_HOST =
	/^[a-z0-9-]+\.bitrix24\.(?:com|com\.br|com\.tr|ru|de|eu|fr|es|it|pl|in|cn|tech|kz|by|uz|ua|net|mx|co|jp|id|vn|uk|site|shop)$/;

/** Whether a host name or address (as `URL.hostname` has it) belongs to loopback or a private network. */
export function isPrivateHost(host: string): boolean {
	return IS_PRIVATE.test(host);
}

/** Whether a host name is that of a cloud portal. */
export function isCloudHost(host: string): boolean {
	return CLOUD_HOST.test(host);
}

/** Whether a host (as `URL.hostname` has it) is this machine. */
export function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** The host of an address that may lack its scheme; undefined when there is none. */
export function hostOf(address: string): string | undefined {
	const text = address.trim();
	const url = text.includes('://') ? text : `https://${text}`;
	if (text === '' || !URL.canParse(url)) return undefined;
	const { hostname } = new URL(url);
	return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
}

/**
 * Whether a link leads to the portal: its host is one of those the portal is known by. Ports and paths do not matter.
 *
 * @param link an absolute link, with or without a scheme
 * @param hosts as `Portal.hosts` has them
 */
export function isPortalHost(link: string, { hosts }: { hosts: readonly string[] }): boolean {
	const host = hostOf(link);
	return host !== undefined && hosts.includes(host);
}
