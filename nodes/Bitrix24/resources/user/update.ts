import {
	chosenDepartments,
	departmentNames,
	departments,
	readDepartments,
} from '../../form/departments';
import { optionsCollection, previewOption, returnUserOption } from '../../form/options';
import { person, readPerson } from '../../form/person';
import { change, each } from '../../plan/plans';
import type { Item, Plan, WholeOperation } from '../../plan/types';
import type { Row } from '../../transport/list';
import type { Params } from '../../transport/types';
import { InputError, listed } from '../../values/errors';
import type { Changes } from './compare';
import * as editing from './edit';
import { fieldsMapper, type MappedFields, readFields } from './form/mapper';
import { RAW_VIEW } from './form/output';
import { attachments, photoOption } from './form/photo';
import {
	allowStatusOption,
	clearFieldsOption,
	emptyValuesOption,
	onlyChangesOption,
	readWriteOptions,
	removePhotoOption,
} from './form/writeOptions';

export const update: WholeOperation = {
	value: 'update',
	name: 'Update',
	action: 'Update user',
	description: 'Change the profile of a person',
	builderHint:
		'Changes of position, phone, departments and so on. Not for access: use "dismiss" and "reinstate".',
	writes: true,
	properties: [
		...person,
		fieldsMapper('getUpdateFields'),
		{ ...departmentNames, hint: 'They replace the departments the person is in' },
		optionsCollection([
			allowStatusOption,
			clearFieldsOption,
			emptyValuesOption,
			onlyChangesOption,
			previewOption,
			{ ...departments, hint: 'They replace the departments the person is in' },
			photoOption,
			removePhotoOption,
			returnUserOption,
		]),
	],
	async weigh(items) {
		const sayings = new editing.Sayings();
		return { items: await each(items, async (item) => await planOf(item, sayings)), others: [] };
	},
};

async function planOf(item: Item, sayings: editing.Sayings): Promise<Plan> {
	const named = readPerson(item);
	const options = readWriteOptions(item);
	const { onlyChanges, preview, returnUser } = options;
	const mapped = await readFields(item, 'update');
	const params = editing.withPhoto(mapped.params, options);
	const chosen = await readDepartments(item, chosenDepartments(item, options.departments));
	if (chosen.length > 0) params.UF_DEPARTMENT = chosen;
	const attach = attachments(item, mapped, options.photo);
	const isIdle = Object.keys(params).length + mapped.clearedFiles.length === 0 && !attach;
	if (isIdle && mapped.matched.length === 0) throw nothingMatched(mapped);
	const wanted = await editing.wantedOf(item, mapped, params, options.photo);
	// Somebody named by ID need not be looked up, unless something of the person has to be known.
	const isLookedUp =
		named.by !== 'id' ||
		named.shown !== undefined ||
		onlyChanges ||
		preview ||
		(isIdle && returnUser) ||
		mapped.clearedFiles.length > 0;
	const isTold = named.by !== 'id' || onlyChanges;
	const whole = returnUser && (onlyChanges || isIdle);
	return change(
		isLookedUp ? [named] : [],
		(known) => {
			const id = isLookedUp ? known.id(named) : Number(named.value);
			const row: Row = (isLookedUp && known.row(named)) || { ID: String(id) };
			const edit = editing.editOf(wanted, row, sayings.before(String(id), item.index));
			sayings.note(String(id), item.index, params);
			const sent = onlyChanges ? edit.params : { ...params, ...filesOf(edit.params, mapped) };
			const email = sent.EMAIL ?? row.EMAIL;
			const told = {
				ID: String(id),
				...(isTold && typeof email === 'string' && { EMAIL: email }),
			};
			if (Object.keys(sent).length === 0 && !attach) {
				const unchanged = { ...told, updated: false, ...(preview && { preview }) };
				return { do: 'handOn', rows: [{ ...(returnUser && row), ...unchanged }], view: RAW_VIEW };
			}
			const updated = (changes: Changes) => ({
				...told,
				updated: !onlyChanges || Object.keys(changes).length > 0,
				...(onlyChanges && { changes }),
			});
			return editing.updateOf(id, sent, {
				attach,
				about: `person with ID ${id}`,
				check: editing.checkOf(sent, options),
				foresee: () => updated(edit.changes),
				finish(done) {
					const dropped = editing.hintReadBack(item, sent, done, options);
					const shown = updated(editing.arrived(edit.changes, dropped));
					if (!returnUser) return shown;
					return { ...done.row, ...(onlyChanges ? shown : { ID: done.id }) };
				},
			});
		},
		{ select: whole ? undefined : editing.comparedCodes(wanted), preview },
	);
}

/** Of what is sent, what empties file fields. */
function filesOf(params: Params, { clearedFiles }: MappedFields): Params {
	return Object.fromEntries(
		clearedFiles.filter((code) => code in params).map((code) => [code, params[code]]),
	);
}

/** Nothing was said at all; an item whose columns are empty is another matter. */
function nothingMatched({ ignored }: MappedFields): InputError {
	return new InputError(
		'There is nothing to change',
		ignored.length > 0
			? `No column is the code or the label of a field that can be written: ${listed(ignored.map((name) => name.slice(0, 60)))}. Name the columns like the fields, or map each of them.`
			: 'Map at least one field that has a value, or add an option.',
	);
}
