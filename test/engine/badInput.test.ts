/** The bad input table of issue 2, part one: what people enter into the form. */
import { lists } from './support/badInput/lists';
import { people } from './support/badInput/people';
import { enter, shown, type BadInput } from './support/badInput/row';
import { values } from './support/badInput/values';

describe.each<[part: string, rows: BadInput[]]>([
	['whom', people],
	['what', values],
	['which ones', lists],
])('bad input: %s', (_part, rows) => {
	it.each(rows)('$enters', async (row) => {
		const seen = await enter(row);
		const { sees, advice, item } = shown(seen);
		expect({ sees, advice: advice.slice(0, row.advice.length) }).toEqual({
			sees: row.sees,
			advice: row.advice,
		});
		expect(item).toBe(row.item ?? 0);
		expect(seen.writes).toBe(row.writes ?? 0);
		expect(seen.leaked).toEqual([]);
	});
});
