/** How somebody stands in the portal. Two columns make four states, and only one of them is a field (server behaviour). */
import { hasSignedIn, isActive } from '../../../form/peopleList';
import type { HintTopic } from '../../../plan/types';
import type { Row } from '../../../transport/list';
import { userFields } from '../fields/question';

import { pendingAmong } from '../pending';
import type { Inclusion } from './index';

export type Status = 'invited' | 'awaitingApproval' | 'active' | 'dismissed';

const BY_SIGN_IN: HintTopic = {
	say: () =>
		'The portal does not tell who has accepted the invitation. Whoever is active and never signed in has the status "invited".',
};

const NOT_TOLD: HintTopic = {
	say: () =>
		'The credential may not see when people signed in (scope "user"), and the portal does not tell who has accepted the invitation, so the status is null.',
};

export const status: Inclusion = {
	select: ['ID', 'ACTIVE', 'LAST_LOGIN'],
	async of(rows, asker, hint) {
		const newcomers = rows.filter((row) => !hasSignedIn(row));
		const told = await pendingAmong(
			asker,
			newcomers.map(({ ID }) => Number(ID)),
		);
		const open = newcomers.filter(({ ID }) => told(Number(ID)) === undefined);
		const isHidden =
			open.length > 0 &&
			newcomers.length === rows.length &&
			!(await asker.ask(userFields)).fields.some(({ code }) => code === 'LAST_LOGIN');
		if (open.length > 0) hint(isHidden ? NOT_TOLD : BY_SIGN_IN);
		return rows.map((row) => {
			if (hasSignedIn(row)) return statusOf(row, false);
			const pending = told(Number(row.ID));
			if (pending !== undefined) return statusOf(row, pending);
			return isHidden ? null : statusOf(row, isActive(row));
		});
	},
};

function statusOf(row: Row, isPending: boolean): Status {
	if (isActive(row)) return isPending ? 'invited' : 'active';
	return isPending ? 'awaitingApproval' : 'dismissed';
}
