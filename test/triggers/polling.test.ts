/** Bitrix24 User Changes Trigger: every change once, by the portal's clock, in one request while nothing happens. */
import { CAST, startPortal, type Portal } from '../portal';
import { complaint } from '../support/handlers';
import { addPerson, Watcher } from '../support/polling';
import { BOTH_CREDENTIALS, callsOf, requestsOf } from '../support/portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 20 });
});
afterEach(() => portal.stop());

const HOUR = 3_600_000;

describe.each(BOTH_CREDENTIALS)('with $name', (access) => {
	it('the first poll only remembers; then every kind of change is handed on once', async () => {
		const watcher = new Watcher(portal, {}, access);
		portal.edit(CAST.employee, { NAME: 'Just before' });
		expect(await watcher.poll()).toEqual([]);
		portal.edit(CAST.employee, { NAME: 'Jon' });
		portal.edit(CAST.apostrophe, { ACTIVE: false });
		portal.edit(CAST.dismissed, { ACTIVE: true });
		const added = await addPerson(portal);
		expect(await watcher.changes()).toEqual([
			'updated 3',
			'dismissed 4',
			'reinstated 7',
			`added ${added}`,
		]);
		expect(await watcher.changes()).toEqual([]);
		portal.edit(CAST.apostrophe, { ACTIVE: true });
		portal.edit(CAST.dismissed, { ACTIVE: false });
		portal.edit(added, { NAME: 'Nina' });
		expect(await watcher.changes()).toEqual(['reinstated 4', 'dismissed 7', `updated ${added}`]);
		expect(await watcher.changes()).toEqual([]);
	});
});

describe('requests', () => {
	it('a poll of a quiet portal is one, which counts nothing', async () => {
		const watcher = await new Watcher(portal).begin();
		portal.passTime(HOUR);
		expect(await watcher.poll()).toEqual([]);
		expect(requestsOf(portal)).toEqual(['batch(3 user.get)']);
		expect(callsOf(portal, 'user.get').map(({ params }) => params.start)).toEqual([
			'-1',
			'-1',
			'-1',
		]);
	});

	it('so is one with a few changes; filters cost one more, and only then', async () => {
		const watcher = await new Watcher(portal).begin();
		portal.edit(CAST.employee, { NAME: 'Jon' });
		await watcher.poll();
		expect(requestsOf(portal)).toHaveLength(1);
		watcher.parameters = { filters: { status: 'active' } };
		portal.forget();
		await watcher.poll();
		expect(requestsOf(portal)).toHaveLength(1);
		portal.edit(CAST.employee, { NAME: 'John' });
		await watcher.poll();
		expect(requestsOf(portal)).toHaveLength(3);
	});

	it('the first poll of 5,000 people and the rest of a large import share requests', async () => {
		const large = await startPortal({ people: 5000 });
		const watcher = new Watcher(large);
		await watcher.poll();
		expect(large.requests.length).toBeLessThanOrEqual(4);
		large.forget();
		const ids = [...large.people.keys()].filter((id) => id > 100).slice(0, 1000);
		for (const id of ids) large.edit(id, { WORK_COMPANY: 'Northwind' });
		expect(await watcher.changes()).toEqual(ids.map((id) => `updated ${id}`));
		expect(large.requests.length).toBeLessThanOrEqual(4);
		expect(await watcher.changes()).toEqual([]);
		await large.stop();
	});
});

describe('nothing is missed and nothing comes twice', () => {
	// The portal shows TIMESTAMP_X as `{}`, as ISO and in its own notation, by ID.
	it.each([CAST.employee, CAST.apostrophe, CAST.emoji])(
		'changes of person %i in the same second, with polls between them',
		async (id) => {
			const watcher = await new Watcher(portal, { output: 'raw' }).begin();
			const names: unknown[] = [];
			for (const NAME of ['One', 'Two', 'Three']) {
				portal.edit(id, { NAME });
				for (let poll = 0; poll < 2; poll++) {
					names.push(...(await watcher.poll()).map((item) => item.NAME));
				}
			}
			expect(names).toEqual(['One', 'Two', 'Three']);
		},
	);

	it('changes while a poll runs', async () => {
		const watcher = await new Watcher(portal).begin();
		const ids = [...portal.people.keys()].filter((id) => id > 100);
		portal.edit(ids[0], { NAME: 'Before' });
		portal.fault({ method: 'batch', delay: 100 });
		let isRunning = true;
		const running = watcher.changes().finally(() => (isRunning = false));
		while (isRunning && portal.requests.length === 0) {
			// The request is recorded when it comes in, and answered after the delay.
			await new Promise(setImmediate);
			portal.edit(ids[1], { NAME: 'Meanwhile' });
			portal.edit(ids[2], { ACTIVE: false });
		}
		const seen = [...(await running), ...(await watcher.changes()), ...(await watcher.changes())];
		expect(seen.filter((change) => change === `updated ${ids[0]}`)).toHaveLength(1);
		expect(new Set(seen).size).toBe(seen.length);
		expect(seen).toEqual(
			expect.arrayContaining([`updated ${ids[1]}`, expect.stringContaining(` ${ids[2]}`)]),
		);
	});

	it('changes of a missed hour', async () => {
		const watcher = await new Watcher(portal).begin();
		portal.edit(CAST.employee, { NAME: 'Jon' });
		portal.passTime(HOUR / 2);
		portal.edit(CAST.dismissed, { ACTIVE: true });
		portal.passTime(HOUR / 2);
		expect(await watcher.changes()).toEqual(['updated 3', 'reinstated 7']);
		expect(await watcher.changes()).toEqual([]);
	});

	it('changes around polls that go wrong, at the list or at the filters', async () => {
		const watcher = await new Watcher(portal, { filters: { status: 'active' } }).begin();
		const before = JSON.stringify(watcher.memory);
		portal.edit(CAST.employee, { NAME: 'Jon' });
		portal.refuse({ status: 403, error: 'ACCESS_DENIED', error_description: '' });
		expect(await complaint(watcher.poll())).toMatch(/does not allow REST requests/);
		portal.refuse(undefined);
		const answer = { status: 403, body: { error: 'insufficient_scope', error_description: '' } };
		portal.fault({ method: 'user.get', answer });
		expect(await complaint(watcher.poll())).toMatch(/lacks a permission/);
		expect(JSON.stringify(watcher.memory)).toBe(before);
		expect(await watcher.changes()).toEqual(['updated 3']);
		expect(await watcher.changes()).toEqual([]);
	});

	it('while one poll takes long and n8n starts the next one', async () => {
		const watcher = await new Watcher(portal).begin();
		portal.edit(CAST.employee, { NAME: 'Jon' });
		portal.fault({ method: 'batch', delay: 100 });
		const both = await Promise.all([watcher.changes(), watcher.changes()]);
		expect(both.flat()).toEqual(['updated 3']);
	});

	it('in two workflows on one portal, each with its own memory', async () => {
		const one = await new Watcher(portal).begin();
		const other = await new Watcher(portal, { changes: ['dismissed'] }).begin();
		portal.edit(CAST.employee, { NAME: 'Jon' });
		portal.edit(CAST.apostrophe, { ACTIVE: false });
		expect(await one.changes()).toEqual(['updated 3', 'dismissed 4']);
		expect(await other.changes()).toEqual(['dismissed 4']);
	});

	it.each([-5 * HOUR, 5 * HOUR])(
		'by the portal’s clock, %i ms off this n8n’s',
		async (clockSkew) => {
			const skewed = await startPortal({ people: 0, clockSkew, language: 'ru' });
			skewed.edit(CAST.apostrophe, { NAME: 'Before' });
			const watcher = await new Watcher(skewed).begin();
			skewed.passTime(1000);
			skewed.edit(CAST.employee, { NAME: 'Jon' });
			expect(await watcher.changes()).toEqual(['updated 3']);
			skewed.passTime(60_000);
			expect(await watcher.changes()).toEqual([]);
			await skewed.stop();
		},
	);
});
