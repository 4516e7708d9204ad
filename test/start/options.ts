/** What may be typed behind `npm start --`. */
import { parseArgs } from 'node:util';

export const USAGE = `npm start                        n8n with the package, a portal emulator with 120 people, both credentials and the examples
npm start -- --portal none       n8n with the package alone, for a portal of your own
npm start -- --n8n 1             n8n 1.x instead of 2.x
npm start -- --port 5679         the editor at another port (default 5678)
npm start -- --language ru       labels of the portal in Russian or German (ru, de)
npm run dev                      the same, and the node is compiled and loaded again whenever a source changes`;

export interface StartOptions {
	portal: boolean;
	n8n: string;
	port: number;
	language: 'en' | 'ru' | 'de';
	/** Compiles sources into the running n8n whenever they change. */
	watch: boolean;
}

/** @throws when something else was typed */
export function startOptions(args: string[]): StartOptions {
	const { values } = parseArgs({
		args,
		options: {
			portal: { type: 'string', default: 'emulator' },
			n8n: { type: 'string', default: '2' },
			port: { type: 'string', default: '5678' },
			language: { type: 'string', default: 'en' },
			watch: { type: 'boolean', default: false },
		},
	});
	const { portal, n8n, language, watch } = values;
	const port = Number(values.port);
	if (portal !== 'emulator' && portal !== 'none')
		throw new Error('--portal takes emulator or none');
	if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('--port takes a port');
	if (language !== 'en' && language !== 'ru' && language !== 'de') {
		throw new Error('--language takes en, ru or de');
	}
	return { portal: portal === 'emulator', n8n, port, language, watch };
}
