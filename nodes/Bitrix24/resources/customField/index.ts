/** The fields that a portal has for people beside Bitrix24's own. */
import type { Resource } from '../../plan/types';
import { choices } from './choices';
import { create } from './create';
import { CUSTOM_FIELD, finder } from './definitions';
import { deleteField } from './delete';
import { getAll } from './getAll';
import { refusals } from './refusals';
import { syncValues } from './syncValues';
import { update } from './update';

export const customField: Resource = {
	value: CUSTOM_FIELD,
	name: 'Custom Field',
	initial: getAll.value,
	// In the order of the dropdown, which n8n wants alphabetical.
	operations: [create, deleteField, getAll, syncValues, update],
	choices,
	finder,
	refusals,
};
