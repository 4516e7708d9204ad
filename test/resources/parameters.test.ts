/** Every parameter of every form does something: the portal is asked something else, or something else comes out. */
import { QuickClock } from '../support/clock';
import { forms } from '../support/form';
import { parameters } from '../support/parameters';
import { holdRow } from '../support/parameters/hold';
import { outcomeOf } from '../support/parameters/outcome';
import { subjects } from '../support/subjects';

const clock = new QuickClock();

beforeAll(() => clock.start());
afterAll(() => clock.stop());

it('every parameter has a row, and every row a parameter', () => {
	const paths = [...forms].map(([name, leaves]) => [name, leaves.map(({ path }) => path).sort()]);
	const rows = [...parameters].map(([name, own]) => [name, Object.keys(own).sort()]);
	expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(paths));
	expect(paths.flatMap(([, own]) => own).length).toBeGreaterThan(230);
});

describe.each(subjects)('$name', (subject) => {
	const rows = parameters.get(subject.name) ?? {};

	it('comes to the same when it is run again', async () => {
		const run = () => outcomeOf(subject, {}, subject.form);
		expect(await run()).toEqual(await run());
	});

	for (const leaf of forms.get(subject.name) ?? []) {
		const row = rows[leaf.path];
		// One without a row fails above.
		if (!row) continue;
		it(`${leaf.path} does something`, () =>
			holdRow(leaf, row, subject.form, (form) => outcomeOf(subject, row, form)));
	}
});
