/**
 * What people, sheets and other programs put into the parameters of departments, workgroups and custom fields: one list. Each
 * value comes by an expression, as it does from a table, in the second of two items; the first one is good.
 */
import { fieldBy, form as fieldForm } from '../customFields';
import { userBy } from '../portal';
import { form as groupForm, groupBy } from '../workgroups';
import type { BadInput } from './row';

const TYPED = '={{ $json.value }}';

const by = (mode: 'id' | 'path', value: string) => ({ __rl: true, mode, value });

const department = (operation: string, parameters: object): BadInput['form'] => ({
	resource: 'department',
	operation,
	...parameters,
});

const create = (more: object) =>
	fieldForm('create', { code: '={{ $json.code }}', label: 'Locker', type: 'string', ...more });

const LIST = fieldBy('code', '1724228142162');

/** Parameters: the form with the value in it, and a value that is good in it. */
const parameters = {
	'department get: Department by name': {
		form: department('get', { department: by('path', TYPED) }),
		good: 'Sales',
	},
	'department get: Department by ID': {
		form: department('get', { department: by('id', TYPED) }),
		good: 17,
	},
	'department create: Name': {
		form: department('create', { name: TYPED, parent: by('path', 'Sales') }),
		good: 'North',
	},
	'department create: Parent': {
		form: department('create', { name: 'North', parent: by('path', TYPED) }),
		good: 'Sales',
	},
	'department update: Name': {
		form: department('update', {
			department: by('path', 'Sales / Support'),
			updateFields: { name: TYPED },
		}),
		good: 'Help',
	},
	'department update: Head': {
		form: department('update', {
			department: by('path', 'Sales / Support'),
			updateFields: { head: TYPED },
		}),
		good: 3,
	},
	'department update: Sort': {
		form: department('update', {
			department: by('path', 'Sales / Support'),
			updateFields: { sort: TYPED },
		}),
		good: 100,
	},
	'department delete: Move To': {
		form: department('delete', {
			department: by('path', '={{ $json.row === 1 ? "Sales / Quality" : "Sales / Support" }}'),
			options: { moveTo: TYPED },
		}),
		good: 'IT',
	},
	'department moveMember: From': {
		form: department('moveMember', {
			user: userBy('id', 3),
			department: by('path', 'Sales'),
			from: by('path', TYPED),
		}),
		good: 'Northwind & Sons',
	},
	'workgroup get: Workgroup by ID': {
		form: groupForm('get', { workgroup: groupBy('id', TYPED) }),
		good: 1,
	},
	'workgroup get: Workgroup by name': {
		form: groupForm('get', { workgroup: groupBy('name', TYPED) }),
		good: 'Project Alpha',
	},
	'workgroup get: Workgroup as a whole': {
		form: groupForm('get', { workgroup: TYPED }),
		good: 1,
	},
	'workgroup addMember: User': {
		form: groupForm('addMember', { workgroup: groupBy('id', 1), user: userBy('id', TYPED) }),
		good: 5,
	},
	'workgroup addMember: Invite': {
		form: groupForm('addMember', {
			workgroup: groupBy('id', 1),
			user: userBy('id', 5),
			options: { invite: TYPED },
		}),
		good: true,
	},
	'workgroup changeRole: Role': {
		form: groupForm('changeRole', {
			workgroup: groupBy('id', 1),
			user: userBy('id', 3),
			role: TYPED,
		}),
		good: 'moderator',
	},
	'workgroup getAll: Limit': {
		form: groupForm('getAll', { limit: TYPED }),
		good: 1,
	},
	'customField update: Field by code': {
		form: fieldForm('update', {
			field: fieldBy('code', TYPED),
			updateFields: { label: 'Pass' },
		}),
		good: 'BADGE',
	},
	'customField update: Field by ID': {
		form: fieldForm('update', { field: fieldBy('id', TYPED), updateFields: { label: 'Pass' } }),
		good: 178,
	},
	'customField update: Field as a whole': {
		form: fieldForm('update', { field: TYPED, updateFields: { label: 'Pass' } }),
		good: 'UF_USR_BADGE',
	},
	'customField create: Code': { form: create({ code: TYPED }), good: 'LOCKER' },
	'customField create: Label': { form: create({ label: TYPED }), good: 'Locker' },
	'customField create: Type': { form: create({ type: TYPED }), good: 'Yes or No' },
	'customField create: Multiple': { form: create({ options: { multiple: TYPED } }), good: 'no' },
	'customField create: Settings': {
		form: create({ options: { settings: TYPED } }),
		good: '{"ROWS":3}',
	},
	'customField syncValues: Values': {
		form: fieldForm('syncValues', { field: LIST, values: TYPED }),
		good: 'S; M',
	},
	'customField delete: Confirm': {
		form: fieldForm('delete', { field: fieldBy('code', 'BADGE'), options: { confirm: TYPED } }),
		good: 'UF_USR_BADGE',
	},
};

type Parameter = keyof typeof parameters;

const EMPTY_PLACE = 'is what programs write where a value is missing or a formula went wrong';
const MEND = 'Mend it where it comes from, or leave the value empty.';
const NO_TEXT = 'Enter a text, or check the expression: it may need the name of a field';
const LOOK_IT_UP = 'Enter the name or the path of a department as the company structure shows it';
const DIGITS = 'Enter a positive whole number, e.g. 15, or choose "By Name or Path"';
const NO_NAME = 'stands for no value, and nothing is called that';
const LEAVE_OUT = 'Enter a name, or leave the row out.';
const GROUP_ID =
	'Enter a positive whole number, e.g. 12. The link to the workgroup holds it. For a name choose By Name.';
const GROUP_NAME = 'Check the name. Secret workgroups are visible';
const PERSON_ID = 'Enter a positive whole number, e.g. 12. For an address choose By Email';
const ROLES = 'Use one of: member, moderator.';
const LIMIT = 'Enter a number such as 50.';
const CODE = 'Use Latin letters, digits and _, at most 50 of them';
const BY_CODE = 'Enter a positive whole number, e.g. 12. For a code choose By Code.';
const LOOK_UP = 'Choose it from the list, or look its code up with Get Many.';
const TYPES = 'Use one of: address, crm, crm_status, date';
const JSON_OBJECT = 'Enter JSON such as {"ROWS": 3}.';
const NOT_CONFIRMED = 'Deleting a field deletes its values and cannot be undone.';
const EXPRESSION = 'Switch the field from Fixed to Expression.';

const LONG = 'x'.repeat(5_000);
const CUT = `"${'x'.repeat(40)}…"`;
const OTHER_STRUCTURE =
	'https://other.bitrix24.com/company/structure.php?structure_UF_DEPARTMENT=17';
const OTHER_GROUP = 'https://other.bitrix24.com/workgroups/group/1/';

type Typed = [parameter: Parameter, value: unknown, sees: string, advice: string];

const noDepartment = (value: unknown, shown = `"${String(value)}"`, advice = LOOK_IT_UP): Typed => [
	'department get: Department by name',
	value,
	`There is no department ${shown}`,
	advice,
];

const notCalled = (parameter: Parameter, label: string, value: unknown): Typed => [
	parameter,
	value,
	`Parameter "${label}": "${String(value)}" ${NO_NAME}`,
	LEAVE_OUT,
];

const broken = (parameter: Parameter, label: string, value: string): Typed => [
	parameter,
	value,
	`Parameter "${label}": "${value}" ${EMPTY_PLACE}`,
	MEND,
];

const noGroupId = (value: unknown, shown = `"${String(value)}"`): Typed => [
	'workgroup get: Workgroup by ID',
	value,
	`Parameter "Workgroup": ${shown} is not the ID of a workgroup`,
	GROUP_ID,
];

const noGroup = (value: string, shown = `"${value}"`, advice = GROUP_NAME): Typed => [
	'workgroup get: Workgroup by name',
	value,
	`There is no workgroup called ${shown} that this credential can see`,
	advice,
];

const noRole = (value: unknown, shown = `"${String(value)}"`): Typed => [
	'workgroup changeRole: Role',
	value,
	`Parameter "Role": ${shown} is none of the values there are`,
	ROLES,
];

const noCode = (value: unknown, shown = `"${String(value)}"`): Typed => [
	'customField create: Code',
	value,
	`Parameter "Code": ${shown} cannot be the code of a custom field`,
	CODE,
];

const noType = (value: unknown, shown = `"${String(value)}"`): Typed => [
	'customField create: Type',
	value,
	`Parameter "Type": ${shown} is none of the types there are`,
	TYPES,
];

const rows: Typed[] = [
	broken('department get: Department by name', 'Department', '#N/A'),
	broken('department get: Department by name', 'Department', '#ССЫЛКА!'),
	broken('department create: Parent', 'Parent', '[object Object]'),
	broken('department delete: Move To', 'Move To', 'undefined'),
	broken('department create: Name', 'Name', '#REF!'),
	noDepartment('n/a'),
	noDepartment('all'),
	noDepartment('*'),
	noDepartment('%'),
	noDepartment(0),
	noDepartment(-1),
	noDepartment('1e3'),
	noDepartment('１７'),
	noDepartment('#17'),
	noDepartment('DR17'),
	noDepartment(true),
	noDepartment('😀'),
	noDepartment(LONG, CUT),
	noDepartment('Отдел продаж'),
	noDepartment('Sales (ID 17)', undefined, 'Near it come: Sales (ID 17).'),
	noDepartment('Sales; IT', undefined, 'Near it come: Sales (ID 17).'),
	noDepartment('["Sales","IT"]', '"["Sales","IT"]"', 'Near it come: Sales (ID 17).'),
	noDepartment(OTHER_STRUCTURE, '"https://other.bitrix24.com/company/struc…"'),
	[
		'department get: Department by ID',
		'17,5',
		'Parameter "Department": "17,5" is not the ID of a department',
		DIGITS,
	],
	[
		'department get: Department by ID',
		'ID 17',
		'Parameter "Department": "ID 17" is not the ID of a department',
		DIGITS,
	],
	[
		'department get: Department by ID',
		0,
		'Parameter "Department": "0" is not the ID of a department',
		DIGITS,
	],
	...['null', '-', '—', 0, true].map((value) =>
		notCalled('department create: Name', 'Name', value),
	),
	...['None', '…'].map((value) => notCalled('department update: Name', 'Name', value)),
	[
		'department create: Name',
		'Sales > North',
		'Parameter "Name": "Sales > North" holds ">", which stands between the departments of a path',
		'Enter the name alone, and what stands above it under "Parent".',
	],
	[
		'department create: Name',
		LONG,
		`Parameter "Name": ${CUT} has 5000 characters`,
		'The portal keeps 255 at the most.',
	],
	['department create: Name', ['North', 'South'], 'Parameter "Name": A list is no text', NO_TEXT],
	[
		'department update: Head',
		{ ID: '3', NAME: 'John' },
		'Parameter "Head": An object is not the ID of a person',
		PERSON_ID,
	],
	[
		'department update: Head',
		'John Smith',
		'Parameter "Head": "John Smith" is not the ID of a person',
		PERSON_ID,
	],
	[
		'department update: Sort',
		'first',
		'Parameter "Sort": "first" is not a whole number',
		'Enter digits only, e.g. 12.',
	],
	[
		'department update: Sort',
		1.5,
		'Parameter "Sort": "1.5" is not a whole number',
		'Enter digits only, e.g. 12.',
	],
	['department moveMember: From', '', 'The parameter "From" is empty', 'Choose a department'],
	['department moveMember: From', 'everywhere', 'There is no department "everywhere"', LOOK_IT_UP],

	broken('workgroup get: Workgroup by ID', 'Workgroup', '#N/A'),
	broken('workgroup get: Workgroup by name', 'Workgroup', '[object Object]'),
	...['all', 0, -1, '1e3', '№1', '1, 2', '[1]', 'Project Alpha', true, '😀'].map((value) =>
		noGroupId(value),
	),
	noGroupId(OTHER_GROUP, '"https://other.bitrix24.com/workgroups/gr…"'),
	noGroupId(LONG, CUT),
	noGroup('n/a'),
	noGroup('Проект Альфа'),
	noGroup(LONG, CUT),
	noGroup('Projekt Alpha', undefined, 'Names that come near: Project Alpha.'),
	noGroup('Project Alpha (ID 1)', undefined, 'Names that come near: Project Alpha.'),
	[
		'workgroup get: Workgroup as a whole',
		{ ID: '1', NAME: 'Project Alpha' },
		'Parameter "Workgroup": An object is no text',
		NO_TEXT,
	],
	[
		'workgroup get: Workgroup as a whole',
		['1', '2'],
		'Parameter "Workgroup": A list is no text',
		NO_TEXT,
	],
	[
		'workgroup addMember: User',
		'all',
		'Parameter "User": "all" is not the ID of a person',
		PERSON_ID,
	],
	[
		'workgroup addMember: User',
		'5, 6',
		'Parameter "User": "5, 6" is not the ID of a person',
		PERSON_ID,
	],
	[
		'workgroup addMember: User',
		[5],
		'Parameter "User": A list is not the ID of a person',
		PERSON_ID,
	],
	[
		'workgroup addMember: User',
		'https://other.bitrix24.com/company/personal/user/5/',
		'Parameter "User": "https://other.bitrix24.com/company/perso…" leads to another portal than the credential',
		'Copy the link in the portal of the credential',
	],
	[
		'workgroup addMember: Invite',
		'',
		'The option "Invite" is empty',
		'Turn it on or off, or check the expression',
	],
	[
		'workgroup addMember: Invite',
		'maybe',
		'Parameter "Invite": "maybe" is neither yes nor no',
		'Enter yes or no',
	],
	...['Owner', 'K', 'Модератор', '0', 'null', true].map((value) => noRole(value)),
	[
		'workgroup getAll: Limit',
		'all',
		'Parameter "Limit": "all" is not a positive whole number',
		LIMIT,
	],
	['workgroup getAll: Limit', -5, 'Parameter "Limit": "-5" is not a positive whole number', LIMIT],
	[
		'workgroup getAll: Limit',
		{},
		'Parameter "Limit": An object is not a positive whole number',
		LIMIT,
	],

	broken('customField update: Field by code', 'Field', 'undefined'),
	broken('customField create: Code', 'Code', '#N/A'),
	broken('customField create: Label', 'Label', '#NAME?'),
	[
		'customField update: Field by code',
		'Cost center',
		'Parameter "Field": "Cost center" cannot be the code of a custom field',
		CODE,
	],
	[
		'customField update: Field by code',
		'BADGES',
		'There is no custom field with the code UF_USR_BADGES',
		'Codes that come near: UF_USR_BADGE.',
	],
	[
		'customField update: Field by code',
		'all',
		'There is no custom field with the code UF_USR_ALL',
		LOOK_UP,
	],
	[
		'customField update: Field by ID',
		'BADGE',
		'Parameter "Field": "BADGE" is not the ID of a custom field',
		BY_CODE,
	],
	[
		'customField update: Field by ID',
		0,
		'Parameter "Field": "0" is not the ID of a custom field',
		BY_CODE,
	],
	[
		'customField update: Field as a whole',
		{ code: 'UF_USR_BADGE' },
		'Parameter "Field": An object is no text',
		NO_TEXT,
	],
	...['-', '*', '😀', '1.5', 'Шкаф', 'LOCKER; DESK', '["LOCKER"]', '_'].map((value) =>
		noCode(value),
	),
	noCode(LONG, CUT),
	...['null', 0, true].map((value) => notCalled('customField create: Code', 'Code', value)),
	...['null', '-', '0'].map((value) => notCalled('customField create: Label', 'Label', value)),
	[
		'customField create: Label',
		LONG,
		`Parameter "Label": ${CUT} has 5000 characters`,
		'The portal keeps 255 at the most.',
	],
	...['Число', 'select', 0, 'all'].map((value) => noType(value)),
	noType([], 'A list'),
	[
		'customField create: Type',
		'{{ $json.type }}',
		'Parameter "Type": "{{ $json.type }}" is an expression that was not carried out',
		EXPRESSION,
	],
	[
		'customField create: Multiple',
		null,
		'Parameter "Multiple": "null" is neither yes nor no',
		'Enter yes or no',
	],
	[
		'customField create: Settings',
		'{ROWS: 3}',
		'Parameter "Settings": "{ROWS: 3}" is no object',
		JSON_OBJECT,
	],
	[
		'customField create: Settings',
		'{{ $json.settings }}',
		'Parameter "Settings": "{{ $json.settings }}" is an expression that was not carried out',
		EXPRESSION,
	],
	['customField syncValues: Values', '#N/A', `Parameter "Values": "#N/A" ${EMPTY_PLACE}`, MEND],
	['customField syncValues: Values', [['S']], 'Parameter "Values": A list is no text', NO_TEXT],
	[
		'customField syncValues: Values',
		['S', LONG],
		`Parameter "Values": ${CUT} has 5000 characters`,
		'The portal keeps 255 at the most.',
	],
	[
		'customField delete: Confirm',
		LONG,
		`${CUT} in the option "Confirm" is not the code of the field, UF_USR_BADGE: 1 person has a value in it`,
		NOT_CONFIRMED,
	],
	[
		'customField delete: Confirm',
		true,
		'"true" in the option "Confirm" is not the code of the field, UF_USR_BADGE: 1 person has a value in it',
		NOT_CONFIRMED,
	],
	['customField delete: Confirm', ['UF_USR_BADGE'], 'Option "Confirm": A list is no text', NO_TEXT],
];

/** Both items, and what is seen of the second one: nothing is sent, neither for the good one. */
export const typed: BadInput[] = rows.map(([parameter, value, sees, advice]) => ({
	enters: `${parameter}: ${(JSON.stringify(value) ?? 'nothing').slice(0, 60)}`,
	form: parameters[parameter].form,
	items: [
		{ row: 1, code: 'LOCKER', value: parameters[parameter].good },
		{ row: 2, code: 'DRAWER', value },
	],
	sees,
	advice,
	item: 1,
}));
