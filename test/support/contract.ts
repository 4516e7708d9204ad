/** What every operation owes, run over one subject. */
import type { IDataObject } from 'n8n-workflow';

import type { NodeRun } from '../harness';
import { startPortal, type Portal, type Scope } from '../portal';
import { secretsOf, SecretSearch } from '../trust/support/secrets';
import { QuickClock } from './clock';
import { BOTH_CREDENTIALS, pluck, runOn } from './portal';
import { stateOf } from './state';
import type { NamedSubject } from './subjects';

/** Scopes a resource cannot do without, one of each row. */
const SCOPES: Record<string, Scope[]> = {
	user: ['user', 'user_basic', 'user_brief'],
	department: ['department'],
	workgroup: ['sonet_group'],
	customField: ['user.userfield'],
};

const ALL_SCOPES: Scope[] = [
	'user',
	'user_basic',
	'user_brief',
	'user.userfield',
	'department',
	'sonet_group',
];

const json = (items: NodeRun['items']) => items.map((item) => item.json);

/** The message of an error item, whatever stands beside it. */
const saidBy = (item: NodeRun['items'][number]) => JSON.stringify(item.json);

export function describeContract(subject: NamedSubject): void {
	let portal: Portal;

	const open = async () => {
		portal = await startPortal({ people: 0, ...subject.portal });
		subject.before?.(portal);
	};

	beforeEach(open);

	afterEach(() => portal.stop());

	const numbered = (all: IDataObject[]) => all.map((one, index) => ({ ...one, row: index + 1 }));
	const good = subject.items.map(([item]) => item);
	const outputs = subject.items.flatMap(([, rows]) => rows);
	const rows = subject.items.flatMap(([, own], index) => own.map(() => index + 1));
	const { bad, changes } = subject;
	/** As it stands in the message of an error item, quotes escaped. */
	const words = bad && JSON.stringify(bad.message).slice(1, -1);

	describe.each(BOTH_CREDENTIALS)('with $name', (access) => {
		/** Runs it, and looks for secrets in whatever came of it. */
		const run = async (
			items: IDataObject[],
			{
				form,
				account,
				...options
			}: Partial<Parameters<typeof runOn>[2]> & {
				form?: typeof subject.form;
			} = {},
		) => {
			const credentials = access.credential(portal, account);
			const all = { items: numbered(items), credentials, ...options };
			const done = await runOn(portal, { ...subject.form, ...form }, all, access);
			const secrets = new SecretSearch(secretsOf(credentials));
			expect(secrets.find(done.items, done.errorItems, done.hints, done.error)).toEqual([]);
			return done;
		};

		it('one item', async () => {
			const done = await run(good.slice(0, 1));
			expect(done.error).toBeUndefined();
			expect(json(done.items)).toEqual(subject.items[0][1]);
		});

		it('many items, each linked to what comes out of it', async () => {
			const done = await run(good);
			expect(done.error).toBeUndefined();
			expect(json(done.items)).toEqual(outputs);
			expect(pluck(done.next, 'row')).toEqual(rows);
			if (subject.isDone) expect(subject.isDone(portal)).toBe(true);
		});

		if (bad && words !== undefined) {
			it('Stop: names the faulty item, hands nothing on, and nothing was changed', async () => {
				const done = await run([...good, bad.json]);
				expect(done.items).toEqual([]);
				expect(done.error?.message).toContain(bad.message);
				// n8n adds the number of the item, so nobody else does.
				expect(done.error?.message).not.toMatch(/\bitem \d/i);
				if (changes) expect(changes(portal)).toEqual([]);
			});

			it('Continue, error output: the others go through, the faulty one is linked and keeps its row', async () => {
				const done = await run([bad.json, ...good], { continueOnFail: 'continueErrorOutput' });
				expect(json(done.items)).toEqual(outputs);
				expect(pluck(done.next, 'row')).toEqual(rows.map((row) => row + 1));
				expect(pluck(done.nextOnError, 'row')).toEqual([1]);
				expect(saidBy(done.errorItems[0])).toContain(words);
				expect(done.errorItems[0].json).toMatchObject({ ...bad.json, row: 1 });
			});

			it('Continue, regular output: every item in its place', async () => {
				const done = await run([...good, bad.json], { continueOnFail: 'continueRegularOutput' });
				expect(json(done.items).slice(0, -1)).toEqual(outputs);
				expect(saidBy(done.items[done.items.length - 1])).toContain(words);
				expect(pluck(done.next, 'row')).toEqual([...rows, good.length + 1]);
			});
		}

		if (changes) {
			it('Preview: says what would be, and changes nothing', async () => {
				const options = typeof subject.form.options === 'object' ? subject.form.options : {};
				const { asked, outputs: foreseen } = subject.preview ?? {};
				const before = stateOf(portal);
				const done = await run(good, { form: asked ?? { options: { ...options, preview: true } } });
				expect(done.error).toBeUndefined();
				expect(json(done.items)).toEqual(
					foreseen ?? outputs.map((row) => ({ ...row, preview: true })),
				);
				expect(pluck(done.next, 'row')).toEqual(rows);
				expect(changes(portal)).toEqual([]);
				expect(stateOf(portal)).toEqual(before);
			});

			it('an answer that is lost: the portal ends up as without the loss, nothing is done twice', async () => {
				const clock = new QuickClock();
				clock.start();
				try {
					await run(good);
					const methods = [...new Set(changes(portal).map(({ method }) => method))];
					const calm = stateOf(portal);
					expect(methods).not.toEqual([]);
					for (const carrier of carriersOf(portal, methods)) {
						await portal.stop();
						await open();
						portal.fault({ ...carrier, when: 'after', connection: 'reset' });
						const done = await run(good);
						expect(done.error).toBeUndefined();
						expect(json(done.items).map((row) => ({ ...row, recovered: undefined }))).toEqual(
							outputs,
						);
						expect(stateOf(portal)).toEqual(calm);
					}
				} finally {
					clock.stop();
				}
			});
		}

		it('a scope that is missing is named, with what to do', async () => {
			const missing = SCOPES[subject.resource];
			const scopes = ALL_SCOPES.filter((scope) => !missing.includes(scope));
			const done = await run(good, { account: { scopes } });
			const said = `${done.error?.message} ${String(done.error && 'description' in done.error && done.error.description)}`;
			expect(done.items).toEqual([]);
			expect(said).toContain(missing[0]);
			expect(said).toContain('tick');
		});
	});
}

/** The HTTP requests that carried calls of these methods, as faults name them. */
function carriersOf({ requests }: Portal, methods: string[]) {
	return requests.flatMap(({ method, calls }, at) =>
		calls.some((call) => methods.includes(call.method))
			? [{ method, skip: requests.slice(0, at).filter((one) => one.method === method).length }]
			: [],
	);
}
