import { optionsCollection } from '../../form/options';
import { paging, readLimit } from '../../form/paging';
import { handOn } from '../../plan/plans';
import type { HintTopic, Known, Ref, WholeOperation } from '../../plan/types';
import type { Row } from '../../transport/list';
import { andThen, attempt } from '../../transport/types';
import { membersOf, namedGroup, type Named } from './encounter';
import { readWorkgroup, workgroupLocator } from './form';
import type { Role } from './members';

const NAME_FIELDS = ['NAME', 'LAST_NAME', 'EMAIL'];

const CODES = ['workgroup', 'ID', ...NAME_FIELDS, 'role'];

const OUT_OF_SIGHT: HintTopic = {
	say: (groups) =>
		`The portal shows active people only. Dismissed people stay members and owners, but are not in this list: ${groups}`,
};

export const getMembers: WholeOperation = {
	value: 'getMembers',
	name: 'Get Members',
	action: 'Get members of workgroup',
	description: 'Get the active people of a workgroup, with names and roles',
	writes: false,
	properties: [workgroupLocator, ...paging, optionsCollection([])],
	async weigh(items) {
		const [asker] = items;
		const read = items.map((item) =>
			attempt(() => ({ item, ref: readWorkgroup(item), limit: readLimit(item) })),
		);
		const refs = read.flatMap((one) => (one.ok ? [one.value.ref] : []));
		const known = await asker.lookUp(refs);
		const groups = read.map((one) =>
			andThen(one, ({ item, ref, limit }) => ({ item, limit, group: namedGroup(known, ref) })),
		);
		const roles = await membersOf(
			asker,
			groups.flatMap((one) => (one.ok ? [one.value.group.id] : [])),
		);
		const lists = groups.map((one) =>
			andThen(one, ({ item, limit, group }) => {
				const all = roles(group.id);
				if (isShort(group, all)) item.hint(OUT_OF_SIGHT, group.label);
				return { group, members: [...all].slice(0, limit) };
			}),
		);
		const people = await asker.lookUp(
			lists.flatMap((one) => (one.ok ? one.value.members.map(([id]) => refOf(id)) : [])),
			NAME_FIELDS,
		);
		return {
			items: lists.map((one) =>
				andThen(one, ({ group, members }) =>
					handOn(
						members.map((member) => rowOf(group.id, member, people)),
						{ codes: CODES },
					),
				),
			),
			others: [],
		};
	},
};

function refOf(id: number): Ref {
	return { of: 'user', by: 'id', value: String(id) };
}

function rowOf(group: number, [id, role]: [number, Role], people: Known): Row {
	return { ...people.row(refOf(id)), workgroup: String(group), ID: String(id), role };
}

/** Whether the workgroup has somebody whom the portal did not show. */
function isShort({ row }: Named, shown: ReadonlyMap<number, Role>): boolean {
	return Number(row.NUMBER_OF_MEMBERS) > shown.size || !shown.has(Number(row.OWNER_ID));
}
