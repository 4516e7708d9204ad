import { InputError } from '../../values/errors';
import { attachments, photoOption } from './form/photo';
import { fieldsMapper, readFields } from './form/mapper';
import { departments, readIds } from '../../form/departments';
import { readUser, userLocator } from '../../form/person';
import {
	optionsCollection,
	readWriteOptions,
	removePhotoOption,
	returnUserOption,
} from '../../form/options';
import { changes, hintReadBack, readBackOf } from './edit';
import type { Operation } from '../../plan/types';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update user',
	description: 'Change the profile of a person',
	changes: true,
	properties: [
		userLocator,
		fieldsMapper('getUpdateFields'),
		optionsCollection([
			{ ...departments, hint: 'They replace the departments the person is in' },
			photoOption,
			removePhotoOption,
			returnUserOption,
		]),
	],
	async prepare(item) {
		const person = readUser(item);
		const options = readWriteOptions(item);
		const mapped = await readFields(item, 'update');
		const params = changes(mapped.params, options);
		const chosen = readIds(options.departments, 'department');
		if (chosen.length > 0) params.UF_DEPARTMENT = chosen;
		const attach = attachments(item, mapped, options.photo);
		if (Object.keys(params).length === 0 && !attach) {
			throw new InputError(
				'There is nothing to change',
				'Map at least one field that has a value, or add an option.',
			);
		}
		return {
			kind: 'write',
			person,
			update: params,
			attach,
			readBack: await readBackOf(item, params, options),
			finish(done) {
				hintReadBack(item, params, done, options);
				return options.returnUser ? { ...done.user, ID: done.id } : { ID: done.id, updated: true };
			},
		};
	},
};
