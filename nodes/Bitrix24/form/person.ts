/** The "User" parameter: one person, chosen from the portal's list or named by ID, e-mail or profile link. */
import type { INodeProperties } from 'n8n-workflow';

import { email, positiveId } from '../values/encode';
import { InputError, naming } from '../values/errors';
import type { Item, Ref } from '../plan/types';
import { isCloudHost } from '../transport/address';
import { isRecord } from '../transport/types';

/** `/company/personal/user/12/`; extranet portals have another beginning. */
const PROFILE_LINK = /\/user\/(\d+)(?:[/?#]|$)/;

export const userLocator: INodeProperties = {
	displayName: 'User',
	name: 'user',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The person in the portal',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a user…',
			typeOptions: { searchListMethod: 'searchUsers', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 12',
			hint: 'The number at the end of the link to the profile',
		},
		{
			displayName: 'By Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. nathan@example.com',
			hint: 'The whole address; upper and lower case make no difference',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://your-portal.bitrix24.com/company/personal/user/12/',
			hint: 'The link to the profile, as copied from the browser',
		},
	],
};

/**
 * Reads the parameter.
 *
 * @throws {InputError} when it names nobody
 */
export function readUser(item: Item): Ref {
	const raw = item.param('user', '');
	const { mode, value } = isRecord(raw) ? raw : { mode: 'id', value: raw };
	if (value === undefined || value === null || String(value).trim() === '') {
		throw new InputError(
			'The parameter "User" is empty',
			'Choose a person, or check the expression: the item may lack the value it reads.',
		);
	}
	if (mode === 'email') {
		return { of: 'user', by: 'email', value: naming('Parameter "User"', () => email(value)) };
	}
	if (mode === 'url') {
		const id = PROFILE_LINK.exec(String(value))?.[1];
		if (id === undefined) {
			throw new InputError(
				'This is not the link to a profile',
				'It ends like /company/personal/user/12/. Open the profile in the portal and copy its address.',
			);
		}
		if (isElsewhere(String(value), item.portalOrigin)) {
			throw new InputError(
				'This profile link leads to another portal than the credential',
				'Copy the link in the portal of the credential, or choose the credential of the other portal.',
			);
		}
		return {
			of: 'user',
			by: 'id',
			value: String(naming('Parameter \"User\"', () => positiveId(id, 'person'))),
		};
	}
	return {
		of: 'user',
		by: 'id',
		value: String(naming('Parameter \"User\"', () => positiveId(value, 'person'))),
	};
}

/**
 * The same ID names somebody else in another portal. A self-hosted portal may have several names, a cloud portal has one.
 */
function isElsewhere(link: string, portalOrigin: string): boolean {
	if (!URL.canParse(link)) return false;
	const { hostname } = new URL(link);
	return isCloudHost(hostname) && hostname !== new URL(portalOrigin).hostname;
}
