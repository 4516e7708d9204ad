/**
 * sonet_group.user.*: answers name those whose membership changed, and nobody else; the rest is left
 * out without a word. Errors have no code. (docs: api-reference/sonet-group/members/)
 */
import type { Context, Method } from '../server/context';
import { canJoin, isInside, mayListGroup, roleOf, setRole } from '../domain/groups';
import { RestError } from '../protocol/errors';
import type { Params, Php } from '../protocol/php';
import { toInt, toList, toText, upperKeys } from '../protocol/php';
import type { StoredPerson, Workgroup } from '../types';

const refusal = (text: string): RestError => new RestError(400, '', text);

/** The group, when it exists and the caller may know of it. */
function groupOf(value: Php | undefined, context: Context, wrong: string): Workgroup {
	const { state, caller } = context;
	const id = toInt(value);
	if (id <= 0) throw refusal(wrong);
	const group = state.workgroups.find(({ ID }) => ID === id);
	if (!group || !mayListGroup(group, caller, caller.isAdmin)) {
		throw refusal('Socialnetwork group not found');
	}
	return group;
}

function idsOf(value: Php | undefined): number[] {
	const ids = toList(value)
		.map(toInt)
		.filter((id) => id > 0);
	if (ids.length === 0) throw refusal('Wrong user IDs');
	return [...new Set(ids)];
}

/** A method on several members of a group; `change` says whether it changed something. */
function changing(
	demand: (group: Workgroup, context: Context) => void,
	prepare: (query: Params, context: Context) => (group: Workgroup, person: StoredPerson) => boolean,
): Method {
	return {
		scopes: ['sonet_group'],
		run(params, context) {
			const query = upperKeys(params);
			const { people } = context.state;
			if (toInt(query.GROUP_ID) <= 0) throw refusal('Wrong group ID');
			const ids = idsOf(query.USER_ID);
			const change = prepare(query, context);
			const group = groupOf(query.GROUP_ID, context, 'Wrong group ID');
			demand(group, context);
			const changed = ids.filter((id) => {
				const person = people.get(id);
				return person !== undefined && change(group, person);
			});
			return { result: changed.map(String) };
		},
	};
}

const administrator =
	(text: string) =>
	(_: Workgroup, { caller }: Context): void => {
		if (!caller.isAdmin) throw refusal(text);
	};

const add = changing(administrator('No permissions to add users'), () => (group, person) => {
	if (isInside(roleOf(group, person)) || !canJoin(person)) return false;
	setRole(group, person, 'K');
	return true;
});

/**
 * Leaves out oneself and everybody who has anything to do with the group already; who may not invite
 * gets an empty list instead of an error. (docs: sonet-group-user-invite.md)
 */
const invite = changing(
	() => undefined,
	(_, { caller }) =>
		(group, person) => {
			const mine = roleOf(group, caller);
			if (!caller.isAdmin && mine !== 'A' && mine !== 'E') return false;
			if (person === caller || roleOf(group, person) !== undefined || !canJoin(person)) {
				return false;
			}
			setRole(group, person, 'Z');
			return true;
		},
);

const UPDATE_REFUSED = 'No permissions to update users role';

const update = changing(administrator(UPDATE_REFUSED), (query) => {
	const wanted = toText(query.ROLE).toUpperCase();
	if (wanted !== 'E' && wanted !== 'K') throw refusal('Incorrect role code');
	return (group, person) => {
		const role = roleOf(group, person);
		if (role === 'A' || role === wanted || !isInside(role)) return false;
		setRole(group, person, wanted);
		return true;
	};
});

/** Owners and scrum masters stay; ownership has to be handed over first. */
const remove = changing(administrator(UPDATE_REFUSED), () => (group, person) => {
	const role = roleOf(group, person);
	if (role === undefined || role === 'A' || group.scrumMaster === person.ID) return false;
	setRole(group, person, undefined);
	return true;
});

/** Everybody inside who works here, in one answer; dismissed people are not shown. */
const get: Method = {
	scopes: ['sonet_group'],
	run(params, context) {
		const group = groupOf(upperKeys(params).ID, context, 'Wrong socialnetwork group ID');
		const result = [...context.state.people.values()].flatMap((person) => {
			const role = roleOf(group, person);
			return person.ACTIVE && isInside(role) ? [{ USER_ID: String(person.ID), ROLE: role }] : [];
		});
		return { result };
	},
};

/** The caller's own groups; there is no such list for anybody else. */
const groups: Method = {
	scopes: ['sonet_group'],
	run(_, { state, caller }) {
		const result = state.workgroups.flatMap((group) => {
			const role = roleOf(group, caller);
			if (!isInside(role)) return [];
			return [
				{
					GROUP_ID: String(group.ID),
					GROUP_NAME: group.NAME,
					ROLE: role,
					GROUP_IMAGE_ID: null,
					GROUP_IMAGE: '',
					IS_EXTRANET: group.EXTRANET ? 'Y' : 'N',
				},
			];
		});
		return { result };
	},
};

export const groupMemberMethods: Record<string, Method> = {
	'sonet_group.user.get': get,
	'sonet_group.user.groups': groups,
	'sonet_group.user.add': add,
	'sonet_group.user.invite': invite,
	'sonet_group.user.update': update,
	'sonet_group.user.delete': remove,
};
