/** Everything through which a person or a database may see what went wrong. */
import {
	activateTrigger,
	callListSearch,
	callLoadOptions,
	callResourceMapping,
	runNode,
	runPoll,
	testCredential,
	type NodeRunOptions,
	type StoredCredential,
} from '../../harness';
import { columns, userBy } from '../../support/portal';
import { subjects } from '../../support/subjects';

export interface Surface {
	name: string;
	/** The one credential it works with; default both. */
	only?: 'oAuth2';
	/** Answers with, or throws, all there is to see. */
	look: (credential: StoredCredential) => Promise<unknown>;
}

const authentication = ({ type }: StoredCredential) =>
	type === 'bitrix24WebhookApi' ? 'webhook' : 'oAuth2';

function node(name: string, { parameters, ...options }: NodeRunOptions): Surface {
	return {
		name,
		look: (credentials) =>
			runNode({
				credentials,
				parameters: { authentication: authentication(credentials), ...parameters },
				next: { row: '={{ $json }}' },
				...options,
			}),
	};
}

type Form = { credentials: StoredCredential; parameters: { authentication: string } };

function editor(name: string, ask: (form: Form) => Promise<unknown>): Surface {
	return {
		name,
		look: (credentials) =>
			ask({ credentials, parameters: { authentication: authentication(credentials) } }),
	};
}

const guests = [{ email: 'one@new.example' }, { email: 'two@new.example' }];

export const surfaces: Surface[] = [
	...subjects.map(({ name, form, items }) =>
		node(name, {
			parameters: form,
			items: items.map(([json]) => json),
			continueOnFail: 'continueErrorOutput',
		}),
	),
	node('Get', { parameters: { operation: 'get', user: userBy('email', 'zoe@example.com') } }),
	node('Invite, error output', {
		parameters: { operation: 'invite', email: '={{ $json.email }}', departments: [1] },
		items: guests,
		continueOnFail: 'continueErrorOutput',
	}),
	node('Dismiss, continue', {
		parameters: { operation: 'dismiss', user: userBy('id', '={{ $json.id }}') },
		items: [{ id: 3 }, { id: 4 }],
		continueOnFail: 'continueRegularOutput',
	}),
	node('Update, Retry On Fail', {
		parameters: {
			operation: 'update',
			user: userBy('id', '5'),
			fields: columns({ NAME: 'Zoe', UF_USR_BADGE: '1' }),
		},
		retryOnFail: { maxTries: 2 },
	}),
	editor('dropdown', (form) => callLoadOptions('getDepartments', form)),
	editor('fields dropdown', (form) => callLoadOptions('getUserFields', form)),
	editor('people list', (form) => callListSearch('searchUsers', { ...form, filter: 'zoe' })),
	editor('mapper', (form) => callResourceMapping('getInviteFields', form)),
	{ name: 'credential test', look: (credential) => testCredential(credential) },
	editor('polling trigger', (form) =>
		runPoll({
			...form,
			type: 'bitrix24UserChangesTrigger',
			parameters: { ...form.parameters, changes: ['added'] },
			mode: 'manual',
		}),
	),
	{
		...editor('event trigger', async ({ credentials }) => {
			const trigger = await activateTrigger({ type: 'bitrix24Trigger', credentials });
			await trigger.stop();
			return trigger.executions;
		}),
		only: 'oAuth2',
	},
];
