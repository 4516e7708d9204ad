/** What the editor and the builder of n8n are told of outputs before the first run: held against real ones of each operation. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { loadPackage } from '../harness';
import { resources } from '../../nodes/Bitrix24/resources';
import { startPortal } from '../portal';
import { misfits, schemaFiles } from '../schemas/schema';
import { SHAPES } from '../schemas/shapes';
import { OUTPUTS, SUBJECTS } from '../schemas/subjects';
import { runOn } from '../support/portal';

/** For a thousand outputs of everything there is. */
jest.setTimeout(300_000);

const operations = resources.flatMap(({ value, operations: all }) =>
	all.map((operation): [resource: string, operation: string] => [value, operation.value]),
);

it('has a shape and outputs for every operation, and no others', () => {
	const sorted = (table: object) =>
		Object.entries(table).flatMap(([resource, all]) =>
			Object.keys(Object(all)).map((one) => `${resource} ${one}`),
		);
	const expected = operations.map((one) => one.join(' ')).sort();
	expect(sorted(SHAPES).sort()).toEqual(expected);
	expect(sorted(SUBJECTS).sort()).toEqual(expected);
});

it('stands beside the node as it is generated (npx tsx test/schemas/write.ts), and nothing else', () => {
	for (const [path, text] of schemaFiles()) expect(readFileSync(path, 'utf8')).toBe(text);
	const folder = join(__dirname, '../../nodes/Bitrix24/__schema__/v1.0.0');
	const files = readdirSync(folder, { recursive: true }).map(String);
	expect(files.filter((file) => file.endsWith('.json'))).toHaveLength(schemaFiles().length);
});

it('is in the package where n8n looks for it', async () => {
	const { directory } = await loadPackage();
	for (const [resource, operation] of operations) {
		const path = join('dist/nodes/Bitrix24/__schema__/v1.0.0', resource, `${operation}.json`);
		expect([path, existsSync(join(directory, path))]).toEqual([path, true]);
	}
});

it.each(operations)('%s %s: no field is missing, and none is of another type', async (...named) => {
	const [resource, operation] = named;
	const { parameters, items, prepare } = SUBJECTS[resource][operation];
	const portal = await startPortal({ people: OUTPUTS + 300 });
	try {
		prepare?.(portal);
		const form = { resource, operation, ...parameters };
		const run = await runOn(portal, form, { items: items?.(portal) ?? [{}] });
		expect(run.error).toBeUndefined();
		expect(run.items.length).toBeGreaterThanOrEqual(OUTPUTS);
		const shape = SHAPES[resource][operation];
		expect(run.items.flatMap(({ json }) => misfits(shape, json)).slice(0, 5)).toEqual([]);
	} finally {
		await portal.stop();
	}
});
