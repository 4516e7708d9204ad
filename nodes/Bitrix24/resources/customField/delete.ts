import { optionsCollection, optionsOf, previewOption, readPreview } from '../../form/options';
import { NotConfirmed } from '../../plan/errors';
import { handOn, inSteps } from '../../plan/plans';
import type { HintTopic, Item, Plan, WholeOperation } from '../../plan/types';
import type { Row } from '../../transport/list';
import { andThen, attempt } from '../../transport/types';
import { InputError, naming, quoted } from '../../values/errors';
import { isEmpty, text, visible } from '../../values/text';
import { codeOf } from './code';
import { codeIn, definitionList } from './definitions';
import { fieldLocator, readField } from './form';
import { holdersIn, holdersRequest, countedPeople } from './holders';

const VALUES_GONE: HintTopic = {
	say: (fields) =>
		`The values of people went with the fields, and cannot be brought back: ${fields}`,
};

const VALUES_WOULD_GO: HintTopic = {
	say: (fields) => `The values of people would go with the fields: ${fields}`,
};

export const deleteField: WholeOperation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete custom field',
	description: 'Delete a field with the values all people have in it. This cannot be undone.',
	writes: true,
	properties: [
		{
			...fieldLocator,
			hint: 'The values of everybody go with it. Deleting takes the option Confirm.',
		},
		optionsCollection([
			{
				displayName: 'Confirm',
				name: 'confirm',
				type: 'string',
				default: '',
				placeholder: 'e.g. UF_USR_COST_CENTER',
				hint: 'The code of the field once more; without it nothing is deleted',
			},
			previewOption,
		]),
	],
	async weigh(items) {
		const [asker] = items;
		const read = items.map((item) =>
			attempt(() => ({
				item,
				ref: readField(item),
				confirm: optionsOf(item).confirm,
				isPreview: readPreview(item),
			})),
		);
		const known = await asker.lookUp(read.flatMap((one) => (one.ok ? [one.value.ref] : [])));
		const named = read.map((one) =>
			andThen(one, ({ ref, ...rest }) => {
				const id = known.id(ref);
				const row = known.row(ref) ?? {};
				return { ...rest, id, row };
			}),
		);
		const codes = named.flatMap((one) => (one.ok ? [codeIn(one.value.row)] : []));
		const { requests } = await asker.read({
			requests: codes.map((code) => holdersRequest(`!${code}`, false)),
		});
		const answers = new Map(codes.map((code, at) => [code, requests[at]]));
		return {
			items: named.map((one) =>
				andThen(one, (wanted) => {
					const answer = answers.get(codeIn(wanted.row));
					const holders = answer ? holdersIn(answer) : 0;
					return planOf({ ...wanted, holders });
				}),
			),
			others: [],
		};
	},
};

interface Wanted {
	item: Item;
	id: number;
	row: Row;
	confirm: unknown;
	isPreview: boolean;
	holders: number;
}

function planOf({ item, id, row, confirm, isPreview, holders }: Wanted): Plan {
	const code = codeIn(row);
	const output = { id: String(id), code, deleted: true };
	if (isPreview) {
		if (holders > 0) item.hint(VALUES_WOULD_GO, `${code} (${countedPeople(holders)})`);
		return handOn([{ ...output, preview: true }]);
	}
	refuseUnconfirmed(code, confirm, holders);
	return inSteps(`custom field ${code}`, function* () {
		// Of a field that is gone already the portal says "Access denied.", so what counts is what it lists afterwards.
		const { requests } = yield {
			requests: [{ method: 'user.userfield.delete', params: { id }, safety: 'idempotent' }],
		};
		const [sent] = requests;
		const { lists } = yield { lists: [definitionList] };
		const [left] = lists;
		if (!sent.ok && (!left.ok || !isGone(left.value, id))) throw sent.error;
		if (!left.ok) throw unseen(code, left.error);
		if (!isGone(left.value, id)) throw stillThere(code);
		if (holders > 0) item.hint(VALUES_GONE, `${code} (${countedPeople(holders)})`);
		return [output];
	});
}

function isGone(rows: readonly Row[], id: number): boolean {
	return !rows.some(({ ID }) => Number(ID) === id);
}

/** @throws {InputError} unless the code was typed once more */
function refuseUnconfirmed(code: string, confirm: unknown, holders: number): void {
	const typed = isEmpty(confirm) ? '' : naming('Option "Confirm"', () => visible(text(confirm)));
	if (typed !== '' && codeOf(typed) === code) return;
	throw new InputError(
		typed === ''
			? `The deletion of ${code} is not confirmed: ${countedPeople(holders)}`
			: `${quoted(typed)} in the option "Confirm" is not the code of the field, ${code}: ${countedPeople(holders)}`,
		`Deleting a field deletes its values and cannot be undone. If that is meant, enter ${code} in the option "Confirm".`,
	);
}

function unseen(code: string, { message }: Error): NotConfirmed {
	return new NotConfirmed(
		`The portal took the deletion of ${code}, but it could not be confirmed`,
		`The fields could not be read afterwards: ${message}. Look at them in the portal.`,
	);
}

function stillThere(code: string): NotConfirmed {
	return new NotConfirmed(
		`The portal took the deletion, but ${code} is still there`,
		'Try again, or delete the field in the portal.',
	);
}
