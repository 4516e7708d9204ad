/** The bad input table: what somebody enters, what they see, and what the portal got. */
import type { INodeExecutionData } from 'n8n-workflow';
import { startPortal, type Portal, type PortalOptions, type RecordedRequest } from '../../portal';
import type { NodeRun, NodeRunOptions, StoredCredential } from '../../harness';
import { runOn, WEBHOOK, type Access, type Account } from '../portal';

/** How a run is set up. Every row has a portal of its own with the fixed cast in it. */
export interface Entered {
	/** What the person enters, in words: the title of the test. */
	enters: string;
	form: NodeRunOptions['parameters'];
	/** Input items as their json. Default: one empty item. */
	items?: Array<Record<string, unknown>>;
	/** Whose credential, with which scopes. Default: an administrator with all of them. */
	account?: Account;
	access?: Access;
	/** A credential of its own instead. */
	credential?: (portal: Portal) => StoredCredential;
	portal?: PortalOptions | (() => Promise<PortalOptions>);
	/** What happened to the portal (or the credential) beforehand. */
	before?: (portal: Portal, credential: StoredCredential) => void;
}

export interface BadInput extends Entered {
	/** The message, whole. */
	sees: string;
	/** The beginning of the description: what to do. */
	advice: string;
	/** Index of the item the message is about. Default 0. */
	item?: number;
	/** Attempts to change something that reached the portal. Default 0. */
	writes?: number;
}

/** What the engine hands back, with what the portal got. */
export interface Seen {
	run: NodeRun;
	portal: Portal;
	writes: number;
	/** Secrets found in what n8n stored, logged or shows; should be none. */
	leaked: string[];
}

/** Words that explain nothing. */
const EMPTY_WORDS = /\b(?:error|problem|failed)\b/i;

const WRITES = new Set([
	'user.add',
	'user.update',
	'department.add',
	'department.update',
	'department.delete',
	...['add', 'invite', 'update', 'delete'].map((name) => `sonet_group.user.${name}`),
	'sonet_group.setowner',
	...['add', 'update', 'delete'].map((name) => `user.userfield.${name}`),
]);

/** Attempts to change something, those that the portal spoiled or refused included. */
function writesOf({ method, params }: RecordedRequest): number {
	if (method !== 'batch') return WRITES.has(method) ? 1 : 0;
	const commands = Object.values(params.cmd ?? {});
	return commands.filter((command) => WRITES.has(String(command).split('?')[0])).length;
}

/** Every value of a credential that nobody may read elsewhere. */
function secretsOf({ data }: StoredCredential): string[] {
	const token = data.oauthTokenData;
	const tokens: Record<string, unknown> = typeof token === 'object' && token ? { ...token } : {};
	const code = /\/rest\/[^/]*\/([^/?#\s]{8,})/.exec(String(data.webhookUrl ?? ''))?.[1];
	return [code, data.clientSecret, tokens.access_token, tokens.refresh_token].filter(
		(secret): secret is string => typeof secret === 'string' && secret !== '',
	);
}

function whole(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return [error.message, error.stack, JSON.stringify(error), String(error.cause)].join('\n');
}

/** Runs one row and stops its portal. */
export async function enter(row: Entered): Promise<Seen> {
	const options = typeof row.portal === 'function' ? await row.portal() : row.portal;
	const portal = await startPortal({ people: 0, ...options });
	try {
		const access = row.access ?? WEBHOOK;
		const credential = row.credential?.(portal) ?? access.credential(portal, row.account);
		const secrets = secretsOf(credential);
		row.before?.(portal, credential);
		const items = row.items?.map(
			(json): INodeExecutionData => ({
				json: JSON.parse(JSON.stringify(json)),
			}),
		);
		const run = await runOn(
			portal,
			row.form,
			{ credentials: credential, ...(items && { items }), next: undefined },
			access,
		);
		// A renewed token is a secret as well.
		for (const secret of secretsOf(credential)) if (!secrets.includes(secret)) secrets.push(secret);
		const texts = [run.stored, run.logged, whole(run.error), whole(run.nodeError)];
		return {
			run,
			portal,
			writes: portal.requests.reduce((sum, request) => sum + writesOf(request), 0),
			leaked: secrets.filter((secret) => texts.some((text) => text.includes(secret))),
		};
	} finally {
		await portal.stop();
	}
}

/** What is shown of an error, in the words of the table. */
function shown({ run }: Seen) {
	const { error } = run;
	const context: unknown = error && 'context' in error ? error.context : undefined;
	const item: unknown =
		typeof context === 'object' && context !== null ? Reflect.get(context, 'itemIndex') : undefined;
	return {
		sees: error?.message,
		advice: String(error && 'description' in error ? (error.description ?? '') : ''),
		item,
	};
}

/** Runs a row of bad input and asserts what the person sees, what the portal got, and that no secret got out. */
export async function expectSeen(row: BadInput): Promise<void> {
	const seen = await enter(row);
	const { sees, advice, item } = shown(seen);
	expect({ sees, advice: advice.slice(0, row.advice.length) }).toEqual({
		sees: row.sees,
		advice: row.advice,
	});
	expect(sees).not.toMatch(EMPTY_WORDS);
	expect(item).toBe(row.item ?? 0);
	expect(seen.writes).toBe(row.writes ?? 0);
	expect(seen.leaked).toEqual([]);
}
