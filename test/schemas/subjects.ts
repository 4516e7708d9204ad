/** How each operation comes to a thousand outputs: its form, its input items, and a portal that has what they name. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Portal } from '../portal';
import { everybody } from '../support/people';
import { columns, userBy } from '../support/portal';

/** Of each operation; `SCHEMA_OUTPUTS=1000` for a thorough look, which takes minutes. */
export const OUTPUTS = Number(process.env.SCHEMA_OUTPUTS ?? 60);

export interface Subject {
	parameters: INodeParameters;
	/** Default: one item, of which many outputs come. */
	items?: (portal: Portal) => IDataObject[];
	prepare?: (portal: Portal) => void;
}

const times = (make: (row: number) => IDataObject): IDataObject[] =>
	Array.from({ length: OUTPUTS }, (_, row) => make(row));

const repeated = () => times((row) => ({ row }));

const employees = (portal: Portal) =>
	everybody(portal).filter((id) => {
		const person = portal.people.get(id);
		return person?.ACTIVE && person.USER_TYPE === 'employee' && id > 100;
	});

/** Each employee in turn; none twice while there are enough. */
const each = (portal: Portal): IDataObject[] => {
	const ids = employees(portal);
	return times((row) => ({ row, id: ids[row % ids.length] }));
};

const user = userBy('id', '={{ $json.id }}');
const address = ({ row }: { row: number }) => `schema.${row}@new.example`;
const mapped = columns({ WORK_POSITION: '={{ $json.row % 3 ? "Position " + $json.row : "" }}' });
const newcomers = () => times((row) => ({ row, email: address({ row }) }));
const invitation = { email: '={{ $json.email }}', departments: [1, 3], fields: mapped };

const units = (portal: Portal) => portal.departments.filter(({ ID }) => ID > 1);
const inUnits = (portal: Portal): IDataObject[] => {
	const ids = units(portal).map(({ ID }) => ID);
	return each(portal).map((item, row) => ({ ...item, department: ids[row % ids.length] }));
};
const department = { __rl: true, mode: 'id', value: '={{ $json.department }}' };

/** Units that only one item each speaks of. */
const manyUnits = (portal: Portal) => {
	const [, model] = portal.departments;
	for (let row = 0; row < OUTPUTS; row++) {
		portal.departments.push({ ...model, ID: 20_000 + row, NAME: `D${row}`, PARENT: 1 });
	}
};

/** Workgroups likewise. */
const manyGroups = (portal: Portal) => {
	const [model] = portal.workgroups;
	for (let row = 0; row < OUTPUTS; row++) {
		portal.workgroups.push({ ...structuredClone(model), ID: 10_000 + row, NAME: `G${row}` });
	}
};

const inGroups = (portal: Portal): IDataObject[] => {
	const ids = portal.workgroups.map(({ ID }) => ID);
	return each(portal).map((item, row) => ({ ...item, group: ids[row % ids.length] }));
};
const workgroup = { __rl: true, mode: 'id', value: '={{ $json.group }}' };
const joined = (portal: Portal) => {
	const groups = portal.workgroups;
	employees(portal).forEach((id, row) => {
		portal.people.get(id)?.workgroups.push(groups[row % groups.length].ID);
	});
};

/** As many custom fields as there are outputs, one list among so many. */
const manyFields = (portal: Portal, listEvery = 3) => {
	const [text] = portal.customFields.filter(({ USER_TYPE_ID }) => USER_TYPE_ID === 'string');
	const [list] = portal.customFields.filter(({ USER_TYPE_ID }) => USER_TYPE_ID === 'enumeration');
	for (let row = 0; row < OUTPUTS; row++) {
		const made = structuredClone(row % listEvery === 0 ? list : text);
		portal.customFields.push({ ...made, ID: 5_000 + row, FIELD_NAME: `UF_USR_S${row}` });
	}
};
const field = { __rl: true, mode: 'code', value: '={{ "UF_USR_S" + $json.row }}' };

export const SUBJECTS: Readonly<Record<string, Readonly<Record<string, Subject>>>> = {
	user: {
		dismiss: { parameters: { user, options: { maxPeople: OUTPUTS } }, items: each },
		get: { parameters: { user }, items: each },
		getAll: { parameters: { returnAll: true } },
		getCurrent: { parameters: {}, items: repeated },
		getFields: { parameters: {}, prepare: (portal) => manyFields(portal) },
		invite: { parameters: invitation, items: newcomers },
		offboard: { parameters: { user, options: { maxPeople: OUTPUTS } }, items: each },
		reinstate: { parameters: { user }, items: each },
		search: {
			parameters: { phrase: '={{ $json.phrase }}', returnAll: true },
			items: () => ['a', 'e', 'i', 's', 'm'].map((phrase) => ({ phrase })),
		},
		sync: {
			parameters: {
				email: '={{ $json.email }}',
				departments: [1],
				fields: mapped,
				preview: true,
			},
			items: (portal) =>
				each(portal).map((item, row) => ({
					row,
					email: row % 2 ? address({ row }) : portal.people.get(Number(item.id))?.EMAIL,
				})),
		},
		update: {
			parameters: { user, fields: columns({ NAME: '={{ "N" + $json.row }}' }) },
			items: each,
		},
		upsert: {
			parameters: invitation,
			items: (portal) =>
				each(portal).map((item, row) => ({
					row,
					email: row % 2 ? address({ row }) : portal.people.get(Number(item.id))?.EMAIL,
				})),
		},
	},
	department: {
		addMember: { parameters: { user, department }, items: inUnits },
		create: {
			parameters: {
				name: '={{ "Unit " + $json.row }}',
				parent: { __rl: true, mode: 'id', value: '1' },
			},
			items: repeated,
		},
		delete: {
			parameters: { department },
			items: () => times((row) => ({ row, department: 20_000 + row })),
			prepare: manyUnits,
		},
		get: { parameters: { department }, items: inUnits },
		getAll: {
			parameters: { returnAll: true },
			items: () => Array.from({ length: 20 }, (_, row) => ({ row })),
		},
		getMembers: {
			parameters: {
				department: { __rl: true, mode: 'id', value: '1' },
				withBelow: true,
				returnAll: true,
			},
		},
		moveMember: { parameters: { user, department }, items: inUnits },
		removeMember: {
			parameters: { user, department },
			items: inUnits,
			prepare(portal) {
				for (const { id, department: unit } of inUnits(portal)) {
					const person = portal.people.get(Number(id));
					if (person) person.UF_DEPARTMENT = [1, Number(unit)];
				}
			},
		},
		update: {
			parameters: { department, updateFields: { name: '={{ "Renamed " + $json.row }}' } },
			items: () => times((row) => ({ row, department: 20_000 + row })),
			prepare: manyUnits,
		},
	},
	workgroup: {
		addMember: { parameters: { user, workgroup }, items: inGroups },
		changeRole: {
			parameters: { user, workgroup, role: 'moderator' },
			items: inGroups,
			prepare: joined,
		},
		get: { parameters: { workgroup }, items: inGroups },
		getAll: {
			parameters: { returnAll: true },
			items: () => Array.from({ length: 100 }, (_, row) => ({ row })),
		},
		getMembers: {
			parameters: { workgroup, returnAll: true },
			items: (portal) => portal.workgroups.map(({ ID }) => ({ group: ID })),
			prepare: joined,
		},
		getUserGroups: { parameters: { user, returnAll: true }, items: each, prepare: joined },
		removeMember: { parameters: { user, workgroup }, items: inGroups, prepare: joined },
		setOwner: {
			parameters: { user, workgroup },
			items: (portal) => each(portal).map((item, row) => ({ ...item, group: 10_000 + row })),
			prepare: manyGroups,
		},
	},
	customField: {
		create: {
			parameters: {
				code: '={{ "NEW" + $json.row }}',
				label: 'New',
				type: '={{ $json.row % 2 ? "string" : "enumeration" }}',
				options: { values: '={{ $json.row % 2 ? "" : "a;b" }}' },
			},
			items: repeated,
		},
		delete: {
			parameters: { field, options: { confirm: '={{ "UF_USR_S" + $json.row }}' } },
			items: repeated,
			prepare: (portal) => manyFields(portal),
		},
		getAll: { parameters: { returnAll: true }, prepare: (portal) => manyFields(portal) },
		syncValues: {
			parameters: { field, values: '={{ "a;b;" + $json.row }}' },
			items: repeated,
			prepare: (portal) => manyFields(portal, 1),
		},
		update: {
			parameters: { field, updateFields: { label: '={{ "Label " + $json.row }}' } },
			items: repeated,
			prepare: (portal) => manyFields(portal),
		},
	},
};
