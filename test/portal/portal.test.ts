/** The portal as a whole: the same every time, fast when big, and a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { caller } from './server/caller';
import { startPortal } from '.';

it('the same number and seed give the same people', async () => {
	const portals = await Promise.all([
		startPortal({ people: 30, seed: 7 }),
		startPortal({ people: 30, seed: 7 }),
		startPortal({ people: 30, seed: 8 }),
	]);
	const [a, b, c] = portals.map(({ people }) =>
		JSON.stringify([...people.values()].filter(({ ID }) => ID > 100)),
	);
	await Promise.all(portals.map((portal) => portal.stop()));
	expect(a).toBe(b);
	expect(a).not.toBe(c);
});

it('has more departments and workgroups than a page, in the portal’s language', async () => {
	const portal = await startPortal({ language: 'ru', people: 2000 });
	expect(portal.departments.length).toBeGreaterThan(60);
	expect(portal.workgroups.length).toBeGreaterThan(60);
	expect(portal.departments.map(({ NAME }) => NAME).join()).toContain('Логистика');
	const people = [...portal.people.values()];
	const share = (test: (index: (typeof people)[number]) => boolean) =>
		people.filter(test).length / people.length;
	expect(share(({ ACTIVE }) => !ACTIVE)).toBeCloseTo(0.04, 1);
	expect(share(({ USER_TYPE }) => USER_TYPE === 'extranet')).toBeCloseTo(0.03, 1);
	await portal.stop();
});

it('keeps the order of IDs when tests change people directly', async () => {
	const portal = await startPortal({ people: 5 });
	const [sample] = portal.people.values();
	portal.people.set(50, { ...sample, ID: 50 });
	portal.people.delete(4);
	const call = caller(portal.webhook());
	const { ids } = await call('user.get', { FILTER: { '>ID': 2, '<ID': 60 } });
	expect(ids).not.toContain(4);
	expect(ids.at(-1)).toBe(50);
	await portal.stop();
});

it('serves a page out of many people without walking them all', async () => {
	const portal = await startPortal({ people: 20_000 });
	const call = caller(portal.webhook());
	await call('profile');
	const before = performance.now();
	for (let page = 0; page < 20; page += 1) {
		const { rows } = await call('user.get', { start: -1, FILTER: { '>ID': page * 900 } });
		expect(rows).toHaveLength(50);
	}
	expect(performance.now() - before).toBeLessThan(2000);
	await portal.stop();
});

it('runs as a process: prints its addresses and ends on SIGTERM', async () => {
	const root = path.resolve(__dirname, '../..');
	const child = spawn(
		process.execPath,
		['--import', 'tsx', path.join(__dirname, 'cli.ts'), '--people', '5', '--language', 'de'],
		{ cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
	);
	const exited = once(child, 'exit');
	const [line] = await once(createInterface(child.stdout), 'line');
	const told: unknown = JSON.parse(String(line));
	expect(told).toEqual({
		url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
		webhook: expect.stringMatching(/\/rest\/1\/[0-9a-f]+\/$/),
		clientId: expect.any(String),
		clientSecret: expect.any(String),
		authServer: expect.any(String),
	});
	const { webhook } = Object(told);
	expect((await caller(String(webhook))('profile')).status).toBe(200);
	child.kill('SIGTERM');
	expect(await exited).toEqual([0, null]);
});
