import { departments, readIds } from '../../form/departments';
import {
	optionsCollection,
	readWriteOptions,
	removePhotoOption,
	returnUserOption,
} from '../../form/options';
import { readUser, userLocator } from '../../form/person';
import { change } from '../../plan/plans';
import type { ItemOperation } from '../../plan/types';
import { InputError } from '../../values/errors';
import { checkOf, hintReadBack, updateOf, withPhoto } from './edit';
import { fieldsMapper, readFields } from './form/mapper';
import { attachments, photoOption } from './form/photo';
import { IDENTITY } from './people';

export const update: ItemOperation = {
	value: 'update',
	name: 'Update',
	action: 'Update user',
	description: 'Change the profile of a person',
	writes: true,
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
		const params = withPhoto(mapped.params, options);
		const chosen = readIds(options.departments, 'department');
		if (chosen.length > 0) params.UF_DEPARTMENT = chosen;
		const attach = attachments(item, mapped, options.photo);
		if (Object.keys(params).length === 0 && !attach) {
			throw new InputError(
				'There is nothing to change',
				'Map at least one field that has a value, or add an option.',
			);
		}
		const check = await checkOf(item, params, options);
		// Somebody named by ID need not be looked up.
		const isNamed = person.by !== 'id';
		return change(
			isNamed ? [person] : [],
			(known) => {
				const id = isNamed ? known.id(person) : Number(person.value);
				const email = isNamed ? known.row(person)?.EMAIL : undefined;
				const told = { ...(typeof email === 'string' && { EMAIL: email }), updated: true };
				return updateOf(id, params, {
					attach,
					about: `person with ID ${id}`,
					check,
					foresee: () => ({ ID: String(id), ...told }),
					finish(done) {
						hintReadBack(item, params, done, options);
						return options.returnUser ? { ...done.row, ID: done.id } : { ID: done.id, ...told };
					},
				});
			},
			{ select: IDENTITY },
		);
	},
};
