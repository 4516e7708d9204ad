import {
	chosenDepartments,
	departmentNames,
	departments,
	readDepartments,
} from '../../form/departments';
import { optionsCollection, returnUserOption } from '../../form/options';
import { person, readPerson } from '../../form/person';
import { change } from '../../plan/plans';
import type { ItemOperation } from '../../plan/types';
import { InputError, listed } from '../../values/errors';
import { checkOf, hintReadBack, updateOf, withPhoto } from './edit';
import { fieldsMapper, type MappedFields, readFields } from './form/mapper';
import { attachments, photoOption } from './form/photo';
import {
	allowStatusOption,
	clearFieldsOption,
	emptyValuesOption,
	readWriteOptions,
	removePhotoOption,
} from './form/writeOptions';
import { IDENTITY } from './people';

export const update: ItemOperation = {
	value: 'update',
	name: 'Update',
	action: 'Update user',
	description: 'Change the profile of a person',
	writes: true,
	properties: [
		...person,
		fieldsMapper('getUpdateFields'),
		{ ...departmentNames, hint: 'They replace the departments the person is in' },
		optionsCollection([
			allowStatusOption,
			clearFieldsOption,
			emptyValuesOption,
			{ ...departments, hint: 'They replace the departments the person is in' },
			photoOption,
			removePhotoOption,
			returnUserOption,
		]),
	],
	async prepare(item) {
		const named = readPerson(item);
		const options = readWriteOptions(item);
		const mapped = await readFields(item, 'update');
		const params = withPhoto(mapped.params, options);
		const chosen = await readDepartments(item, chosenDepartments(item, options.departments));
		if (chosen.length > 0) params.UF_DEPARTMENT = chosen;
		const attach = attachments(item, mapped, options.photo);
		const isIdle = Object.keys(params).length === 0 && !attach;
		if (isIdle && mapped.matched.length === 0) throw nothingMatched(mapped);
		const check = await checkOf(item, params, options);
		// Somebody named by ID need not be looked up.
		const isNamed = named.by !== 'id';
		return change(
			isNamed ? [named] : [],
			(known) => {
				const id = isNamed ? known.id(named) : Number(named.value);
				const email = isNamed ? known.row(named)?.EMAIL : undefined;
				const told = { ...(typeof email === 'string' && { EMAIL: email }), updated: true };
				if (isIdle) {
					return { do: 'handOn', rows: [{ ID: String(id), ...told, updated: false }], view: {} };
				}
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

/** Nothing was said at all; an item whose columns are empty is another matter. */
function nothingMatched({ ignored }: MappedFields): InputError {
	return new InputError(
		'There is nothing to change',
		ignored.length > 0
			? `No column is the code or the label of a field that can be written: ${listed(ignored.map((name) => name.slice(0, 60)))}. Name the columns like the fields, or map each of them.`
			: 'Map at least one field that has a value, or add an option.',
	);
}
