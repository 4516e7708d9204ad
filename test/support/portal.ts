/** What specs of the node share: the two ways to reach the emulator, one call per run, and what was asked of the portal. */
import { credential, runNode } from '../harness';
import type { NodeRun, NodeRunOptions, StoredCredential } from '../harness';
import type { Portal, RecordedCall, Scope } from '../portal';

/** What the output pane tells besides the items. */
export const hintsOf = ({ hints }: Pick<NodeRun, 'hints'>): string[] =>
	hints.map(({ message }) => message);

/** Who acts, and with which rights. Default: administrator 1 with all scopes. */
export interface Account {
	userId?: number;
	scopes?: Scope[];
}

export function webhookCredential(portal: Portal, account: Account = {}): StoredCredential {
	return credential('bitrix24WebhookApi', { webhookUrl: portal.webhook(account) });
}

export function oauthCredential(portal: Portal, { userId, scopes }: Account = {}) {
	const application = portal.application({ scopes });
	return credential('bitrix24OAuth2Api', {
		portalUrl: portal.url,
		clientId: application.clientId,
		clientSecret: application.clientSecret,
		authServer: portal.authServer,
		oauthTokenData: { ...portal.authorise(application, userId) },
	});
}

/** A value of the parameter `authentication` with the credential that belongs to it. */
export interface Access {
	name: string;
	authentication: 'webhook' | 'oAuth2';
	credential: (portal: Portal, account?: Account) => StoredCredential;
}

export const WEBHOOK: Access = {
	name: 'webhook',
	authentication: 'webhook',
	credential: webhookCredential,
};

export const OAUTH2: Access = {
	name: 'OAuth2',
	authentication: 'oAuth2',
	credential: oauthCredential,
};

/** For `describe.each(BOTH_CREDENTIALS)('with $name', (access) => …)`. */
export const BOTH_CREDENTIALS: Access[] = [WEBHOOK, OAUTH2];

type RunOptions = Partial<NodeRunOptions> & { account?: Account };

/**
 * Runs the node on a portal. `run.next` and `run.nextOnError` hold in `row` what the linked input
 * item has there, so a lost or crossed link shows.
 */
export function runOn(
	portal: Portal,
	parameters: NodeRunOptions['parameters'],
	options: RunOptions = {},
	access: Access = WEBHOOK,
): Promise<NodeRun> {
	const { account, ...rest } = options;
	return runNode({
		credentials: access.credential(portal, account),
		parameters: { authentication: access.authentication, ...parameters },
		next: { row: "={{ $('Start').item.json.row }}" },
		...rest,
	});
}

/** Values of one field over several items. */
export function pluck(items: NodeRun['items'], field: string): unknown[] {
	return items.map(({ json }) => json[field]);
}

/** The parameter `user` by one of its modes. */
export function userBy(mode: 'list' | 'id' | 'email' | 'xmlId' | 'url', value: unknown) {
	return { __rl: true, mode, value: value as string };
}

/** The parameter `fields` as "Map Each Column Manually" saves it. */
export function columns(value: Record<string, unknown>) {
	return {
		mappingMode: 'defineBelow',
		value: value as Record<string, string>,
		matchingColumns: [],
		schema: [],
	};
}

/** The parameter `fields` as "Map Automatically" saves it. */
export const AUTOMATIC = {
	mappingMode: 'autoMapInputData',
	value: null,
	matchingColumns: [],
	schema: [],
};

/** Methods of all requests so far, a batch with the number of its commands: `batch(49 user.update, 1 user.get)`. */
export function requestsOf(portal: Portal): string[] {
	return portal.requests.map(({ method, calls }) => {
		if (method !== 'batch') return method;
		const counts = new Map<string, number>();
		for (const call of calls) counts.set(call.method, (counts.get(call.method) ?? 0) + 1);
		return `batch(${[...counts].map(([name, count]) => `${count} ${name}`).join(', ')})`;
	});
}

/** Calls of one method so far, alone or inside batches. */
export function callsOf(portal: Portal, method: string): RecordedCall[] {
	return portal.requests.flatMap(({ calls }) => calls.filter((call) => call.method === method));
}

/** All calls so far that change people. */
export function changesOf(portal: Portal): RecordedCall[] {
	return ['user.add', 'user.update'].flatMap((method) => callsOf(portal, method));
}

/** One person as stored; a test that names somebody who does not exist is wrong. */
export function stored(portal: Portal, id: number | string) {
	const person = portal.people.get(Number(id));
	if (!person) throw new Error(`Nobody has the ID ${id}`);
	return person;
}
