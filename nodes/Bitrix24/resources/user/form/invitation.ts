/** Parameters of somebody new: e-mail, kind of user, departments or workgroups. */
import type { INodeProperties } from 'n8n-workflow';

import {
	chosenDepartments,
	departmentNames,
	departments,
	readDepartments,
} from '../../../form/departments';
import { readChoice } from '../../../form/options';
import { readWorkgroups, workgroups } from '../../../form/workgroups';
import type { HintTopic, Item } from '../../../plan/types';
import type { Params } from '../../../transport/types';
import { email } from '../../../values/email';
import { InputError, naming } from '../../../values/errors';
import { isEmpty, text } from '../../../values/text';

/** Longer first names were refused by some portals (b24restdocs `api-reference/user/user-add.md`, before August 2026). */
const LONG_NAME = 25;

const LONG_NAMES: HintTopic = {
	say: (names) =>
		`These first names are longer than ${LONG_NAME} characters. Some portals have refused or shortened such names in invitations, so look whether they arrived: ${names}`,
};

const USER_TYPES = ['employee', 'extranet'] as const;

/**
 * @param texts what these mean to the operation: the description of "Email", the hints of the others
 * @param required whether n8n demands an address: not where people may be found by something else
 */
export function invitation(
	texts: Readonly<Record<'email' | 'departments' | 'workgroups', string>>,
	required = true,
): INodeProperties[] {
	return [
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			required,
			default: '',
			placeholder: 'e.g. nathan@example.com',
			description: texts.email,
		},
		{
			displayName: 'User Type',
			name: 'userType',
			type: 'options',
			default: 'employee',
			options: [
				{
					name: 'Employee',
					value: 'employee',
					description: 'Somebody of the company, in one or more departments',
				},
				{
					name: 'Extranet',
					value: 'extranet',
					description: 'A guest who sees the workgroups you choose and nothing else',
				},
			],
			description: 'What the person will be in the portal',
		},
		{
			...departments,
			hint: texts.departments,
			displayOptions: { show: { userType: ['employee'] }, hide: { '@tool': [true] } },
		},
		{
			...departmentNames,
			hint: texts.departments,
			displayOptions: { show: { userType: ['employee'], '@tool': [true] } },
		},
		{
			...workgroups,
			hint: texts.workgroups,
			displayOptions: { show: { userType: ['extranet'] } },
		},
	];
}

export const messageOption: INodeProperties = {
	displayName: 'Invitation Message',
	name: 'message',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'e.g. Welcome! Please join our portal.',
	description: 'Text of the invitation e-mail; the portal’s own text if empty',
};

/**
 * Reads the "Email" parameter.
 *
 * @throws {InputError} when it is no address
 */
export function readEmail(item: Item): string {
	const value = item.param('email', '');
	if (isEmpty(value)) {
		throw new InputError('The parameter "Email" is empty', 'Enter the address of the person.');
	}
	return naming('Parameter "Email"', () => email(value));
}

/** What somebody new is to be, and where. */
export interface Belonging {
	userType: (typeof USER_TYPES)[number];
	/** Of an employee; empty when the parameter is. */
	departments: number[];
	/** Of a guest. */
	workgroups: number[];
}

/**
 * Reads kind of user, departments and workgroups.
 *
 * @throws {InputError} naming the parameter
 */
export async function readPlace(item: Item): Promise<Belonging> {
	const given = item.param('userType', 'employee');
	if (isEmpty(given) && !item.isTool) {
		throw new InputError(
			'The parameter "User Type" is empty',
			'Nobody is made an employee by a blank cell: enter employee or extranet, or check the expression.',
		);
	}
	const userType = readChoice(given, 'User Type', USER_TYPES, 'employee');
	const isGuest = userType !== 'employee';
	return {
		userType,
		departments: isGuest
			? []
			: await readDepartments(item, chosenDepartments(item, item.param('departments', []))),
		workgroups: isGuest ? await readWorkgroups(item, item.param('workgroups', [])) : [],
	};
}

/** Mapped fields with the departments of the parameter, where there are any: guests are in none. */
export function placed(fields: Params, { userType, departments: chosen }: Belonging): Params {
	const { UF_DEPARTMENT: mapped, ...others } = fields;
	if (userType !== 'employee') return others;
	if (chosen.length > 0) return { ...others, UF_DEPARTMENT: chosen };
	return mapped === undefined ? others : { ...others, UF_DEPARTMENT: mapped };
}

/**
 * Everything user.add needs, checked for what the server is known to refuse
 * (b24restdocs `api-reference/user/user-add.md`).
 *
 * @param fields values from the "Fields" parameter
 * @throws {InputError} naming the parameter
 */
export function invitationParams(
	item: Item,
	address: string,
	place: Belonging,
	fields: Params,
	message: unknown,
): Params {
	const params: Params = { ...placed(fields, place), EMAIL: address };
	if (typeof params.NAME === 'string' && [...params.NAME].length > LONG_NAME) {
		item.hint(LONG_NAMES, params.NAME.slice(0, 2 * LONG_NAME));
	}
	if (!isEmpty(message)) params.MESSAGE_TEXT = text(message);
	if (place.userType === 'extranet') {
		if (place.workgroups.length > 0) {
			return { ...params, EXTRANET: 'Y', SONET_GROUP_ID: place.workgroups };
		}
		throw new InputError(
			`An extranet user needs a workgroup, and ${address} gets none`,
			'Choose at least one in the parameter "Workgroups".',
		);
	}
	if (Array.isArray(params.UF_DEPARTMENT) && params.UF_DEPARTMENT.length > 0) return params;
	throw new InputError(
		`An employee needs a department, and ${address} gets none`,
		'Choose at least one in the parameter "Departments".',
	);
}
