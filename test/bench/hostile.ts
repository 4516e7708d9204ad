/**
 * How long texts of 1 MB that are made to be slow take: `npx ts-node test/bench/hostile.ts`, or through jest's transformer
 * as the other benchmarks. Every line has to stay below 100 ms; a test of the clock would be right on quiet machines only.
 */
import { performance } from 'node:perf_hooks';
import { AddressError, portalOrigin, webhookBaseUrl } from '../../nodes/Bitrix24/transport/address';
import { toQuery } from '../../nodes/Bitrix24/transport/command';
import { plainText, redact } from '../../nodes/Bitrix24/transport/redact';
import { networkError } from '../../nodes/Bitrix24/transport/network';
import { Bitrix24OAuth2Api } from '../../credentials/Bitrix24OAuth2Api.credentials';

const MEGABYTE = 1_000_000;
const LIMIT = 100;
const SECRETS = ['abcdefgh12345678', '5f0e9a7c003b2c1d0000000100000000f0f1a2b3'];

const PIECES = [
	'select ',
	'union select ',
	'from ',
	'<',
	'<script>',
	'< ',
	'&amp;',
	'onload ',
	'a',
	' ',
	'1',
	'.',
	'a.',
	'-',
	'@',
	'/rest/1/',
	'access_token ',
	'Bearer ',
	'%2F',
	'http://',
	'"',
	'(',
	'\u200b',
	'drop ',
	'İ',
];

function quietly(read: () => unknown): void {
	try {
		read();
	} catch (error) {
		if (!(error instanceof AddressError)) throw error;
	}
}

function originOf(address: string): string {
	const field = new Bitrix24OAuth2Api().properties.find(({ name }) => name === 'authUrl');
	const expression = String(field?.default).slice('={{'.length, -'}}'.length);
	return String(new Function('$self', `return (${expression})`)({ portalUrl: address }));
}

const READERS: Array<[name: string, read: (text: string) => unknown]> = [
	['command', (text) => toQuery({ NOTE: text })],
	['key of a command', (text) => toQuery({ FILTER: { [text]: 'x' } })],
	['redact', (text) => redact(text, SECRETS)],
	['plain text', (text) => plainText(text)],
	['webhook', (text) => quietly(() => webhookBaseUrl(text))],
	['webhook path', (text) => quietly(() => webhookBaseUrl(`https://a.b/rest/1/${text}`))],
	['portal', (text) => quietly(() => portalOrigin(text))],
	['portal in the credential', (text) => originOf(text)],
	['http in the credential', (text) => originOf(`http://${text}`)],
	['network error', (text) => networkError({ message: text, messages: [text] }, 'x')],
];

function timeOf(action: () => unknown): number {
	const start = performance.now();
	action();
	return performance.now() - start;
}

let slow = 0;
for (const [name, read] of READERS) {
	let worst = { milliseconds: 0, piece: '' };
	for (const piece of PIECES) {
		const text = piece.repeat(Math.ceil(MEGABYTE / piece.length));
		const milliseconds = Math.min(...[1, 2, 3].map(() => timeOf(() => read(text))));
		if (milliseconds > worst.milliseconds) worst = { milliseconds, piece };
		if (milliseconds > LIMIT) slow++;
	}
	console.log(`${name}: ${worst.milliseconds.toFixed(0)} ms (${JSON.stringify(worst.piece)})`);
}
process.exitCode = slow === 0 ? 0 : 1;
