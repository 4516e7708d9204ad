/** What counts as private, by the transport and by the expressions of the OAuth2 credential: one table for both. */
import { Bitrix24OAuth2Api } from '../../credentials/Bitrix24OAuth2Api.credentials';
import { AddressError, portalOrigin } from '../../nodes/Bitrix24/transport/address';
import { hostsOf, webhookOwnerId } from '../../nodes/Bitrix24/transport/credential';
import { isPortalHost, isPrivateHost } from '../../nodes/Bitrix24/transport/hosts';

const PRIVATE = [
	'localhost',
	'app.localhost',
	'bitrix',
	'crm-2',
	'portal.local',
	'portal.lan',
	'portal.internal',
	'portal.intranet',
	'portal.home.arpa',
	'127.0.0.1',
	'127.255.255.254',
	'10.0.0.1',
	'192.168.0.1',
	'169.254.1.1',
	'172.16.0.0',
	'172.31.255.255',
	'[::1]',
	'[fc00::1]',
	'[fd12:3456::1]',
	'[fe80::1]',
];

const PUBLIC = [
	'acme.bitrix24.com',
	'10.example.com',
	'127.example.com',
	'192.168.example.com',
	'172.16.example.com',
	'10.0.0.1.example.com',
	'127.0.0.1.nip.io',
	'localhost.example.com',
	'localhost.evil',
	'local.example.com',
	'internal.example.com',
	'fc00.example.com',
	'172.15.255.255',
	'172.32.0.0',
	'192.169.0.1',
	'8.8.8.8',
	'[2606:4700::1111]',
	'[::ffff:808:808]',
];

/** What a hidden field of the credential makes of an address: n8n evaluates it as JavaScript. */
function evaluated(property: string, self: Record<string, string>): string {
	const field = new Bitrix24OAuth2Api().properties.find(({ name }) => name === property);
	const expression = String(field?.default)
		.replace(/^=\{\{/, '')
		.replace(/\}\}$/, '');
	return String(new Function('$self', `return (${expression})`)(self));
}

describe.each([
	['private', PRIVATE, 'http://'],
	['public', PUBLIC, 'https://'],
] as const)('%s hosts', (kind, hosts, scheme) => {
	it.each(hosts)('%s', (host) => {
		expect(isPrivateHost(host)).toBe(kind === 'private');
	});

	it.each(hosts)('http://%s as portal or authorization server', (host) => {
		for (const tail of ['', '/', ':8080', ':8080/x?y', '?x', '#x']) {
			const address = `http://${host}${tail}`;
			const portal = evaluated('authUrl', { portalUrl: address });
			const server = evaluated('accessTokenUrl', { authServer: address });
			expect([address, portal.startsWith(`${scheme}${host}`)]).toEqual([address, true]);
			expect([address, server.startsWith(`${scheme}${host}`)]).toEqual([address, true]);
		}
		if (kind === 'private') expect(portalOrigin(`http://${host}`)).toBe(`http://${host}`);
		else expect(() => portalOrigin(`http://${host}`)).toThrow(AddressError);
	});
});

it.each([
	'http://localhost:x@evil.example',
	'http://localhost@evil.example',
	'http://10.0.0.1:80@evil.example',
	'http://localhost\\@evil.example',
	'http://0x08080808',
	'http://134744072',
	'http://010.8.8.8',
])('%s is not taken for private by the credential, whatever it begins with', (address) => {
	expect(evaluated('authUrl', { portalUrl: address })).toMatch(/^https:/);
	expect(evaluated('accessTokenUrl', { authServer: address })).toMatch(/^https:/);
});

describe('the portal of a link', () => {
	const hosts = hostsOf(
		{
			portalUrl: 'Acme.bitrix24.com',
			// b24restdocs settings/oauth: an answer of the authorization server.
			oauthTokenData: {
				client_endpoint: 'https://acme-new.bitrix24.com/rest/',
				domain: 'oauth.bitrix24.tech',
			},
		},
		'https://crm.acme.example:8443/rest/',
	);

	it('is known by every name the credential and its token have for it', () => {
		expect(hosts).toEqual(['crm.acme.example', 'acme.bitrix24.com', 'acme-new.bitrix24.com']);
	});

	it.each([
		['https://acme.bitrix24.com/company/personal/user/12/', true],
		['acme-new.bitrix24.com/company/personal/user/12/', true],
		['http://CRM.acme.example/company/personal/user/12/', true],
		['https://crm.acme.example./company/', true],
		['https://other.bitrix24.com/company/personal/user/12/', false],
		['https://portal.other.example/company/personal/user/12/', false],
		['https://acme.bitrix24.com@evil.example/', false],
		['https://oauth.bitrix24.tech/', false],
		['not a link', false],
		['', false],
	])('%s: %s', (link, is) => {
		expect(isPortalHost(link, { hosts })).toBe(is);
	});
});

it.each([
	['https://acme.bitrix24.com/rest/17/abcdefgh12345678/', 17],
	['https://acme.bitrix24.com/rest/', undefined],
])('%s is the webhook of %s', (baseUrl, id) => {
	expect(webhookOwnerId(baseUrl)).toBe(id);
});
