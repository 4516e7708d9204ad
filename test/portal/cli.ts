/**
 * A portal as a process of its own, for the demo and the browser tests:
 * `npx tsx test/portal/cli.ts --people 120 --language ru --bucket 50 --per-second 2 --latency 100`
 * Prints one line of JSON with the addresses and secrets, then serves until SIGTERM or SIGINT.
 */
import { parseArgs } from 'node:util';
import { startPortal } from '.';
import type { PortalOptions } from './types';

const { values } = parseArgs({
	options: {
		people: { type: 'string', default: '60' },
		seed: { type: 'string', default: '1' },
		port: { type: 'string', default: '0' },
		language: { type: 'string', default: 'en' },
		bucket: { type: 'string' },
		'per-second': { type: 'string', default: '2' },
		latency: { type: 'string', default: '0' },
		call: { type: 'string', default: '0' },
		count: { type: 'string', default: '0' },
		'redirect-uri': { type: 'string' },
		fields: { type: 'string', default: '0' },
	},
});

/** A whole number, or a message that names the option. */
function number(name: keyof typeof values): number {
	const value = Number(values[name]);
	if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} takes a whole number`);
	return value;
}

function language(): 'en' | 'ru' | 'de' {
	const { language: name } = values;
	if (name === 'en' || name === 'ru' || name === 'de') return name;
	throw new Error('--language takes en, ru or de');
}

async function main(): Promise<void> {
	const options: PortalOptions = {
		people: number('people'),
		seed: number('seed'),
		port: number('port'),
		language: language(),
		cost: { latency: number('latency'), call: number('call'), count: number('count') },
		extraCustomFields: number('fields'),
	};
	if (values.bucket !== undefined) {
		options.limit = { bucket: number('bucket'), perSecond: number('per-second') };
	}
	const portal = await startPortal(options);
	const { 'redirect-uri': redirectUri } = values;
	const { clientId, clientSecret } = portal.application(redirectUri ? { redirectUri } : {});
	const { url, authServer } = portal;
	const webhook = portal.webhook();
	process.stdout.write(`${JSON.stringify({ url, webhook, clientId, clientSecret, authServer })}\n`);
	const stop = (): void => void portal.stop().then(() => process.exit(0));
	process.once('SIGTERM', stop);
	process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
});
