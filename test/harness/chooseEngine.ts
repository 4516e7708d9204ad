/**
 * Outside of jest, `ENGINE=n8n-1` makes n8n-core and n8n-workflow those of n8n 1, for whatever is loaded afterwards
 * (`ENGINE=n8n-1 npx tsx test/trust/matrix.ts`). Within jest the project decides, in `jest.config.js`.
 */
import { createRequire, Module } from 'node:module';
import { dirname, join } from 'node:path';
import engines from './engines.json';

type Resolve = (this: unknown, request: string, ...more: unknown[]) => string;

/** Lets `require` find the packages in these folders. */
function redirect(packages: Record<string, string>): void {
	const resolve: Resolve = Reflect.get(Module, '_resolveFilename');
	const redirected: Resolve = function (request, ...more) {
		const [name, ...path] = request.split('/');
		const folder = packages[name];
		return resolve.call(this, folder === undefined ? request : join(folder, ...path), ...more);
	};
	Reflect.set(Module, '_resolveFilename', redirected);
}

const chosen = Object.entries(engines).find(([name]) => name === process.env.ENGINE);
if (chosen) {
	const core = dirname(require.resolve(`${chosen[1]}/package.json`));
	const own = createRequire(join(core, 'package.json'));
	redirect({
		'n8n-core': core,
		'n8n-workflow': dirname(own.resolve('n8n-workflow/package.json')),
	});
}
