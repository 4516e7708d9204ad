import {
	AddressError,
	isPrivateHost,
	oauthBaseUrl,
	portalOrigin,
	renamedOrigin,
	webhookBaseUrl,
	webhookRequestUrl,
} from '../../nodes/Bitrix24/transport/address';

const CODE = 'abcdefgh12345678';
const CLOUD = 'https://acme.bitrix24.com';
const BASE = `${CLOUD}/rest/1/${CODE}/`;

const SHAPE = 'https://your-portal.bitrix24.com/rest/1/abcdefgh12345678/';
const EMPTY = `The webhook URL is empty. It looks like ${SHAPE}`;
const NO_URL = `This is not a URL. It looks like ${SHAPE}`;
const NO_HTTPS = `The address must begin with https://. It looks like ${SHAPE}`;
const USER_INFO = `The address must not hold a user name or password. It looks like ${SHAPE}`;
const PLAIN_HTTP =
	'Plain http:// would send the secret readable over the internet. Use https:// (http:// is accepted for addresses inside a private network only)';
const NO_WEBHOOK = `This is not the URL of an inbound webhook. Copy the whole URL from the portal (Developer resources → Common use cases → Other → Inbound webhook); it looks like ${SHAPE}`;

const instead = (what: string) => NO_WEBHOOK.replace('This is not the URL', `${what}, not the URL`);

/** The text of a refusal, or what was made of the address. */
function outcome(read: () => string): string {
	try {
		return read();
	} catch (error) {
		if (error instanceof AddressError) return error.message;
		throw error;
	}
}

describe('webhookBaseUrl', () => {
	it.each<[pasted: string, base: string]>([
		[BASE, BASE],
		[`${CLOUD}/rest/1/${CODE}`, BASE],
		[`${BASE}profile.json`, BASE],
		[`${BASE}user.get`, BASE],
		[`${BASE}user.get.json/`, BASE],
		[`  ${BASE}\n`, BASE],
		[`${BASE}?`, BASE],
		[`HTTPS://ACME.Bitrix24.COM/rest/1/${CODE}/`, BASE],
		[`https://acme.bitrix24.com./rest/1/${CODE}/`, BASE],
		[`${CLOUD}:443/rest/1/${CODE}/`, BASE],
		[
			`https://crm.example.com:8443/rest/17/${CODE}/`,
			`https://crm.example.com:8443/rest/17/${CODE}/`,
		],
		[`https://портал.рф/rest/1/${CODE}/`, `https://xn--80awhdgm.xn--p1ai/rest/1/${CODE}/`],
		[`https://[2606:4700::1111]/rest/1/${CODE}/`, `https://[2606:4700::1111]/rest/1/${CODE}/`],
		[`http://[::1]:8080/rest/1/${CODE}/`, `http://[::1]:8080/rest/1/${CODE}/`],
		[`http://bitrix/rest/1/${CODE}/`, `http://bitrix/rest/1/${CODE}/`],
		[`http://localhost./rest/1/${CODE}/`, `http://localhost/rest/1/${CODE}/`],
		[`http://2130706433/rest/1/${CODE}/`, `http://127.0.0.1/rest/1/${CODE}/`],
		[`acme.bitrix24.com/rest/1/${CODE}/`, BASE],
		[`//acme.bitrix24.com/rest/1/${CODE}/`, BASE],
		[`localhost:8080/rest/1/${CODE}/`, `https://localhost:8080/rest/1/${CODE}/`],
		[`"${BASE}"`, BASE],
		[`'${BASE}'`, BASE],
		[`\`${BASE}\``, BASE],
		[`<${BASE}>`, BASE],
		[`(${BASE})`, BASE],
		[`“${BASE}”`, BASE],
		[`„${BASE}“`, BASE],
		[`«${BASE}»`, BASE],
		[` " ${BASE} " `, BASE],
		[`"acme.bitrix24.com/rest/1/${CODE}/profile.json"`, BASE],
		[`\u200b${BASE}\ufeff`, BASE],
		[`https://acme.bitrix24.com/rest/1/\u200b${CODE}\u00ad/`, BASE],
	])('brings %s into shape', (pasted, base) => {
		expect(outcome(() => webhookBaseUrl(pasted))).toBe(base);
	});

	it.each<[pasted: string, text: string]>([
		['', EMPTY],
		['   ', EMPTY],
		[CODE, NO_URL],
		[`https:// acme.bitrix24.com/rest/1/${CODE}/`, NO_URL],
		[`https://acme.bitrix24.com/rest/1/${CODE} /`, NO_URL],
		[`${BASE} ${BASE}`, NO_URL],
		[`https://acme.bitrix24.com:99999/rest/1/${CODE}/`, NO_URL],
		[`ftp://acme.bitrix24.com/rest/1/${CODE}/`, NO_HTTPS],
		[`javascript:alert('${CODE}')`, NO_HTTPS],
		[`https://user:password@acme.bitrix24.com/rest/1/${CODE}/`, USER_INFO],
		[`https://acme.bitrix24.com@evil.example/rest/1/${CODE}/`, USER_INFO],
		[`http://acme.bitrix24.com/rest/1/${CODE}/`, PLAIN_HTTP],
		[`http://8.8.8.8/rest/1/${CODE}/`, PLAIN_HTTP],
		[`http://[2606:4700::1111]/rest/1/${CODE}/`, PLAIN_HTTP],
		[CLOUD, instead('This is the address of the portal')],
		[`${CLOUD}/`, instead('This is the address of the portal')],
		[`${CLOUD}/rest/`, NO_WEBHOOK],
		[`${CLOUD}/rest/1/`, NO_WEBHOOK],
		[`${CLOUD}/rest/1/short/`, NO_WEBHOOK],
		[`${CLOUD}/rest/admin/${CODE}/`, NO_WEBHOOK],
		[`${CLOUD}/rest/1/${CODE}/user.get/extra/`, NO_WEBHOOK],
		[`${CLOUD}/rest//1/${CODE}/`, NO_WEBHOOK],
		[`${CLOUD}/portal/rest/1/${CODE}/`, NO_WEBHOOK],
		[`${CLOUD}/company/personal/user/1/`, instead('This is the link to a profile')],
		[`${CLOUD}/contacts/personal/user/7/`, instead('This is the link to a profile')],
		[
			`${CLOUD}/devops/edit/in-hook/1/`,
			instead('This is the page in the portal that shows the webhook'),
		],
		[`${CLOUD}/oauth/authorize/?client_id=1`, instead('This is an address for signing in')],
		[`${CLOUD}/crm/deal/list/`, instead('This is a page of the portal')],
		['https://n8n.example.com/webhook/abc', instead('This is an address of n8n')],
		[`${BASE}user.get?ID=1`, NO_WEBHOOK],
		[`${BASE}#fragment`, NO_WEBHOOK],
		[`"${BASE}`, NO_URL],
		[`<a href="${BASE}">`, NO_URL],
		[`${CLOUD}/rest/1/${CODE}%2F..%2F/`, NO_WEBHOOK],
	])('refuses %s without repeating the secret', (pasted, text) => {
		const said = outcome(() => webhookBaseUrl(pasted));
		expect(said).toBe(text);
		expect(said.replaceAll(SHAPE, '')).not.toContain(CODE);
	});
});

describe('isPrivateHost', () => {
	it.each([
		'localhost',
		'crm',
		'portal.local',
		'portal.lan',
		'portal.internal',
		'portal.intranet',
		'portal.home.arpa',
		'app.localhost',
		'127.0.0.1',
		'127.255.255.254',
		'10.0.0.1',
		'10.255.255.255',
		'192.168.0.1',
		'169.254.1.1',
		'172.16.0.0',
		'172.31.255.255',
		'[::1]',
		'[fc00::1]',
		'[fd12:3456::1]',
		'[fe80::1]',
		'[febf::1]',
	])('%s is private', (host) => {
		expect(isPrivateHost(host)).toBe(true);
	});

	it.each([
		'acme.bitrix24.com',
		'localhost.evil.example',
		'portal.local.example',
		'portallocal.example',
		'10.0.0.1.nip.example',
		'127.0.0.1.evil.example',
		'172.15.255.255',
		'172.32.0.0',
		'11.0.0.1',
		'192.169.0.1',
		'8.8.8.8',
		'[2606:4700::1111]',
		'[fec0::1]',
		'[::ffff:808:808]',
		'[2001:db8::1]',
	])('%s is public', (host) => {
		expect(isPrivateHost(host)).toBe(false);
	});
});

describe('portalOrigin', () => {
	it.each<[pasted: string, origin: string]>([
		[CLOUD, CLOUD],
		['acme.bitrix24.com', CLOUD],
		['  acme.bitrix24.com/ ', CLOUD],
		['ACME.BITRIX24.COM', CLOUD],
		['https://acme.bitrix24.com/company/?a=1#x', CLOUD],
		['acme.bitrix24.com/rest/', CLOUD],
		['acme.bitrix24.com.', CLOUD],
		['crm.example.com:8443', 'https://crm.example.com:8443'],
		['localhost:8080', 'https://localhost:8080'],
		['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
		['http://192.168.1.10/', 'http://192.168.1.10'],
		['https://портал.рф', 'https://xn--80awhdgm.xn--p1ai'],
	])('reads %s as %s', (pasted, origin) => {
		expect(outcome(() => portalOrigin(pasted))).toBe(origin);
	});

	const looksLike = 'It looks like https://your-portal.bitrix24.com';
	it.each<[pasted: string, text: string]>([
		['', `The portal URL is empty. ${looksLike}`],
		[' ', `The portal URL is empty. ${looksLike}`],
		['my portal', `This is not a URL. ${looksLike}`],
		['https://', `This is not a URL. ${looksLike}`],
		['https://a b.example', `This is not a URL. ${looksLike}`],
		['ftp://acme.bitrix24.com', `The address must begin with https://. ${looksLike}`],
		[
			'https://me:secret@acme.bitrix24.com',
			`The address must not hold a user name or password. ${looksLike}`,
		],
		['me@acme.bitrix24.com', `The address must not hold a user name or password. ${looksLike}`],
		['http://acme.bitrix24.com', PLAIN_HTTP],
	])('refuses %s', (pasted, text) => {
		expect(outcome(() => portalOrigin(pasted))).toBe(text);
	});
});

describe('oauthBaseUrl', () => {
	it.each<[portalUrl: string, endpoint: unknown, base: string]>([
		[CLOUD, 'https://renamed.bitrix24.com/rest/', 'https://renamed.bitrix24.com/rest/'],
		[CLOUD, undefined, `${CLOUD}/rest/`],
		[CLOUD, '', `${CLOUD}/rest/`],
		[CLOUD, 42, `${CLOUD}/rest/`],
		['', 'https://acme.bitrix24.com/rest/', `${CLOUD}/rest/`],
		['acme.bitrix24.com', null, `${CLOUD}/rest/`],
		[CLOUD, 'http://acme.bitrix24.com/rest/', PLAIN_HTTP],
	])('of %j and %j is %s', (portalUrl, endpoint, base) => {
		expect(outcome(() => oauthBaseUrl(portalUrl, endpoint))).toBe(base);
	});
});

describe('webhookRequestUrl', () => {
	it.each<[url: string, target: string]>([
		['crm.deal.list', `${BASE}crm.deal.list`],
		['/crm.deal.list', `${BASE}crm.deal.list`],
		['rest/crm.deal.list', `${BASE}crm.deal.list`],
		['/rest/crm.deal.list', `${BASE}crm.deal.list`],
		['crm.deal.list?start=50', `${BASE}crm.deal.list?start=50`],
		[`${CLOUD}/rest/crm.deal.list`, `${BASE}crm.deal.list`],
		[`${CLOUD}/rest/crm.deal.list?start=50`, `${BASE}crm.deal.list?start=50`],
		[`${BASE}user.get`, `${BASE}user.get`],
		// Protocol-relative: an address elsewhere, taken for the name of a method.
		['//evil.example/x', `${BASE}evil.example/x`],
		// The portal was renamed, and only this package can know the secret.
		[
			`https://renamed.bitrix24.com/rest/1/${CODE}/user.get`,
			`https://renamed.bitrix24.com/rest/1/${CODE}/user.get`,
		],
	])('sends %s to %s', (url, target) => {
		expect(outcome(() => webhookRequestUrl(BASE, url))).toBe(target);
	});

	it.each([
		'https://evil.example/rest/user.get',
		`https://evil.example/rest/1/${CODE}/user.get`,
		`https://acme.bitrix24.com.evil.example/rest/1/${CODE}/user.get`,
		'https://evilbitrix24.com/rest/user.get',
		'https://other.bitrix24.com/rest/user.get',
		'https://acme.bitrix24.com:8443/rest/user.get',
		'http://acme.bitrix24.com/rest/user.get',
		`http://acme.bitrix24.com/rest/1/${CODE}/user.get`,
		'https://acme.bitrix24.com/company/',
		'https://acme.bitrix24.com@evil.example/rest/user.get',
		'javascript:alert(1)',
		'data:text/plain,x',
	])('refuses %s', (url) => {
		expect(outcome(() => webhookRequestUrl(BASE, url))).toBe(
			'The URL of the request is not on the portal of this credential. Use an address such as https://your-portal.bitrix24.com/rest/crm.deal.list',
		);
	});
});

describe('renamedOrigin', () => {
	const from = `${BASE}user.get`;
	const path = `/rest/1/${CODE}/user.get`;

	it.each<[from: string, location: string, origin: string]>([
		[from, `https://new.bitrix24.com${path}`, 'https://new.bitrix24.com'],
		[from, `https://new.bitrix24.de${path}`, 'https://new.bitrix24.de'],
		[from, `//new.bitrix24.eu${path}`, 'https://new.bitrix24.eu'],
		[
			'http://192.168.0.5/rest/user.get',
			'https://192.168.0.5/rest/user.get',
			'https://192.168.0.5',
		],
		[
			'http://127.0.0.1:81/rest/user.get',
			'http://127.0.0.1:82/rest/user.get',
			'http://127.0.0.1:82',
		],
	])('follows %s to %s', (before, location, origin) => {
		expect(renamedOrigin(before, location)).toBe(origin);
	});

	it.each<[why: string, location: string]>([
		['a foreign host', `https://evil.example${path}`],
		['the cloud as a subdomain of a foreign host', `https://bitrix24.com.evil.example${path}`],
		['a portal as a subdomain of a foreign host', `https://new.bitrix24.com.evil.example${path}`],
		['a host that only ends alike', `https://evilbitrix24.com${path}`],
		['a host with a hyphen before the name', `https://new.evil-bitrix24.com${path}`],
		['the cloud itself', `https://bitrix24.com${path}`],
		['a deeper subdomain', `https://a.b.bitrix24.com${path}`],
		['an unknown top-level domain', `https://new.bitrix24.zip${path}`],
		['plain http', `http://new.bitrix24.com${path}`],
		['another path', `https://new.bitrix24.com/auth/?back=${path}`],
		['another method', `https://new.bitrix24.com/rest/1/${CODE}/user.add`],
		['a query the request had not', `https://new.bitrix24.com${path}?a=1`],
		['credentials in the address', `https://user:pass@new.bitrix24.com${path}`],
		['the cloud as a user name', `https://new.bitrix24.com@evil.example${path}`],
		['the same host', from],
		['a relative address', '/auth/'],
		['a loopback address', `http://127.0.0.1${path}`],
		['nothing readable', 'https://'],
		['an empty text', ''],
		['another scheme', `javascript:${path}`],
		['a Cyrillic look-alike', `https://new.bitriх24.com${path}`],
		['a backslash trick', `https://evil.example\\new.bitrix24.com${path}`],
	])('stays away from %s', (_why, location) => {
		expect(renamedOrigin(from, location)).toBeUndefined();
	});

	it.each<[from: string, location: string]>([
		['https://crm.example.com/rest/user.get', 'https://new.bitrix24.com/rest/user.get'],
		['https://crm.example.com/rest/user.get', 'https://www.crm.example.com/rest/user.get'],
		['https://crm.example.com/rest/user.get', 'http://crm.example.com/rest/user.get'],
		['http://127.0.0.1/rest/user.get', 'https://evil.example/rest/user.get'],
		['http://192.168.0.5/rest/user.get', 'http://192.168.0.6/rest/user.get'],
	])('does not carry the secret of a self-hosted portal from %s to %s', (before, location) => {
		expect(renamedOrigin(before, location)).toBeUndefined();
	});
});
