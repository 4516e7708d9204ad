/** Offboard: what somebody leads, owns and works on is passed on, then their access is taken away. */
import { isActive } from '../../../form/peopleList';
import { InputError } from '../../../values/errors';
import type { Item, Known, Plan, WholeOperation } from '../../../plan/types';
import { sideBySide, walkOut } from '../../../plan/walks';
import type { Row } from '../../../transport/list';
import { andThen, attempt, type Outcome } from '../../../transport/types';
import { notAccepted, ownPerson } from '../activity';
import { checkNumber } from '../form/brake';
import { type Circumstances, circumstancesOf, LOSES_HEAD } from '../lifecycle';
import { IDENTITY, personLabel } from '../people';
import { type Form, MAX_PEOPLE, properties, readForm } from './form';
import { survey, type Offboarding } from './offboarding';
import { chosenHeir } from './successor';
import type { Leaver } from './words';

export const offboard: WholeOperation = {
	value: 'offboard',
	name: 'Offboard',
	action: 'Offboard user',
	description:
		'Pass on what a person leads, owns and works on, take them out of workgroups, and dismiss them',
	builderHint:
		'Hands over to the manager or to "successor", then dismisses. Put an approval before it.',
	writes: true,
	properties,
	async weigh(items) {
		if (items.length === 0) return { items: [], others: [] };
		const [asker] = items;
		const forms = items.map((item) => attempt(() => readForm(item)));
		const refs = forms.flatMap((form) =>
			form.ok ? [form.value.person, ...(form.value.successor ? [form.value.successor] : [])] : [],
		);
		const known = await asker.lookUp(refs, [...IDENTITY, 'UF_DEPARTMENT']);
		const rows = forms.map((form) => andThen(form, ({ person }) => demand(known, person)));
		checkNumber(asker, rows, MAX_PEOPLE);
		const found = rows.flatMap((row) => (row.ok ? [row.value] : []));
		const circumstances = await circumstancesOf(asker, found, true);
		const wanted = wishes(forms, rows, known, circumstances);
		const sound = wanted.flatMap((one) => (one.ok ? [one.value] : []));
		const surveyed = await walkOut(asker, sideBySide(sound.map(survey)));
		const plans = new Map<Offboarding, Outcome<Plan>>(sound.map((one, at) => [one, surveyed[at]]));
		return {
			items: wanted.map((one) => (one.ok ? (plans.get(one.value) ?? notSurveyed()) : one)),
			others: [],
		};
	},
};

function demand(known: Known, ref: Form['person']): Row {
	const id = known.id(ref);
	return known.row(ref) ?? { ID: String(id) };
}

/** What every item comes to, or why it must not be carried out. */
function wishes(
	forms: ReadonlyArray<Outcome<Form>>,
	rows: ReadonlyArray<Outcome<Row>>,
	known: Known,
	circumstances: Circumstances,
): Array<Outcome<Offboarding>> {
	const leaving = new Set(rows.flatMap((row) => (row.ok ? [Number(row.value.ID)] : [])));
	const seen = new Set<number>();
	return forms.map((form, at) =>
		andThen(form, ({ item, successor, parts, dismissAnyway, isPreview }) => {
			const row = andThen(rows[at], (one) => one);
			if (!row.ok) throw row.error;
			const leaver = leaverOf(row.value);
			if (circumstances.ownId === leaver.id) throw ownPerson(row.value);
			if (parts.includes('dismiss') && !leaver.isDismissed) {
				if (circumstances.isPending(leaver.id)) throw notAccepted(row.value, false);
				if (!parts.includes('departments')) tellLost(item, leaver, circumstances);
			}
			if (seen.has(leaver.id)) throw twice(leaver);
			seen.add(leaver.id);
			const heir = successor && chosenHeir(demand(known, successor), leaver, leaving);
			return { item, leaver, heir, parts, dismissAnyway, isPreview, leaving };
		}),
	);
}

function tellLost(item: Item, { id, label }: Leaver, { ledBy }: Circumstances): void {
	if (ledBy(id).length > 0) item.hint(LOSES_HEAD, `${label}: ${ledBy(id).join(', ')}`);
}

function leaverOf(row: Row): Leaver {
	return { id: Number(row.ID), row, label: personLabel(row), isDismissed: !isActive(row) };
}

function twice({ label }: Leaver): InputError {
	return new InputError(
		`An item before this one offboards ${label} already`,
		'Keep one item per person.',
	);
}

function notSurveyed(): Outcome<Plan> {
	return { ok: false, error: new TypeError('An item was not looked at') };
}
