/** Who is behind the credential. */
import type { Question } from '../../plan/types';
import { isRecord } from '../../transport/types';
import { InputError } from '../../values/errors';

export interface OwnAccount {
	id: number;
	/** Undefined when the portal does not say. */
	isAdmin?: boolean;
}

/** Source: b24restdocs `api-reference/common/users/profile.md`. */
export const ownAccount: Question<OwnAccount> = {
	requests: [{ method: 'profile', params: {}, safety: 'read' }],
	answer({ requests: [answer] }) {
		if (!answer.ok) throw answer.error;
		const { result } = answer.value;
		const id = isRecord(result) ? Number(result.ID) : NaN;
		if (!isRecord(result) || !Number.isSafeInteger(id)) {
			throw new InputError(
				'The portal does not say who is behind the credential',
				'Try again. If it stays, ask the administrator of the portal.',
			);
		}
		return { id, isAdmin: typeof result.ADMIN === 'boolean' ? result.ADMIN : undefined };
	},
};
