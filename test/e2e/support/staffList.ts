/** A staff list that does not agree with the portal: somebody new, moved, gone, and somebody who may not be. */
import type { Portal } from '../../portal';

export interface StaffList {
	rows: Array<Record<string, string>>;
	parameters: Record<string, unknown>;
	/** Of the mapper. */
	columns: Record<string, string>;
}

const COST_CENTER = 'CC-200';

/** People of one department, as a list that has the others of it. */
export function staffList(portal: Portal): StaffList {
	const department = portal.addDepartment({ NAME: 'Logistics' });
	const team = [...portal.people.values()]
		.filter(({ ACTIVE, USER_TYPE, ID }) => ACTIVE && USER_TYPE === 'employee' && ID > 30)
		.slice(0, 6);
	for (const person of team)
		Object.assign(person, {
			UF_DEPARTMENT: [department.ID],
			confirmCode: '',
			UF_USR_COST_CENTER: COST_CENTER,
		});
	const rows = team.slice(1).map((person, index) => ({
		Email: person.EMAIL,
		'First name': String(person.NAME ?? ''),
		'Last name': String(person.LAST_NAME ?? ''),
		Position: index === 0 ? 'Team lead' : String(person.WORK_POSITION ?? ''),
		'Cost center': COST_CENTER,
		Department: department.NAME,
	}));
	rows.push({
		Email: 'nina.new@example.com',
		'First name': 'Nina',
		'Last name': 'New',
		Position: 'Dispatcher',
		'Cost center': COST_CENTER,
		Department: department.NAME,
	});
	return {
		rows,
		parameters: {
			operation: 'sync',
			email: '={{ $json.Email }}',
			departments: '={{ $json.Department }}',
			onMissing: 'dismiss',
			scope: { departments: [department.ID] },
			brake: { maxDismissalPercent: 50 },
		},
		columns: {
			NAME: "={{ $json['First name'] }}",
			LAST_NAME: "={{ $json['Last name'] }}",
			WORK_POSITION: '={{ $json.Position }}',
			UF_USR_COST_CENTER: "={{ $json['Cost center'] }}",
		},
	};
}
