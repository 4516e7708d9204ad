import * as form from '../../form/options';
import { MAX_TRIES, NotConfirmed } from '../../plan/errors';
import { isLost } from '../../transport/errors';
import { handOn, inSteps } from '../../plan/plans';
import type { Answers, HintTopic, Item, Plan, WholeOperation, Wish } from '../../plan/types';
import type { Row } from '../../transport/list';
import {
	andThen,
	attempt,
	type Outcome,
	type Params,
	type RestAnswer,
} from '../../transport/types';
import { InputError } from '../../values/errors';
import { codeIn, definitionList, type ListValue, listValuesOf } from './definitions';
import { fieldLocator, readField } from './form';
import { holdersIn, holdersRequest } from './holders';
import { compare, type Difference, itemsOf, readValues } from './listValues';

const LOST_VALUES: HintTopic = {
	say: (details) => `People lost the values that were removed from the lists: ${details}`,
};

const WOULD_LOSE_VALUES: HintTopic = {
	say: (details) => `People would lose the values that are removed from the lists: ${details}`,
};

export const syncValues: WholeOperation = {
	value: 'syncValues',
	name: 'Sync Values',
	action: 'Sync values of custom field',
	description:
		'Make the values of a list field those of a list of yours, keeping what people have chosen',
	writes: true,
	properties: [
		fieldLocator,
		{
			displayName: 'Values',
			name: 'values',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. Office; Remote; Hybrid',
			description:
				'All values of the list, in lines or with semicolons between them, or an array. Values are matched by their label; capitals and blanks do not matter.',
		},
		form.optionsCollection([
			form.previewOption,
			{
				displayName: 'Remove Missing',
				name: 'removeMissing',
				type: 'boolean',
				default: true,
				description:
					'Whether values that are not in your list are removed from the portal. People who have them lose them.',
			},
		]),
	],
	async weigh(items) {
		const [asker] = items;
		const read = items.map((item) => attempt(() => readWish(item)));
		const known = await asker.lookUp(read.flatMap((one) => (one.ok ? [one.value.ref] : [])));
		const seen = new Set<number>();
		const wanted = read.map((one) =>
			andThen(one, ({ ref, values, ...rest }) => {
				const id = known.id(ref);
				const row = known.row(ref) ?? {};
				refuseRepeated(row, id, seen);
				const present = listIn(row);
				return { ...rest, id, row, present, values, difference: compare(present, values) };
			}),
		);
		const going = wanted.flatMap((one) => (one.ok ? goingIn(one.value) : []));
		const { requests } = await asker.read({
			requests: going.map(({ code, value }) => holdersRequest(code, value.id)),
		});
		const holders = new Map(going.map(({ value }, at) => [value, requests[at]]));
		return {
			items: wanted.map((one) => andThen(one, (wish) => planOf(wish, holders))),
			others: [],
		};
	},
};

function readWish(item: Item) {
	return {
		item,
		ref: readField(item),
		values: readValues(item.param('values', ''), 'Values'),
		removes: form.readSwitch(form.optionsOf(item).removeMissing, 'Remove Missing'),
		isPreview: form.readPreview(item),
	};
}

interface Wanted {
	item: Item;
	id: number;
	row: Row;
	present: ListValue[];
	/** The labels that the list is to have. */
	values: string[];
	difference: Difference;
	removes: boolean;
	isPreview: boolean;
}

/** Each item would take the values of the one before it for missing, and a value of both would be added twice. */
function refuseRepeated(row: Row, id: number, seen: Set<number>): void {
	if (!seen.has(id)) {
		seen.add(id);
		return;
	}
	throw new InputError(
		`An item before this one has values for ${codeIn(row)} already`,
		'Put all values of a field into one item: the Aggregate node makes a list of many items.',
	);
}

function listIn(row: Row): ListValue[] {
	const values = listValuesOf(row);
	if (values) return values;
	throw new InputError(
		`${codeIn(row)} is no list: its type is ${String(row.USER_TYPE_ID)}`,
		'Choose a field of the type "List".',
	);
}

function goingIn({ row, removes, difference }: Wanted): Array<{ code: string; value: ListValue }> {
	return removes ? difference.extra.map((value) => ({ code: codeIn(row), value })) : [];
}

function planOf(wanted: Wanted, holders: ReadonlyMap<ListValue, Outcome<RestAnswer>>): Plan {
	const { item, id, row, difference, removes, isPreview } = wanted;
	const code = codeIn(row);
	const { added, renamed, kept, extra } = difference;
	const removed = goingIn(wanted).map(({ value }) => {
		const answer = holders.get(value);
		return { value, people: answer ? holdersIn(answer) : 0 };
	});
	const output = {
		id: String(id),
		code,
		added,
		renamed: renamed.map(({ value, to }) => ({ from: value.label, to })),
		kept: [...kept, ...(removes ? [] : extra)].map(({ label }) => label),
		removed: removed.map(({ value, people }) => ({ value: value.label, people })),
	};
	const losses = removed
		.filter(({ people }) => people > 0)
		.map(({ value, people }) => `${code} "${value.label}" (${people})`);
	const tell = (topic: HintTopic) => losses.forEach((detail) => item.hint(topic, detail));
	if (isPreview) {
		tell(WOULD_LOSE_VALUES);
		return handOn([{ ...output, preview: true }]);
	}
	const gone = removed.map(({ value }) => value);
	const changes = itemsOf(wanted.present, difference, gone);
	if (changes.length === 0) return handOn([output]);
	return inSteps(`custom field ${code}`, function* () {
		yield* carryOut(wanted, gone, changes);
		tell(LOST_VALUES);
		return [output];
	});
}

/** Sends what is missing until the list is seen to be as it should. */
function* carryOut(
	wanted: Wanted,
	gone: readonly ListValue[],
	first: Params[],
): Generator<Wish, void, Answers> {
	const { id, row, values } = wanted;
	const code = codeIn(row);
	let changes = first;
	for (let tries = 1; ; tries++) {
		// Sent twice, it would add its values twice.
		const { requests } = yield {
			requests: [
				{
					method: 'user.userfield.update',
					params: { id, fields: { LIST: changes } },
					safety: 'once',
				},
			],
		};
		const [sent] = requests;
		const { lists } = yield { lists: [definitionList] };
		const [definitions] = lists;
		if (!definitions.ok) throw sent.ok ? unseen(code, definitions.error) : sent.error;
		const stored = definitions.value.find(({ ID }) => Number(ID) === id);
		const missing = missingIn(stored, wanted.difference, gone);
		if (missing.length === 0) return;
		if (sent.ok) throw notTaken(code, missing);
		if (!isLost(sent.error) || tries === MAX_TRIES || !stored) throw sent.error;
		const present = listIn(stored);
		const left = new Set(present.map((value) => value.id));
		changes = itemsOf(
			present,
			compare(present, values),
			gone.filter((value) => left.has(value.id)),
		);
	}
}

/** What is not as it should be, in words. */
function missingIn(
	row: Row | undefined,
	{ added, renamed }: Difference,
	gone: readonly ListValue[],
): string[] {
	const stored = (row && listValuesOf(row)) ?? [];
	const labels = new Set(stored.map(({ label }) => label));
	const ids = new Set(stored.map(({ id }) => id));
	return [
		...[...added, ...renamed.map(({ to }) => to)].filter((label) => !labels.has(label)),
		...gone.filter(({ id }) => ids.has(id)).map(({ label }) => `${label} (still there)`),
	];
}

function unseen(code: string, { message }: Error): NotConfirmed {
	return new NotConfirmed(
		`The portal took the values of ${code}, but it could not be confirmed`,
		`The field could not be read afterwards: ${message}. Look at its values in the portal.`,
	);
}

function notTaken(code: string, missing: readonly string[]): NotConfirmed {
	return new NotConfirmed(
		`The portal took the values of ${code}, but not all of them arrived: ${missing.join(', ')}`,
		'Look at the field in the portal, then run this again: it does what is left.',
	);
}
