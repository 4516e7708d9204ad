/** Answers that are none: pages, silence, wrong types, redirects, closed portals. */
import { throwAwayCertificate } from '../../portal/server/certificate';
import { credential } from '../../harness';
import { byId, invite, many } from './forms';
import type { BadInput } from './row';

/** A page as a proxy sends it, with the address it was asked for in it. */
const page = (path: string) =>
	`<html><head><title>502</title></head><body><h1>Bad Gateway</h1><p>${path}</p></body></html>`;

const NO_PORTAL =
	'Check that the address in the credential is that of a Bitrix24 portal. If it is, the portal may be under maintenance: try again later.';

type Answer = { status: number; body: unknown; headers?: Record<string, string> };

/**
 * Answers to Invite: it is never repeated blindly, so these rows need no patience. The node looks the address up after each
 * of them and sends again as long as nobody is there, at most three times more.
 */
const lost = (enters: string, answer: Answer, sees: string, advice: string): BadInput => ({
	enters: `Invite: ${enters}`,
	form: invite(),
	before: (portal) => portal.fault({ method: 'user.add', times: 99, answer }),
	sees: `${sees} (new.one@example.com)`,
	advice,
	writes: 4,
});

/** A refusal of the whole portal. */
const refused = (
	error: string,
	status: number,
	text: string,
	sees: string,
	advice: string,
): BadInput => ({
	enters: `Get: ${error}`,
	form: byId(3),
	before: (portal) => portal.refuse({ status, error, error_description: text }),
	sees,
	advice,
});

const TRY_LATER = 'Try again in a few minutes. If it stays, ask the administrator of the portal.';

export const answers: BadInput[] = [
	lost(
		'a web page with HTTP 200',
		{ status: 200, body: page('/') },
		'A web page came back instead of data',
		NO_PORTAL,
	),
	lost(
		'a web page with HTTP 502',
		{ status: 502, body: page('/') },
		'The portal is out of order for the moment (HTTP status 502)',
		TRY_LATER,
	),
	lost('an empty answer', { status: 200, body: '' }, 'The portal answered nothing', NO_PORTAL),
	lost(
		'a text instead of an object',
		{ status: 200, body: '"done"' },
		'A web page came back instead of data',
		NO_PORTAL,
	),
	lost(
		'a list instead of an object',
		{ status: 200, body: [1, 2] },
		'The answer of the portal has an unexpected form',
		NO_PORTAL,
	),
	lost(
		'JSON without a result',
		{ status: 200, body: { time: {} } },
		'The answer of the portal has an unexpected form',
		NO_PORTAL,
	),
	lost(
		'a result that is no ID',
		{ status: 200, body: { result: 'thank you' } },
		'The portal took the change but did not say which ID came of it',
		'Look it up in the portal before running this again.',
	),
	{
		enters: 'Invite: a page that shows the address it was asked for',
		form: invite(),
		before: (portal, { data }) =>
			portal.fault({
				method: 'user.add',
				times: 99,
				answer: { status: 502, body: page(String(data.webhookUrl)) },
			}),
		sees: 'The portal is out of order for the moment (HTTP status 502) (new.one@example.com)',
		advice: TRY_LATER,
		writes: 4,
	},
	{
		enters: 'Get: a refusal that repeats the webhook',
		form: byId(3),
		before: (portal, { data }) =>
			portal.refuse({
				status: 400,
				error: 'ERROR_CORE',
				error_description: `Nothing at ${new URL(String(data.webhookUrl)).pathname}<br>Ask your administrator`,
			}),
		sees: 'Nothing at /rest/1/***/ Ask your administrator',
		advice: "This is the portal's own text (ERROR_CORE).",
	},
	{
		enters: 'Get: the portal sends the request on to a foreign host',
		form: byId(3),
		before: (portal) =>
			portal.fault({
				answer: { status: 302, body: '', headers: { location: 'https://evil.example/rest/' } },
			}),
		sees: 'The portal sent the request on to another address (evil.example)',
		advice:
			'If the portal was renamed, enter its new address in the credential. Otherwise check the address: it may belong to a proxy or a sign-in page.',
	},
	{
		enters: 'Get Current: a result of null',
		form: { operation: 'getCurrent' },
		before: (portal) =>
			portal.fault({ times: 99, answer: { status: 200, body: { result: null } } }),
		sees: 'The answer of the portal has an unexpected form',
		advice: 'Try again.',
	},
	{
		enters: 'Get Current: a result that is a text',
		form: { operation: 'getCurrent' },
		before: (portal) =>
			portal.fault({ times: 99, answer: { status: 200, body: { result: 'me' } } }),
		sees: 'The answer of the portal has an unexpected form',
		advice: 'Try again.',
	},
	{
		enters: 'Get Many: a result that is a text, every time',
		form: many({ limit: 10 }),
		before: (portal) => portal.fault({ times: 99, answer: { status: 200, body: { result: 'x' } } }),
		sees: 'The portal answered something other than a list',
		advice: 'Try again. If it stays, ask the administrator of the portal.',
	},
	{
		enters: 'Get: a certificate nobody vouches for',
		form: byId(3),
		portal: async () => ({ tls: await throwAwayCertificate() }),
		sees: 'The TLS certificate of the portal is not trusted',
		advice:
			'Check the address in the credential. For a self-hosted portal with a certificate of its own, make n8n trust it (NODE_EXTRA_CA_CERTS).',
	},
	{
		enters: 'Get: the server time of the method is used up for ten minutes',
		form: { ...byId(3), options: { maxWait: 0 } },
		before: (portal) => portal.limitOperation('user.get', Math.floor(Date.now() / 1000) + 600),
		sees: 'The server time Bitrix24 allows for this method is used up for the moment',
		advice: 'The portal did not say when it is free again; asked for the last time at ',
	},
	{
		enters: 'Get: no server at the address',
		form: byId(3),
		// Port 9 is "discard": nothing listens there.
		credential: () =>
			credential('bitrix24WebhookApi', {
				webhookUrl: 'http://127.0.0.1:9/rest/1/zyxwv98765zyxwv98/',
			}),
		sees: 'No server answers at the address of the portal',
		advice: 'Check the address in the credential, and that this n8n may connect to it.',
	},
	refused(
		'ACCESS_DENIED',
		403,
		'REST is available only on commercial plans',
		'The portal does not allow REST requests',
		'Bitrix24 offers REST on its commercial plans only. Check the plan of the portal.',
	),
	refused(
		'PORTAL_DELETED',
		403,
		'Portal was deleted',
		'The portal has been closed',
		'Enter the address of the current portal in the credential.',
	),
	refused(
		'OVERLOAD_LIMIT',
		503,
		'REST API is blocked due to overload',
		'Bitrix24 has blocked REST for this portal because of overload',
		'Only Bitrix24 support can lift this block. Contact them, and do not retry until then.',
	),
	refused(
		'INVALID_REQUEST',
		400,
		'Https required.',
		'The portal answers over https only',
		'Change the address in the credential to https://.',
	),
	refused(
		'ERROR_METHOD_NOT_FOUND',
		404,
		'Method not found!',
		'The portal does not know this method',
		'A self-hosted portal may lack the module or be too old: update it.',
	),
	refused(
		'user_access_error',
		403,
		'',
		'The person behind this credential may not use the application',
		'In the portal, open the access settings of the application and allow this person.',
	),
	refused(
		'',
		400,
		'',
		'The portal declined without giving a reason',
		'Most often the person does not exist or the account behind the credential lacks the right.',
	),
];
