/** What every operation owes, run over one subject: both credentials, one and many items, On Error, pairing, preview. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { NodeRun } from '../harness';
import { startPortal, type Portal, type PortalOptions, type RecordedCall } from '../portal';
import { BOTH_CREDENTIALS, pluck, runOn } from './portal';

/** One operation, with items that can be carried out and one that cannot. */
export interface Subject {
	form: INodeParameters;
	portal?: PortalOptions;
	/** What happened to the portal beforehand. */
	before?: (portal: Portal) => void;
	/** Each with what comes out of it; outputs of several items must not be equal, so that crossed links show. */
	items: Array<[json: IDataObject, outputs: IDataObject[]]>;
	bad: { json: IDataObject; message: string };
	/** Calls so far that changed something; undefined for an operation that reads. */
	changes?: (portal: Portal) => RecordedCall[];
	/** Whether the changes have been made, as stored in the portal. */
	isDone?: (portal: Portal) => boolean;
}

const json = (items: NodeRun['items']) => items.map((item) => item.json);

/** The message of an error item, whatever stands beside it. */
const saidBy = (item: NodeRun['items'][number]) => JSON.stringify(item.json);

export function describeContract(subject: Subject): void {
	let portal: Portal;

	beforeEach(async () => {
		portal = await startPortal({ people: 0, ...subject.portal });
		subject.before?.(portal);
	});

	afterEach(() => portal.stop());

	const numbered = (all: IDataObject[]) => all.map((one, index) => ({ ...one, row: index + 1 }));
	const good = subject.items.map(([item]) => item);
	const outputs = subject.items.flatMap(([, rows]) => rows);
	const rows = subject.items.flatMap(([, own], index) => own.map(() => index + 1));
	const { bad, changes } = subject;
	/** As it stands in the message of an error item, quotes escaped. */
	const words = JSON.stringify(bad.message).slice(1, -1);

	describe.each(BOTH_CREDENTIALS)('with $name', (access) => {
		const run = (items: IDataObject[], options: Partial<Parameters<typeof runOn>[2]> = {}) =>
			runOn(portal, subject.form, { items: numbered(items), ...options }, access);

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

		it('Stop: names the faulty item, hands nothing on, and nothing was changed', async () => {
			const done = await run([...good, bad.json]);
			expect(done.items).toEqual([]);
			expect(done.error?.message).toContain(bad.message);
			if (changes) expect(changes(portal)).toEqual([]);
		});

		it('Continue, error output: the others go through, the faulty one is linked', async () => {
			const done = await run([bad.json, ...good], { continueOnFail: 'continueErrorOutput' });
			expect(json(done.items)).toEqual(outputs);
			expect(pluck(done.next, 'row')).toEqual(rows.map((row) => row + 1));
			expect(pluck(done.nextOnError, 'row')).toEqual([1]);
			expect(saidBy(done.errorItems[0])).toContain(words);
		});

		it('Continue, regular output: every item in its place', async () => {
			const done = await run([...good, bad.json], { continueOnFail: 'continueRegularOutput' });
			expect(json(done.items).slice(0, -1)).toEqual(outputs);
			expect(saidBy(done.items[done.items.length - 1])).toContain(words);
			expect(pluck(done.next, 'row')).toEqual([...rows, good.length + 1]);
		});

		if (changes) {
			it('Preview: says what would be, and changes nothing', async () => {
				const options = typeof subject.form.options === 'object' ? subject.form.options : {};
				const form = { ...subject.form, options: { ...options, preview: true } };
				const done = await runOn(portal, form, { items: numbered(good) }, access);
				expect(done.error).toBeUndefined();
				expect(json(done.items)).toEqual(outputs.map((row) => ({ ...row, preview: true })));
				expect(pluck(done.next, 'row')).toEqual(rows);
				expect(changes(portal)).toEqual([]);
			});
		}
	});
}
