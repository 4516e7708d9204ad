/** What specs of the User Changes Trigger share: a node with its memory, polled as n8n does, and things that happen in a portal. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runPoll } from '../harness';
import type { Portal } from '../portal';
import { caller } from '../portal/server/caller';
import { WEBHOOK, type Access, type Account } from './portal';

/** An active workflow with the trigger. Its memory goes through JSON after every poll, as n8n saves it. */
export class Watcher {
	readonly memory: IDataObject = {};

	readonly credentials;

	constructor(
		private readonly portal: Portal,
		public parameters: INodeParameters = {},
		private readonly access: Access = WEBHOOK,
		account: Account = {},
	) {
		this.credentials = access.credential(portal, account);
	}

	/** One poll: what it hands on. */
	async poll(mode: 'trigger' | 'manual' = 'trigger'): Promise<IDataObject[]> {
		const items = await runPoll({
			type: 'bitrix24UserChangesTrigger',
			parameters: { authentication: this.access.authentication, ...this.parameters },
			credentials: this.credentials,
			memory: this.memory,
			mode,
		});
		return items.map(({ json }) => json);
	}

	/** One poll, shortened: `['updated 3', …]`. */
	async changes(): Promise<string[]> {
		return (await this.poll()).map(({ change, ID }) => `${String(change)} ${String(ID)}`);
	}

	/** The poll that only remembers; what it asked of the portal is forgotten. */
	async begin(): Promise<this> {
		await this.poll();
		this.portal.forget();
		return this;
	}
}

/** Somebody is invited; their ID. */
export async function addPerson(
	portal: Portal,
	more: Record<string, unknown> = {},
): Promise<number> {
	const EMAIL = `new${portal.people.size}@example.com`;
	const call = caller(portal.webhook());
	const { result, error } = await call('user.add', { EMAIL, UF_DEPARTMENT: [1], ...more });
	if (error !== undefined) throw new Error(`user.add: ${error}`);
	portal.requests.pop();
	return Number(result);
}
