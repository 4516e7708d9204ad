/** Departments: what people enter, and what the portal refuses (b24restdocs `api-reference/departments/`). */
import type { Portal } from '../../portal';
import { userBy } from '../portal';
import type { BadInput, Entered } from './row';

type Form = Entered['form'];

const form = (operation: string, parameters: object): Form => ({
	resource: 'department',
	operation,
	...parameters,
});

const by = (mode: 'list' | 'id' | 'path', value: unknown) => ({
	__rl: true,
	mode,
	value: value as string,
});

const get = (mode: 'list' | 'id' | 'path', value: unknown) =>
	form('get', { department: by(mode, value) });

const create = (name: unknown, parent: object = by('path', 'Sales'), options: object = {}) =>
	form('create', { name, parent, options });

const update = (updateFields: object, department: object = by('path', 'Sales')) =>
	form('update', { department, updateFields });

const remove = (department: object, options: object = {}) =>
	form('delete', { department, options });

const member = (operation: string, user: unknown, department: unknown, more: object = {}) =>
	form(operation, { user: userBy('id', user), department: by('path', department), ...more });

const put = (portal: Portal, id: number, departments: number[]) => {
	const person = portal.people.get(id);
	if (person) person.UF_DEPARTMENT = departments;
};

const EMPTY = 'Choose a department, or check the expression: the item may lack the value it reads.';

const MEANT =
	'Enter the path or the ID of one of them: Sales / Planning (ID 56), Marketing / Planning (ID 51), Production / Planning (ID 46), Finance / Planning (ID 41), Human Resources / Planning (ID 36), IT / Planning (ID 31), ….';

/** Which department is meant. */
export const whichDepartment: BadInput[] = [
	{
		enters: 'nothing',
		form: get('list', '={{ "" }}'),
		sees: 'The parameter "Department" is empty',
		advice: EMPTY,
	},
	{
		enters: 'an expression whose field the item lacks',
		form: get('path', '={{ $json.team }}'),
		sees: 'The parameter "Department" is empty',
		advice: EMPTY,
	},
	{
		enters: 'a name under By ID',
		form: get('id', 'Sales'),
		sees: 'Parameter "Department": "Sales" is not the ID of a department',
		advice:
			'Enter a positive whole number, e.g. 15, or choose "By Name or Path" to name the department.',
	},
	{
		enters: 'an ID below zero',
		form: get('id', -1),
		sees: 'Parameter "Department": "-1" is not the ID of a department',
		advice: 'Enter a positive whole number, e.g. 15',
	},
	{
		enters: 'an expression as plain text',
		form: get('path', ' {{ $json.department }}'),
		sees: 'Parameter "Department": "{{ $json.department }}" is an expression that was not carried out',
		advice: 'Switch the field from Fixed to Expression',
	},
	{
		enters: 'an object',
		form: get('path', '={{ ({ "a": 1 }) }}'),
		sees: 'Parameter "Department": An object is no text',
		advice: 'Enter a text, or check the expression',
	},
	{
		enters: 'an object in place of the whole parameter',
		form: form('get', { department: '={{ ({ "name": "Sales" }) }}' }),
		sees: 'Parameter "Department": An object is no text',
		advice: 'Enter a text, or check the expression',
	},
	{
		enters: 'two departments where one is meant',
		form: get('path', '={{ ["Sales", "IT"] }}'),
		sees: 'Parameter "Department": A list is no text',
		advice: 'Enter a text, or check the expression',
	},
	{
		enters: 'an ID there is none of',
		form: get('id', 999),
		sees: 'There is no department with ID 999',
		advice: 'Check the ID, or choose the department from the list: it may have been deleted.',
	},
	{
		enters: 'a name with a slip',
		form: get('path', 'Slaes'),
		sees: 'There is no department "Slaes"',
		advice: 'Near it come: Sales (ID 17).',
	},
	{
		enters: 'a name like no other',
		form: get('path', 'Zoology'),
		sees: 'There is no department "Zoology"',
		advice:
			'Enter the name or the path of a department as the company structure shows it, e.g. Sales / North.',
	},
	{
		enters: 'a path whose beginning is wrong',
		form: get('path', 'Selling / Planning'),
		sees: 'There is no department "Selling / Planning"',
		advice: 'Near it come: Sales / Planning (ID ',
	},
	{
		enters: 'a name that several departments have',
		form: get('path', 'planning'),
		sees: 'Several departments are called "planning"',
		advice: MEANT,
	},
	{
		enters: 'one good and one bad row',
		form: get('path', '={{ $json.d }}'),
		items: [{ d: 'Sales' }, { d: 'Nope' }],
		item: 1,
		sees: 'There is no department "Nope"',
		advice: 'Enter the name or the path',
	},
	{
		enters: 'a yes/no that is neither',
		form: form('getMembers', { department: by('path', 'Sales'), withBelow: '={{ "perhaps" }}' }),
		sees: 'Parameter "With Departments Below": "perhaps" is neither yes nor no',
		advice: 'Enter yes or no',
	},
];

/** What a department is to be. */
export const whatDepartment: BadInput[] = [
	{
		enters: 'no name',
		form: create('={{ $json.name }}'),
		sees: 'The parameter "Name" is empty',
		advice: 'Enter what the department is called',
	},
	{
		enters: 'a name of blanks',
		form: create('={{ " \u00a0 " }}'),
		sees: 'The parameter "Name" is empty',
		advice: 'Enter what the department is called',
	},
	{
		enters: 'a path as the name',
		form: create('Sales / North'),
		sees: 'Parameter "Name": "Sales / North" holds a slash, which stands between the departments of a path',
		advice: 'Enter the name alone, and what stands above it under "Parent".',
	},
	{
		enters: 'a name of 256 characters',
		form: create('x'.repeat(256)),
		sees: `Parameter "Name": "${'x'.repeat(40)}…" has 256 characters`,
		advice: 'The portal keeps 255 at the most.',
	},
	{
		enters: 'an object as the name',
		form: create('={{ ({ "a": 1 }) }}'),
		sees: 'Parameter "Name": An object is no text',
		advice: 'Enter a text, or check the expression',
	},
	{
		enters: 'no parent',
		form: create('North', by('list', '={{ $json.parent }}')),
		sees: 'The parameter "Parent" is empty',
		advice: EMPTY,
	},
	{
		enters: 'a parent that neither the portal nor another row has',
		form: create('={{ $json.n }}', by('path', '={{ $json.p }}')),
		items: [
			{ n: 'North', p: 'Sales' },
			{ n: 'Team', p: 'Norht Pole' },
		],
		item: 1,
		sees: 'There is no department "Norht Pole"',
		advice: 'Enter the name or the path',
	},
	{
		enters: 'rows that stand below each other in a circle',
		form: create('={{ $json.n }}', by('path', '={{ $json.p }}')),
		items: [
			{ n: 'Aleph', p: 'Bet' },
			{ n: 'Bet', p: 'Aleph' },
		],
		sees: '2 of 2 items: There is no department "Bet"',
		advice: 'Enter the name or the path',
	},
	{
		enters: 'a department that is there',
		form: create('planning', by('path', 'Sales')),
		sees: 'There is a department "Sales / Planning" (ID 56) already',
		advice: 'Use the operation "Update" to change it, or take this row out.',
	},
	{
		enters: 'a sort that is no number',
		form: create('North', undefined, { sort: '={{ "first" }}' }),
		sees: 'Parameter "Sort": "first" is not a whole number',
		advice: 'Enter digits',
	},
	{
		enters: 'a sort below zero',
		form: create('North', undefined, { sort: -5 }),
		sees: 'Parameter "Sort": "-5" is below zero',
		advice: 'Enter 0 or more, e.g. 500.',
	},
	{
		enters: 'a head who is nobody',
		form: create('North', undefined, { head: userBy('email', 'nobody.here@example.com') }),
		sees: 'There is no person with the e-mail address nobody.here@example.com that this credential can see',
		advice: 'Check it for mistakes.',
	},
	{
		enters: 'a head by name',
		form: create('North', undefined, { head: userBy('id', 'John Smith') }),
		sees: 'Parameter "Head": "John Smith" is not the ID of a person',
		advice: 'Enter a positive whole number',
	},
	{
		enters: 'a guest as the head',
		form: create('North', undefined, { head: userBy('id', 8) }),
		sees: 'Erik Extern (ID 8) is no employee, so no department takes them (user type extranet)',
		advice: 'In a department, a guest would become an employee.',
	},
	{
		enters: 'somebody who has left as the head',
		form: update({ head: userBy('id', 7) }),
		sees: 'Пётр Уволенный (ID 7) is dismissed and cannot lead a department',
		advice: 'Choose somebody else, or reinstate them first',
	},
	{
		enters: 'an update of nothing',
		form: update({}),
		sees: 'There is nothing to change',
		advice: 'Add a field under "Update Fields".',
	},
	{
		enters: 'a head to be set and taken away',
		form: update({ head: userBy('id', 3), clearHead: true }),
		sees: 'The department is to get a head and to lose it at the same time',
		advice: 'Keep one of "Head" and "Clear Head".',
	},
	{
		enters: 'a department below itself',
		form: update({ parent: by('id', 17) }),
		sees: 'The department "Sales" (ID 17) cannot stand below itself',
		advice: 'Choose a department outside it in the parameter "Parent".',
	},
	{
		enters: 'a department below one of its own',
		form: update({ parent: by('path', 'Sales / Planning') }),
		sees: 'The department "Sales" (ID 17) cannot stand below department "Sales / Planning" (ID 56), which lies below it',
		advice: 'Choose a department outside it in the parameter "Parent".',
	},
	{
		enters: 'the whole company below something',
		form: update({ parent: by('path', 'Sales') }, by('id', 1)),
		sees: 'The department "Northwind & Sons" (ID 1) cannot stand below department "Sales" (ID 17), which lies below it',
		advice: 'Choose a department outside it',
	},
	{
		enters: 'the company to be deleted',
		form: remove(by('id', 1)),
		sees: 'The department "Northwind & Sons" (ID 1) is the top of the company and cannot be deleted',
		advice: 'Choose a department below it.',
	},
	{
		enters: 'a department with others below it to be deleted',
		form: remove(by('path', 'Sales')),
		sees: 'The department "Sales" (ID 17) is not empty: 4 departments are in it',
		advice: 'Say where they go with the option "Move To", or move them before.',
	},
	{
		enters: 'people to go to the department that is deleted',
		form: remove(by('path', 'Sales'), { moveTo: '17' }),
		sees: 'People and departments cannot go to department "Sales" (ID 17), which is deleted',
		advice: 'Name a department outside it in "Move To".',
	},
	{
		enters: 'people to go below the department that is deleted',
		form: remove(by('path', 'Sales'), { moveTo: 'Sales/Planning' }),
		sees: 'People and departments cannot go to department "Sales / Planning" (ID 56), which lies below the deleted one',
		advice: 'Name a department outside it in "Move To".',
	},
	{
		enters: 'people to go to a department that another row deletes',
		form: remove(by('path', '={{ $json.d }}'), { moveTo: '={{ $json.to }}' }),
		items: [
			{ d: 'Sales / Quality', to: 'Legal / Quality' },
			{ d: 'Legal / Quality', to: 'IT' },
		],
		sees: 'People and departments cannot go to department "Legal / Quality" (ID 27), which another item deletes',
		advice: 'Name a department that stays in "Move To".',
	},
	{
		enters: 'a preview that is neither yes nor no',
		form: remove(by('path', 'Sales / Quality'), { preview: '={{ "later" }}' }),
		sees: 'Parameter "Preview": "later" is neither yes nor no',
		advice: 'Enter yes or no',
	},
];

/** Who is in which department. */
export const members: BadInput[] = [
	{
		enters: 'nobody',
		form: member('addMember', '={{ $json.person }}', 'Sales'),
		sees: 'The parameter "User" is empty',
		advice: 'Choose a person',
	},
	{
		enters: 'a person there is none of',
		form: member('addMember', 999999, 'Sales'),
		sees: 'There is no person with ID 999999 that this credential can see',
		advice: 'Check the ID.',
	},
	{
		enters: 'a guest, whom a department would make an employee',
		form: member('addMember', 8, 'Sales'),
		sees: 'Erik Extern (ID 8) is no employee, so no department takes them (user type extranet)',
		advice: 'In a department, a guest would become an employee.',
	},
	{
		enters: 'a guest to be moved',
		form: member('moveMember', 8, 'Sales'),
		sees: 'Erik Extern (ID 8) is no employee, so no department takes them (user type extranet)',
		advice: 'In a department, a guest would become an employee.',
	},
	{
		enters: 'somebody to be taken out of the only department',
		form: member('removeMember', 3, 'Sales'),
		before: (portal) => put(portal, 3, [17]),
		sees: 'John Smith (ID 3) is in no other department than "Sales"',
		advice: 'Everybody in the company needs one. Use "Move Member" and say where they go',
	},
	{
		enters: 'a department under From that the person is not in',
		form: member('moveMember', 3, 'Sales', { from: by('path', 'Finance') }),
		before: (portal) => put(portal, 3, [5, 7]),
		sees: 'John Smith (ID 3) is not in department "Finance" (ID 11)',
		advice: 'They are in Legal, IT. Choose one of these under "From"',
	},
	{
		enters: 'an unknown department under From',
		form: member('moveMember', 3, 'Sales', { from: by('path', 'Finances') }),
		sees: 'There is no department "Finances"',
		advice: 'Near it come: Finance (ID 11).',
	},
	{
		enters: 'an unknown department in row 2',
		form: form('addMember', {
			user: userBy('id', 3),
			department: by('path', '={{ $json.d }}'),
		}),
		items: [{ d: 'Sales' }, { d: 'Sails' }],
		item: 1,
		sees: 'There is no department "Sails"',
		advice: 'Near it come: Sales (ID 17).',
	},
];

const RIGHT = 'The account behind the credential may not change the company structure';
const RIGHT_ADVICE = 'Use the webhook or account of an administrator';

/** An answer of the portal to one method, with HTTP 400 and ERROR_CORE. */
const refusing = (method: string, text: string) => ({
	onCall: (call: { method: string }) =>
		call.method === method
			? { status: 400, error: 'ERROR_CORE', error_description: text }
			: undefined,
});

/** Documented refusals, and those of a credential. John Smith (3) is no administrator. */
export const refused: BadInput[] = [
	...[
		['Create', create('North')],
		['Update', update({ sort: 3 })],
		['Delete', remove(by('path', 'Sales / Quality'))],
	].map(
		([operation, entered]): BadInput => ({
			enters: `${String(operation)} without the right to the structure`,
			form: entered as Form,
			account: { userId: 3 },
			sees: `${RIGHT} (department ${operation === 'Create' ? '"Sales / North"' : operation === 'Update' ? '"Sales" (ID 17)' : '"Sales / Quality" (ID 57)'})`,
			advice: RIGHT_ADVICE,
			writes: 1,
		}),
	),
	{
		enters: 'Create, and an older portal says "Access denied!"',
		form: create('North'),
		portal: refusing('department.add', 'Access denied!'),
		sees: `${RIGHT} (department "Sales / North")`,
		advice: RIGHT_ADVICE,
		writes: 1,
	},
	{
		enters: 'Create, and the portal misses the name, with the <br> it says that with',
		form: create('North'),
		portal: refusing('department.add', 'Department name not provided.<br>'),
		sees: 'The portal misses the name of the department (department "Sales / North")',
		advice: 'Enter one in the parameter "Name". Portal: Department name not provided.',
		writes: 1,
	},
	{
		enters: 'Create below a department that somebody deletes meanwhile',
		form: create('North'),
		portal: refusing(
			'department.add',
			'There can only be one top-level department in the company structure',
		),
		sees: 'The portal does not accept the department above: it is gone, or lies below this one (department "Sales / North")',
		advice: 'Choose another department in the parameter "Parent".',
		writes: 1,
	},
	{
		enters: 'Update of a department that somebody deletes meanwhile',
		form: update({ sort: 3 }),
		portal: refusing('department.update', 'Department not found'),
		sees: 'The department is not in the portal any more (department "Sales" (ID 17))',
		advice: 'Somebody may have deleted it meanwhile.',
		writes: 1,
	},
	{
		enters: 'Delete, and the portal does not',
		form: remove(by('path', 'Sales / Quality')),
		portal: refusing('department.delete', 'The department is not empty.<br>'),
		sees: 'The portal does not delete a department with people or departments in it (department "Sales / Quality" (ID 57))',
		advice: 'Set the option "Move To", which says where they go.',
		writes: 1,
	},
	{
		enters: 'Get without the scope for departments',
		form: get('path', 'Sales'),
		account: { scopes: ['user'] },
		sees: 'The credential lacks a permission (scope) this needs',
		advice:
			'In the portal, open the inbound webhook or the application and tick the missing scope, then try again. Needed for department.get: department.',
	},
	{
		enters: 'Add Member without a scope for users',
		form: member('addMember', 3, 'Sales'),
		account: { scopes: ['department'] },
		sees: 'The credential lacks a permission (scope) this needs',
		advice:
			'In the portal, open the inbound webhook or the application and tick the missing scope, then try again. Needed for user.get:',
	},
	{
		enters: 'Delete without a scope for users, which could not tell who is in it',
		form: remove(by('path', 'Sales / Quality')),
		account: { scopes: ['department'] },
		sees: 'The credential lacks a permission (scope) this needs',
		advice:
			'In the portal, open the inbound webhook or the application and tick the missing scope, then try again. Needed for user.get:',
	},
];
