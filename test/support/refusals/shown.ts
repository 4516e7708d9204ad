/** What a person reads of each error, and which operations meet the method that answers it. */
import type { NodeRunOptions } from '../../harness';
import { fieldBy, form as fieldForm } from '../customFields';
import { userBy } from '../portal';
import { form as groupForm, groupBy } from '../workgroups';

type Form = NodeRunOptions['parameters'];

const by = (value: string) => ({ __rl: true, mode: 'path', value });

const department = (operation: string, more: object): Form => ({
	resource: 'department',
	operation,
	department: by('Sales / Quality'),
	...more,
});

/** Somebody who is in the workgroup: John Smith (3). Zoë (5) is not. */
const member = (operation: string, more: Record<string, unknown> = {}) =>
	groupForm(operation, { workgroup: groupBy('id', 1), user: userBy('id', 3), ...more });

const newcomer = { user: userBy('id', 5) };

const badge = { field: fieldBy('code', 'BADGE') };

const DELETE_WITH_ROOM = department('delete', {
	department: by('Sales'),
	options: { moveTo: 'IT' },
});

/** Operations by the method they send; whatever else they send is carried out. */
export const operations: Readonly<Record<string, Form[]>> = {
	'department.get': [
		department('get', {}),
		department('getAll', {}),
		department('getMembers', {}),
		department('create', { name: 'North', parent: by('Sales') }),
	],
	'department.add': [department('create', { name: 'North', parent: by('Sales') })],
	'department.update': [department('update', { updateFields: { name: 'Q' } }), DELETE_WITH_ROOM],
	'department.delete': [department('delete', {})],
	'sonet_group.get': [member('get'), member('getAll'), member('addMember', newcomer)],
	'sonet_group.user.groups': [member('getUserGroups', { user: userBy('id', 1) })],
	'sonet_group.setowner': [member('setOwner')],
	'sonet_group.user.get': [member('getMembers'), member('addMember', newcomer)],
	'sonet_group.user.add': [member('addMember', newcomer)],
	'sonet_group.user.invite': [member('addMember', { ...newcomer, options: { invite: true } })],
	'sonet_group.user.update': [member('changeRole', { role: 'moderator' })],
	'sonet_group.user.delete': [member('removeMember')],
	'user.userfield.add': [fieldForm('create', { code: 'LOCKER', label: 'Locker', type: 'string' })],
	'user.userfield.update': [
		fieldForm('update', { ...badge, updateFields: { label: 'Pass' } }),
		fieldForm('syncValues', { field: fieldBy('code', '1724228142162'), values: 'S; XXL' }),
	],
	'user.userfield.delete': [
		fieldForm('delete', { ...badge, options: { confirm: 'UF_USR_BADGE' } }),
	],
	'user.userfield.list': [
		fieldForm('getAll'),
		fieldForm('update', { ...badge, updateFields: { label: 'Pass' } }),
	],
};

interface Shown {
	sees: string;
	/** A part of the description. */
	advice: string;
}

const NO_GROUP: Shown = {
	sees: 'The portal knows no workgroup with this ID',
	advice: 'Check the ID. Secret workgroups are visible',
};

const NOBODY: Shown = {
	sees: 'The portal knows nobody with this ID',
	advice: 'Check the parameter "User".',
};

const NO_TYPE: Shown = {
	sees: 'A custom field needs a type',
	advice: 'Check the parameter "Type".',
};

const NO_CODE: Shown = {
	sees: 'A custom field needs a code',
	advice: 'Check the parameter "Code".',
};

const NO_STRUCTURE: Shown = {
	sees: 'The account behind the credential may not change the company structure',
	advice: 'Use the webhook or account of an administrator',
};

const NOT_PASSED_ON: Shown = {
	sees: 'The account behind the credential may not pass on this workgroup',
	advice: 'That takes its owner or an administrator.',
};

/** By the text of the portal. */
export const shown: Readonly<Record<string, Shown>> = {
	'Department name not provided.<br>': {
		sees: 'The portal misses the name of the department',
		advice: 'Enter one in the parameter "Name".',
	},
	'There can only be one top-level department in the company structure': {
		sees: 'The portal does not accept the department above: it is gone, or lies below this one',
		advice: 'Choose another department in the parameter "Parent".',
	},
	'Department not found': {
		sees: 'The department is not in the portal any more',
		advice: 'Somebody may have deleted it meanwhile.',
	},
	'Access denied': NO_STRUCTURE,
	'Access denied!': NO_STRUCTURE,
	'The department is not empty.<br>': {
		sees: 'The portal does not delete a department with people or departments in it',
		advice: 'Set the option "Move To", which says where they go.',
	},
	'The top-level department cannot be deleted': {
		sees: 'The top of the company cannot be deleted',
		advice: 'Delete departments below it.',
	},
	'User has no permissions to set owner': NOT_PASSED_ON,
	'Insufficient permissions to complete the operation.': NOT_PASSED_ON,
	'Cannot complete operation.': {
		sees: 'The portal could not pass the workgroup on to this person',
		advice: 'Owners are active people of the company.',
	},
	'Invalid workgroup/project ID': NO_GROUP,
	'Wrong socialnetwork group ID': NO_GROUP,
	'Wrong group ID': NO_GROUP,
	'Socialnetwork group not found': {
		sees: 'The portal has no such workgroup, or does not show it to this credential',
		advice: NO_GROUP.advice,
	},
	'Invalid user ID': NOBODY,
	'Wrong user IDs': NOBODY,
	'No permissions to add users': {
		sees: 'The account behind the credential may not add people to workgroups',
		advice: 'Adding, removing and promoting members takes an administrator’s webhook',
	},
	'No permissions to invite users': {
		sees: 'The account behind the credential may not invite people to this workgroup',
		advice: 'Inviting takes an administrator, or an owner or moderator of the workgroup.',
	},
	'No permissions to update users role': {
		sees: 'The account behind the credential may not change or remove members of workgroups',
		advice: 'Adding, removing and promoting members takes an administrator’s webhook',
	},
	'Incorrect role code': {
		sees: 'The portal does not know this role',
		advice: 'Use Member or Moderator.',
	},
	"Argument 'USER_TYPE_ID' is null or empty": NO_TYPE,
	"The 'USER_TYPE_ID' field is not found.": NO_TYPE,
	"Argument 'HANDLER' is null or empty": {
		sees: 'The portal could not create the custom field',
		advice: 'Check its type and settings: a type of an application needs the application',
	},
	'Fail to create new user field': {
		sees: 'The portal could not create the custom field',
		advice: 'Check its type and settings',
	},
	'Field UF_USR_LOCKER for USER object already exists': {
		sees: 'There is a custom field with th',
		advice: 'Use another code, or change the field with Update or Sync Values.',
	},
	"The 'FIELD_NAME' field is not found.": NO_CODE,
	"The 'FIELD_NAME' field is not found.<br>The 'USER_TYPE_ID' field is not found.": NO_CODE,
	'Access denied.': {
		sees: 'The account behind the credential may not manage custom fields',
		advice: 'That takes an administrator: use an administrator’s webhook or account',
	},
	'ID is not defined or invalid': {
		sees: 'The portal knows no custom field with this ID',
		advice: 'Choose the field from the list',
	},
};

/** Errors of any method, by their code; those without words of ours are shown in the portal's. */
export const shownOfAny: Readonly<Record<string, Shown>> = {
	INTERNAL_SERVER_ERROR: { sees: 'The portal ran into trouble of its own', advice: 'Try again.' },
	ERROR_UNEXPECTED_ANSWER: { sees: 'The portal ran into trouble of its own', advice: 'Try again.' },
	QUERY_LIMIT_EXCEEDED: {
		sees: 'The portal gets too many requests from this address',
		advice: 'Run fewer workflows at the same time',
	},
	ERROR_BATCH_METHOD_NOT_ALLOWED: {
		sees: 'Method is not allowed for batch usage',
		advice: "This is the portal's own text (ERROR_BATCH_METHOD_NOT_ALLOWED).",
	},
	ERROR_BATCH_LENGTH_EXCEEDED: {
		sees: 'Max batch length exceeded',
		advice: "This is the portal's own text (ERROR_BATCH_LENGTH_EXCEEDED).",
	},
	NO_AUTH_FOUND: {
		sees: 'The portal does not know this webhook or token',
		advice: 'Open the credential in n8n and enter a valid inbound webhook URL',
	},
	INVALID_REQUEST: {
		sees: 'The portal answers over https only',
		advice: 'Change the address in the credential to https://.',
	},
	OVERLOAD_LIMIT: {
		sees: 'Bitrix24 has blocked REST for this portal because of overload',
		advice: 'Only Bitrix24 support can lift this block.',
	},
	ACCESS_DENIED: {
		sees: 'The portal does not allow REST requests',
		advice: 'Check the plan of the portal.',
	},
	INVALID_CREDENTIALS: {
		sees: 'The portal does not accept this webhook',
		advice: 'enter a valid inbound webhook URL',
	},
	ERROR_MANIFEST_IS_NOT_AVAILABLE: {
		sees: 'Manifest is not available',
		advice: "This is the portal's own text (ERROR_MANIFEST_IS_NOT_AVAILABLE).",
	},
	insufficient_scope: {
		sees: 'The credential lacks a permission (scope) this needs',
		advice: 'tick the missing scope',
	},
	expired_token: {
		sees: 'The access to the portal has expired and could not be renewed',
		advice: 'connect the account again',
	},
	user_access_error: {
		sees: 'The person behind this credential may not use the application',
		advice: 'open the access settings of the application',
	},
	PORTAL_DELETED: {
		sees: 'The portal has been closed',
		advice: 'Enter the address of the current',
	},
};
