/** 50,000 people through Return All stay within 1.5 × the size of the items themselves. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { engine } from '../harness/engine';
import { closePortals, portalOf } from './support';
import type { Memory } from './memoryRun';

afterAll(closePortals);

it('Return All of 50,000 people: 21 requests, and at no answer more than 1.5 × its items alive', async () => {
	const portal = await portalOf(50_000);
	const { stdout } = await promisify(execFile)(
		process.execPath,
		['--expose-gc', '--import', 'tsx', join(__dirname, 'memoryRun.ts'), portal.webhook()],
		{ cwd: join(__dirname, '../..'), timeout: 170_000, env: { ...process.env, ENGINE: engine } },
	);
	const { items, size, peak, samples }: Memory = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
	const mb = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
	console.log(`${items} items of ${mb(size)}, at most ${mb(peak)} alive`);
	expect(items).toBe(50_000);
	expect(portal.requests).toHaveLength(21);
	expect(samples).toBe(portal.requests.length + 1);
	expect(size).toBeGreaterThan(20 * 1024 * 1024);
	expect(peak / size).toBeLessThanOrEqual(1.5);
}, 180_000);
