/** Part three of the bad input table: input that looks wrong and has to arrive as it was meant. */
import type { Portal } from '../../portal';
import { enter } from '../../support/badInput/row';
import { unusual } from '../../support/badInput/unusual';
import { hintsOf } from '../../support/portal';

/** Somebody by ID or e-mail address. */
function personOf(portal: Portal, name: string) {
	const people = [...portal.people.values()];
	return people.find(({ ID, EMAIL }) => String(ID) === name || EMAIL.toLowerCase() === name);
}

it.each(unusual)('$enters', async (row) => {
	const { run, portal, writes, leaked } = await enter(row);
	expect(run.error?.message).toBeUndefined();
	for (const [name, fields] of Object.entries(row.holds ?? {})) {
		expect(personOf(portal, name)).toMatchObject(fields);
	}
	if (row.hands) {
		expect(run.items).toHaveLength(row.hands.length);
		expect(run.items.map(({ json }) => json)).toMatchObject(row.hands);
	}
	expect(writes).toBe(row.writes);
	const hints = hintsOf(run);
	expect(hints).toEqual(row.hint === undefined ? [] : [expect.stringMatching(`^${row.hint}`)]);
	expect(leaked).toEqual([]);
});
