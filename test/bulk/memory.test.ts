/** 50,000 people: Return All stays within 1.5 × the size of its items, Sync Directory within 2 ×. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { engine } from '../harness/engine';
import { closePortals, portalOf } from './support';
import type { Memories, Memory } from './memoryRun';

/** Requests of Return All; the sync needs as many, and one more per 50 people who change. */
const READING = 21;

let memories: Memories;
let requests: number;

beforeAll(async () => {
	const portal = await portalOf(50_000);
	const { stdout } = await promisify(execFile)(
		process.execPath,
		['--expose-gc', '--import', 'tsx', join(__dirname, 'memoryRun.ts'), portal.webhook()],
		{ cwd: join(__dirname, '../..'), timeout: 290_000, env: { ...process.env, ENGINE: engine } },
	);
	memories = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Memories;
	requests = portal.requests.length;
}, 300_000);

afterAll(closePortals);

function shareOf({ items, size, peak }: Memory): number {
	const mb = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
	console.log(`${items} items of ${mb(size)}, at most ${mb(peak)} alive`);
	return peak / size;
}

it('Return All: 21 requests, and at no answer more than 1.5 × its items alive', () => {
	const { list } = memories;
	expect(list.items).toBe(50_000);
	expect(list.samples).toBe(READING + 1);
	expect(list.size).toBeGreaterThan(20 * 1024 * 1024);
	expect(shareOf(list)).toBeLessThanOrEqual(1.5);
});

it('Sync Directory, one in a hundred changed: at no answer more than 2 × these people as items', () => {
	const { list, sync } = memories;
	expect(sync.items).toBeGreaterThanOrEqual(50_000);
	expect(sync.samples).toBe(READING + Math.ceil(500 / 50) + 1);
	expect(requests).toBe(READING + READING + Math.ceil(500 / 50));
	expect(shareOf({ ...sync, size: list.size })).toBeLessThanOrEqual(2);
});
