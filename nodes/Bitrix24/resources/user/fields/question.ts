/** What users consist of in this portal, and who is asking: asked once per run. */
import { unexpectedForm } from '../../../transport/errors';
import type { Question } from '../../../plan/types';
import { isRecord, type RestRequest } from '../../../transport/types';
import type { UserField } from '../../../values/types';
import { buildCatalogue } from './catalogue';

export interface UserFields {
	fields: UserField[];
	/** Whether definitions of custom fields could be read: that takes the scope `user.userfield` and an administrator. */
	hasDefinitions: boolean;
	/** The account behind the credential; what the portal did not say is undefined. */
	account: { id?: number; isAdmin?: boolean };
}

function read(method: string): RestRequest {
	return { method, params: {}, safety: 'read' };
}

/**
 * Labels, definitions of custom fields and the account, in one request. `user.userfield.list` answers all of them at once
 * (b24restdocs `api-reference/user/userfields/user-userfield-list.md`).
 */
export const userFields: Question<UserFields> = {
	requests: [read('user.fields'), read('user.userfield.list'), read('profile')],
	answer({ requests: [labels, definitions, profile] }) {
		if (!labels.ok) throw labels.error;
		if (!isRecord(labels.value.result)) throw unexpectedForm('user.fields');
		const rows =
			definitions.ok && Array.isArray(definitions.value.result)
				? definitions.value.result.filter(isRecord)
				: undefined;
		const account = profile.ok && isRecord(profile.value.result) ? profile.value.result : {};
		const id = Number(account.ID);
		return {
			fields: buildCatalogue(labels.value.result, rows),
			hasDefinitions: rows !== undefined,
			account: {
				id: id > 0 ? id : undefined,
				isAdmin: typeof account.ADMIN === 'boolean' ? account.ADMIN : undefined,
			},
		};
	},
};
