/** Parameters of somebody new: e-mail, kind of user, departments or workgroups. */
import type { INodeProperties } from 'n8n-workflow';

import { email } from '../../../values/encode';
import { InputError, naming } from '../../../values/errors';
import type { Item } from '../../../plan/types';
import type { Params } from '../../../transport/types';
import { departments, readIds, workgroups } from '../../../form/departments';

/** Characters of a first name the portal takes when inviting. */
const MAX_NAME = 25;

/**
 * @param texts what these mean to the operation: the description of "Email", the hints of the others
 */
export function invitation(
	texts: Readonly<Record<'email' | 'departments' | 'workgroups', string>>,
): INodeProperties[] {
	return [
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			required: true,
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
			displayOptions: { show: { userType: ['employee'] } },
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
	if (value === undefined || value === null || String(value).trim() === '') {
		throw new InputError('The parameter "Email" is empty', 'Enter the address of the person.');
	}
	return naming('Parameter "Email"', () => email(value));
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
	fields: Params,
	message: unknown,
): Params {
	const params: Params = { ...fields, EMAIL: address };
	if (typeof params.NAME === 'string' && [...params.NAME].length > MAX_NAME) {
		throw new InputError(
			`The first name is longer than ${MAX_NAME} characters`,
			'The portal refuses longer ones in an invitation. Shorten the field NAME; it can be updated afterwards.',
		);
	}
	const text = message === undefined || message === null ? '' : String(message);
	if (text.trim() !== '') params.MESSAGE_TEXT = text;
	if (item.param('userType', 'employee') === 'extranet') {
		const groups = readIds(item.param('workgroups', []), 'workgroup');
		if (groups.length === 0) {
			throw new InputError(
				'An extranet user needs a workgroup',
				'Choose at least one in the parameter "Workgroups".',
			);
		}
		delete params.UF_DEPARTMENT;
		return { ...params, EXTRANET: 'Y', SONET_GROUP_ID: groups };
	}
	const chosen = readIds(item.param('departments', []), 'department');
	if (chosen.length > 0) params.UF_DEPARTMENT = chosen;
	if (!Array.isArray(params.UF_DEPARTMENT) || params.UF_DEPARTMENT.length === 0) {
		throw new InputError(
			'An employee needs a department',
			'Choose at least one in the parameter "Departments".',
		);
	}
	return params;
}
