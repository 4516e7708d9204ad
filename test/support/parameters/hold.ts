/** What is held of every parameter: what it is set to comes to something else than leaving it, and each value to something of its own. */
import type { INodeParameters } from 'n8n-workflow';

import { choicesOf, type Leaf } from '../form';
import { merged, placed, type Outcome } from './outcome';
import type { Row } from './types';

/** Values to try: those of the row, or all the form offers. */
function valuesOf({ property }: Leaf, { values, modes }: Row): unknown[] {
	if (values) return values;
	if (modes) return Object.entries(modes).map(([mode, value]) => ({ __rl: true, mode, value }));
	if (property.type === 'boolean') return [true, false];
	const choices = choicesOf(property);
	return property.type === 'multiOptions' ? choices.map((one) => [one]) : choices;
}

/** Fails unless it went well, or was refused as the row says. */
function expectGone({ error }: Outcome, refused: RegExp | undefined): void {
	if (refused) expect(error).toMatch(refused);
	else expect(error).toBeUndefined();
}

/**
 * @param form what the form says besides the row
 * @param run one run of it, on a portal of its own
 */
export async function holdRow(
	leaf: Leaf,
	row: Row,
	form: INodeParameters,
	run: (form: INodeParameters) => Promise<Outcome>,
): Promise<void> {
	const base = merged(form, row.form);
	const without = await run(base);
	expectGone(without, row.refused?.without);
	const outcomes: Outcome[] = [];
	for (const value of valuesOf(leaf, row)) {
		outcomes.push(await run(placed(base, leaf.path.split('.'), value)));
	}
	const words = (one: Outcome) => `${one.seen}${one.error}`;
	const others = outcomes.filter((one) => words(one) !== words(without));
	// One of the choices may be what the form begins with.
	const isInitial = row.values === undefined && row.modes === undefined;
	expect(others.length).toBeGreaterThan(0);
	expect(others.length).toBeGreaterThanOrEqual(outcomes.length - (isInitial ? 1 : 0));
	for (const one of others) expectGone(one, row.refused?.with);
	if (row.modes) {
		const modes = (leaf.property.modes ?? []).map(({ name }) => name);
		expect(Object.keys(row.modes).sort()).toEqual(modes.sort());
		expect(new Set(outcomes.map(({ ids }) => ids)).size).toBe(1);
	} else {
		expect(new Set(outcomes.map(words)).size).toBe(outcomes.length);
	}
}
