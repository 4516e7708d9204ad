/** sonet_group.get and setowner. (docs: api-reference/sonet-group/) */
import type { Method } from '../server/context';
import { page } from '../server/context';
import { isInside, mayListGroup, roleOf, setRole } from '../domain/groups';
import { RestError } from '../protocol/errors';
import type { Params } from '../protocol/php';
import { entriesOf, toInt, upperKeys } from '../protocol/php';
import { matchesRow, sortRows } from '../protocol/rowFilter';
import type { PortalState } from '../domain/state';
import type { Workgroup } from '../types';

/** The documented operators, and no others. (docs: sonet-group-get.md) */
const OPERATORS = ['', '!', '<', '<=', '>', '>=', '><', '!><', '?', '=', '!=', '%', '!%'];

const flag = (value: boolean): string => (value ? 'Y' : 'N');

function membersOf(group: Workgroup, state: PortalState): number {
	let count = 0;
	for (const person of state.people.values()) if (isInside(roleOf(group, person))) count += 1;
	return count;
}

const FOUNDED = '2024-01-15T11:30:00+02:00';

function row(group: Workgroup) {
	return {
		ID: String(group.ID),
		SITE_ID: group.EXTRANET ? 'ex' : 's1',
		NAME: group.NAME,
		DESCRIPTION: null,
		DATE_CREATE: FOUNDED,
		DATE_UPDATE: FOUNDED,
		ACTIVE: flag(group.ACTIVE),
		VISIBLE: flag(group.VISIBLE !== false),
		OPENED: 'N',
		CLOSED: flag(group.CLOSED === true),
		SUBJECT_ID: '1',
		OWNER_ID: String(group.OWNER_ID ?? 1),
		KEYWORDS: null,
		DATE_ACTIVITY: FOUNDED,
		SUBJECT_NAME: 'Workgroups',
		PROJECT: flag(group.scrumMaster !== undefined),
		IS_EXTRANET: flag(group.EXTRANET),
	};
}

/** A page past the end is the first one again. IS_ADMIN is honoured from administrators only. */
const get: Method = {
	scopes: ['sonet_group'],
	run(params, { state, caller, start }) {
		const query = upperKeys(params);
		const seesAll = caller.isAdmin && query.IS_ADMIN === 'Y';
		const filter: Params = { ...upperKeys(query.FILTER) };
		if (query.GROUP_ID !== undefined) filter['=ID'] = query.GROUP_ID;
		const order = entriesOf(upperKeys(query.ORDER)) ?? [];
		const rows = sortRows(
			state.workgroups
				.filter((group) => mayListGroup(group, caller, seesAll))
				.filter((group) => matchesRow(row(group), filter, OPERATORS)),
			row,
			order.length > 0 ? order : [['ID', 'DESC']],
		);
		return page(
			rows,
			start,
			(group) => ({ ...row(group), NUMBER_OF_MEMBERS: String(membersOf(group, state)) }),
			'first',
		);
	},
};

const refusal = (text: string): RestError => new RestError(400, '', text);

/** The former owner stays as a member, on some portals as a moderator. (docs: sonet-group-set-owner.md; server behaviour) */
const setOwner: Method = {
	scopes: ['sonet_group'],
	run(params, { state, caller }) {
		const query = upperKeys(params);
		const group = state.workgroups.find(({ ID }) => ID === toInt(query.GROUP_ID));
		if (!group) throw refusal('Invalid workgroup/project ID');
		if (toInt(query.USER_ID) <= 0) throw refusal('Invalid user ID');
		if (!caller.isAdmin && (group.OWNER_ID ?? 1) !== caller.ID) {
			throw refusal('Insufficient permissions to complete the operation.');
		}
		const heir = state.people.get(toInt(query.USER_ID));
		if (!heir?.ACTIVE) throw refusal('Cannot complete operation.');
		const former = state.people.get(group.OWNER_ID ?? 1);
		if (former === heir) return { result: true };
		setRole(group, heir, 'K');
		group.OWNER_ID = heir.ID;
		const { formerOwner = 'member' } = state.options.quirks ?? {};
		if (former) setRole(group, former, formerOwner === 'member' ? 'K' : 'E');
		return { result: true };
	},
};

export const workgroupMethods: Record<string, Method> = {
	'sonet_group.get': get,
	'sonet_group.setowner': setOwner,
};
