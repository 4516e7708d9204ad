/**
 * What the portal may refuse departments, workgroups and custom fields with, whole, and what a person reads of it: each
 * documented error of each method, met by every operation that sends the method.
 */
import type { NodeRun } from '../harness';
import { startPortal, type Portal } from '../portal';
import { QuickClock } from '../support/clock';
import { callsOf, runOn } from '../support/portal';
import { documented, ofAnyMethod, undocumented } from '../support/refusals/documented';
import { operations, shown, shownOfAny } from '../support/refusals/shown';

type Form = (typeof operations)[string][number];

const clock = new QuickClock();
beforeAll(() => clock.start());
afterAll(() => clock.stop());

let portal: Portal;
afterEach(async () => await portal?.stop());

const titleOf = (form: Form) => `${String(form.resource)} ${String(form.operation)}`;

async function refused(form: Form, method: string, error: [number, string, string]) {
	const [status, code, text] = error;
	portal = await startPortal({
		people: 0,
		onCall: (call) =>
			call.method === method ? { status, error: code, error_description: text } : undefined,
	});
	clock.reset();
	return await runOn(portal, form, { next: undefined });
}

function expectShown({ error, items }: NodeRun, { sees, advice }: (typeof shown)[string]) {
	expect(items).toEqual([]);
	const message = String(error?.message);
	expect(message).toContain(sees);
	// Said once, without the portal's markup, and never in words that explain nothing.
	expect(message.split(sees)).toHaveLength(2);
	expect(message).not.toMatch(/<br>|\b(?:error|problem|failed)\b/i);
	expect(error && 'description' in error && error.description).toContain(advice);
}

const rows = [...documented, ...undocumented].flatMap(({ method, errors, page }) =>
	errors.flatMap(([code, text]) =>
		operations[method].map((form) => ({ page, method, code, text, form, title: titleOf(form) })),
	),
);

it.each(rows)('$method "$text" at $title', async ({ method, code, text, form }) => {
	const run = await refused(form, method, [400, code, text]);
	expectShown(run, shown[text]);
	const met = callsOf(portal, method);
	expect(met).not.toEqual([]);
	if (/\.(?:get|list)$/.test(method)) return;
	// A refusal is not asked for twice, and tells whom or what it is about.
	expect(new Set(met.map(({ params }) => JSON.stringify(params))).size).toBe(met.length);
	expect(run.error?.message).toMatch(
		/\((?:.*, )?(?:department|workgroup|custom field) .+\)$|UF_USR_/,
	);
});

describe.each(ofAnyMethod)('%i %s', (status, code, text) => {
	const met = ['department.get', 'sonet_group.get', 'user.userfield.list'].map((method) => ({
		method,
		form: operations[method][0],
	}));
	it.each(met)('of $method', async ({ method, form }) => {
		expectShown(await refused(form, method, [status, code, text]), shownOfAny[code]);
	});
});

it('Every documented error has a row, and every row an error and an operation.', () => {
	const texts = [...documented, ...undocumented].flatMap(({ errors }) => errors);
	expect(Object.keys(shown).sort()).toEqual([...new Set(texts.map(([, text]) => text))].sort());
	expect(Object.keys(shownOfAny).sort()).toEqual(ofAnyMethod.map(([, code]) => code).sort());
	expect(Object.keys(operations).sort()).toEqual(documented.map(({ method }) => method).sort());
});
