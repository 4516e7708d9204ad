/**
 * What the portal says about custom fields; most of it has a text and no code.
 * Source: b24restdocs `api-reference/user/userfields/`.
 */
import type { Refusal } from '../../transport/types';

export const refusals: readonly Refusal[] = [
	{
		// Also said of an unknown ID, which never gets so far: fields are looked up first.
		reason: 'customFieldsDenied',
		method: 'user.userfield.',
		says: /^Access denied\.$/i,
		message: 'The account behind the credential may not manage custom fields',
		remedy:
			'That takes an administrator: use an administrator’s webhook or account, with the scope "user.userfield".',
	},
	{
		reason: 'fieldExists',
		method: 'user.userfield.',
		says: /^Field UF_\w+ for USER object already exists\.?$/i,
		message: 'There is a custom field with this code already',
		remedy: 'Use another code, or change the field with Update or Sync Values.',
	},
	{
		reason: 'fieldNotCreated',
		method: 'user.userfield.',
		says: /^(?:Fail to create new user field\.?|Argument 'HANDLER' is null or empty)$/i,
		message: 'The portal could not create the custom field',
		remedy:
			'Check its type and settings: a type of an application needs the application in this portal, and lists of information blocks need their IDs.',
	},
	{
		reason: 'noFieldCode',
		method: 'user.userfield.',
		says: /The 'FIELD_NAME' field is not found/i,
		message: 'A custom field needs a code',
		remedy: 'Check the parameter "Code".',
	},
	{
		reason: 'noFieldType',
		method: 'user.userfield.',
		says: /The 'USER_TYPE_ID' field is not found|Argument 'USER_TYPE_ID' is null or empty/i,
		message: 'A custom field needs a type',
		remedy: 'Check the parameter "Type".',
	},
	{
		reason: 'noFieldId',
		method: 'user.userfield.',
		says: /^ID is not defined or invalid\.?$/i,
		message: 'The portal knows no custom field with this ID',
		remedy: 'Choose the field from the list, or look its code up with Get Many.',
	},
];
