/** Every parameter of every form does something: the portal is asked something else, or something else comes out. */
import type { INodeParameters } from 'n8n-workflow';

import { QuickClock } from '../support/clock';
import { choicesOf, forms, type Leaf } from '../support/form';
import { parameters, type Row } from '../support/parameters';
import { merged, outcomeOf, placed, type Outcome } from '../support/parameters/outcome';
import { subjects, type NamedSubject } from '../support/subjects';

const clock = new QuickClock();

beforeAll(() => clock.start());
afterAll(() => clock.stop());

it('every parameter has a row, and every row a parameter', () => {
	const paths = [...forms].map(([name, leaves]) => [name, leaves.map(({ path }) => path).sort()]);
	const rows = [...parameters].map(([name, own]) => [name, Object.keys(own).sort()]);
	expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(paths));
	expect(paths.flatMap(([, own]) => own).length).toBeGreaterThan(230);
});

/** Values to try: those of the row, or all the form offers. */
function valuesOf({ property }: Leaf, { values, modes }: Row): unknown[] {
	if (values) return values;
	if (modes) return Object.entries(modes).map(([mode, value]) => ({ __rl: true, mode, value }));
	if (property.type === 'boolean') return [true, false];
	const choices = choicesOf(property);
	return property.type === 'multiOptions' ? choices.map((one) => [one]) : choices;
}

/** Fails unless it went well, or was refused as the row says. */
function hold({ error }: Outcome, refused: RegExp | undefined): void {
	if (refused) expect(error).toMatch(refused);
	else expect(error).toBeUndefined();
}

async function runs(subject: NamedSubject, leaf: Leaf, row: Row) {
	const base: INodeParameters = merged(subject.form, row.form);
	const without = await outcomeOf(subject, row, base);
	hold(without, row.refused?.without);
	const outcomes: Outcome[] = [];
	for (const value of valuesOf(leaf, row)) {
		outcomes.push(await outcomeOf(subject, row, placed(base, leaf.path.split('.'), value)));
	}
	return { without, outcomes };
}

/** What the parameter is set to comes to something else than leaving it, and each value to something of its own. */
async function holdRow(subject: NamedSubject, leaf: Leaf, row: Row): Promise<void> {
	const { without, outcomes } = await runs(subject, leaf, row);
	const seen = outcomes.map((one) => one.seen + String(one.error));
	const before = without.seen + String(without.error);
	// One of the choices may be what the form begins with.
	const isInitial = row.values === undefined && row.modes === undefined;
	expect(outcomes.length).toBeGreaterThan(0);
	expect(seen.filter((one) => one === before).length).toBeLessThanOrEqual(isInitial ? 1 : 0);
	if (row.modes) {
		const modes = (leaf.property.modes ?? []).map(({ name }) => name);
		expect(Object.keys(row.modes).sort()).toEqual(modes.sort());
		expect(new Set(outcomes.map(({ ids }) => ids)).size).toBe(1);
	} else {
		expect(new Set(seen).size).toBe(seen.length);
	}
	for (const one of outcomes.filter((_, at) => seen[at] !== before)) hold(one, row.refused?.with);
}

describe.each(subjects)('$name', (subject) => {
	const rows = parameters.get(subject.name) ?? {};

	it('comes to the same when it is run again', async () => {
		const run = () => outcomeOf(subject, {}, subject.form);
		expect(await run()).toEqual(await run());
	});

	for (const leaf of forms.get(subject.name) ?? []) {
		// One without a row fails above.
		const row = rows[leaf.path];
		if (row) it(`${leaf.path} does something`, () => holdRow(subject, leaf, row));
	}
});
