import { groupList, membersRequest } from '../../form/groupList';
import { optionsCollection } from '../../form/options';
import { paging, readLimit } from '../../form/paging';
import { person, readPerson } from '../../form/person';
import { handOn } from '../../plan/plans';
import type { HintTopic, Item, WholeOperation } from '../../plan/types';
import type { Row } from '../../transport/list';
import { andThen, attempt, type Cell } from '../../transport/types';
import { ownAccount } from './ownAccount';
import { isDismissed, namedPerson, type Named } from './encounter';
import { type Role, roleOf, rolesIn, rowsOf } from './members';

const OWN_LIST: HintTopic = {
	say: (people) => `Found out by the portal’s list of the credential’s own workgroups: ${people}`,
};

const WALKED: HintTopic = {
	say: (count) =>
		`The portal lists nobody’s workgroups but those of the credential’s own person. Found out for the others by looking at the members of all workgroups the credential can see: ${count}`,
};

const VISIBLE_ONLY: HintTopic = {
	say: () =>
		'The account behind the credential is not an administrator, so secret workgroups it is not in are missing',
};

const DISMISSED: HintTopic = {
	say: (people) =>
		`The portal does not show dismissed people in workgroups, though they stay in them. Of these only the workgroups they own are known: ${people}`,
};

export const getUserGroups: WholeOperation = {
	value: 'getUserGroups',
	name: 'Get Workgroups of User',
	action: 'Get workgroups of user',
	description: 'Get the workgroups a person is in, with their role in each',
	writes: false,
	properties: [...person, ...paging, optionsCollection([])],
	async weigh(items) {
		const [asker] = items;
		const read = items.map((item) =>
			attempt(() => ({ item, ref: readPerson(item), limit: readLimit(item) })),
		);
		const refs = read.flatMap((one) => (one.ok ? [one.value.ref] : []));
		const known = await asker.lookUp(refs, ['NAME', 'LAST_NAME', 'ACTIVE']);
		const people = read.map((one) =>
			andThen(one, ({ item, ref, limit }) => ({ item, limit, person: namedPerson(known, ref) })),
		);
		const { id: self, isAdmin } = await asker.ask(ownAccount);
		const asked = people.flatMap((one) => (one.ok ? [one.value.person.id] : []));
		const own = asked.includes(self) ? await ownGroups(asker) : [];
		const others = asked.some((id) => id !== self) ? await allGroups(asker) : [];
		return {
			items: people.map((one) =>
				andThen(one, ({ item, limit, person }) => {
					const isSelf = person.id === self;
					tell(item, person, { isSelf, isAdmin, groups: others.length });
					const rows = isSelf ? own : groupsOf(person, others);
					return handOn(rows.slice(0, limit).map((row) => ({ user: String(person.id), ...row })));
				}),
			),
			others: [],
		};
	},
};

/** How it was found out. */
function tell(
	item: Item,
	person: Named,
	{ isSelf, isAdmin, groups }: { isSelf: boolean; isAdmin?: boolean; groups: number },
): void {
	if (isSelf) return item.hint(OWN_LIST, person.label);
	item.hint(WALKED, String(groups));
	if (isAdmin === false) item.hint(VISIBLE_ONLY);
	if (isDismissed(person.row)) item.hint(DISMISSED, person.label);
}

async function ownGroups(asker: Item): Promise<Row[]> {
	const { requests } = await asker.read({
		requests: [{ method: 'sonet_group.user.groups', params: {}, safety: 'read' }],
	});
	const [answer] = requests;
	if (!answer.ok) throw answer.error;
	return rowsOf(answer.value.result).map(({ GROUP_ID, GROUP_NAME, ROLE }) =>
		shown(GROUP_ID, GROUP_NAME, roleOf(ROLE)),
	);
}

interface GroupWithRoles {
	row: Row;
	roles: ReadonlyMap<number, Role>;
}

/** All workgroups the credential can see, with their members: 50 to a request. */
async function allGroups(asker: Item): Promise<GroupWithRoles[]> {
	const { lists } = await asker.read({ lists: [groupList()] });
	const [groups] = lists;
	if (!groups.ok) throw groups.error;
	const { requests } = await asker.read({
		requests: groups.value.map(({ ID }) => membersRequest(Number(ID))),
	});
	return groups.value.map((row, at) => {
		const answer = requests[at];
		if (!answer.ok) throw answer.error;
		return { row, roles: rolesIn(answer.value) };
	});
}

function groupsOf({ id }: Named, groups: readonly GroupWithRoles[]): Row[] {
	return groups.flatMap(({ row, roles }) => {
		const role = roles.get(id) ?? (Number(row.OWNER_ID) === id ? 'owner' : undefined);
		return role ? [shown(row.ID, row.NAME, role)] : [];
	});
}

function shown(id: Cell, name: Cell, role: Role): Row {
	return { workgroup: String(id), NAME: name, role };
}
