/** Dismiss and Reinstate: the same change in two directions. */
import { flag } from '../../values/encode';
import { NotConfirmed } from '../../plan/errors';
import { optionsCollection } from '../../form/options';
import { readUser, userLocator } from '../../form/person';
import type { Operation } from '../../plan/types';

/**
 * An operation that sets `ACTIVE`. Only "Y" and "N" are sent: the server takes a JSON `true` for "N"
 * (a loose comparison in user.update).
 */
export function activityOperation(
	active: boolean,
	texts: Pick<Operation, 'value' | 'name' | 'action' | 'description'>,
): Operation {
	return {
		...texts,
		changes: true,
		properties: [userLocator, optionsCollection([])],
		prepare: (item) => ({
			kind: 'write',
			person: readUser(item),
			update: { ACTIVE: active ? 'Y' : 'N' },
			// The portal answers `true` even when it drops the change, so the person is read back.
			readBack: { select: ['ID', 'ACTIVE'] },
			confirms: true,
			finish({ id, user, unread }) {
				if (!user) {
					throw new NotConfirmed(
						`The portal took the change for the person with ID ${id}, but it could not be confirmed`,
						unread
							? `The person could not be read back: ${unread.message}. Check their status in the portal.`
							: 'The credential cannot see this person. Check their status in the portal.',
					);
				}
				if (flag(user.ACTIVE) !== active) {
					throw new NotConfirmed(
						`The person with ID ${id} is still ${active ? 'dismissed' : 'active'}`,
						'The portal ignores this change without saying so when the account behind the credential is not an administrator. Use an administrator’s webhook or account.',
					);
				}
				return { ID: id, ACTIVE: active };
			},
		}),
	};
}
