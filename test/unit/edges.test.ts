/** Borders that the mutation check (`stryker.config.json`) found unguarded. */
import { moment, plainDate } from '../../nodes/Bitrix24/values/date';
import { encodeValue } from '../../nodes/Bitrix24/values/encode';
import { InputError } from '../../nodes/Bitrix24/values/errors';
import type { FieldType, UserField } from '../../nodes/Bitrix24/values/types';
import {
	AddressError,
	isPrivateHost,
	oauthBaseUrl,
	portalOrigin,
	renamedOrigin,
	webhookBaseUrl,
	webhookRequestUrl,
} from '../../nodes/Bitrix24/transport/address';
import type { FailureKind } from '../../nodes/Bitrix24/transport/refusals';
import { PortalError } from '../../nodes/Bitrix24/transport/errors';
import { plainText, redact, showable } from '../../nodes/Bitrix24/transport/redact';
import { mayRepeat, pause, retryDelay } from '../../nodes/Bitrix24/transport/retry';
import { failed, type Safety } from '../../nodes/Bitrix24/transport/types';
import { QuickClock } from '../support/clock';

describe('what was given up is not taken up again', () => {
	it.each<[kind: FailureKind, givenUpAs: Safety, asked: Safety, again: boolean]>([
		// For the sake of an invitation in the same batch: the others may well be repeated.
		['lost', 'once', 'idempotent', true],
		['lost', 'once', 'read', true],
		['lost', 'once', 'once', false],
		// In vain, after all the tries there are.
		['lost', 'idempotent', 'idempotent', false],
		['lost', 'read', 'idempotent', false],
		['rateLimit', 'once', 'idempotent', false],
		['rateLimit', 'once', 'read', false],
		['timeLimit', 'once', 'idempotent', false],
		['unreachable', 'read', 'read', false],
	])('%s, given up as %s, asked as %s: %p', (kind, safety, asked, again) => {
		const error = new PortalError(kind, 'x', 'y', { safety });
		expect(mayRepeat(failed(error), asked)).toBe(again);
	});
});

describe('waiting', () => {
	const clock = new QuickClock();
	beforeAll(() => clock.start());
	beforeEach(() => clock.reset());
	afterAll(() => clock.stop());

	it.each([1, 100, 250, 61_000])(
		'%i milliseconds are waited, no less and not much more',
		async (time) => {
			await pause(time, undefined);
			expect(clock.waited).toBeGreaterThanOrEqual(time * 0.95);
			expect(clock.waited).toBeLessThanOrEqual(time + 1);
		},
	);

	it.each([0, -5])('%i milliseconds are none', async (time) => {
		await pause(time, undefined);
		expect(clock.waited).toBe(0);
	});

	it('a method free again exactly at the end of the longest wait is waited for', () => {
		const now = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
		const used = new PortalError('timeLimit', 'x', 'y');
		expect(retryDelay(used, 'read', 0, 1_010_000, 10_250)).toBe(10_250);
		expect(retryDelay(used, 'read', 0, 1_010_000, 10_249)).toBeUndefined();
		expect(retryDelay(used, 'read', 0, undefined, Infinity)).toBe(15_000);
		now.mockRestore();
	});
});

describe('addresses', () => {
	it.each<[host: string, isPrivate: boolean]>([
		['88.10.1.1', false],
		['1.127.0.1', false],
		['9.192.168.1', false],
		['172.25.0.1', true],
		['172.29.3.4', true],
		['172.32.0.1', false],
		['[2001:db8::fd00:1]', false],
	])('%s is private: %p', (host, isPrivate) => {
		expect(isPrivateHost(host)).toBe(isPrivate);
	});

	it.each<[from: string, to: string, origin: string | undefined]>([
		['http://127.0.0.1:1/rest/x', 'http://localhost:2/rest/x', 'http://localhost:2'],
		['http://localhost:1/rest/x', 'http://127.10.20.30:2/rest/x', 'http://127.10.20.30:2'],
		['http://[::1]:1/rest/x', 'http://127.0.0.1:2/rest/x', 'http://127.0.0.1:2'],
		['http://127.255.255.255:1/rest/x', 'http://[::1]:2/rest/x', 'http://[::1]:2'],
		['http://127.0.0.1:1/rest/x', 'http://10.0.0.1:2/rest/x', undefined],
		['http://localhost:1/rest/x', 'http://127.evil.example/rest/x', undefined],
		['http://localhost:1/rest/x', 'http://127.0.0.1.evil.example/rest/x', undefined],
		['http://localhost:1/rest/x', 'http://a127.0.0.1.example/rest/x', undefined],
		['http://10.0.0.1:1/rest/x', 'http://localhost:2/rest/x', undefined],
		['https://a.bitrix24.com/rest/x', 'https://user@b.bitrix24.com/rest/x', undefined],
		['https://a.bitrix24.com/rest/x', 'https://:word@b.bitrix24.com/rest/x', undefined],
	])('%s moved to %s: %p', (from, to, origin) => {
		expect(renamedOrigin(from, to)).toBe(origin);
	});

	it.each(['https://user@a.bitrix24.com', 'https://:word@a.bitrix24.com'])(
		'%s is refused',
		(url) => {
			expect(() => portalOrigin(url)).toThrow(AddressError);
		},
	);

	it('says what kind of error it is', () => {
		let caught: unknown;
		try {
			webhookBaseUrl('');
		} catch (error) {
			caught = error;
		}
		expect(caught).toHaveProperty('name', 'AddressError');
	});

	it('takes blanks around addresses and methods, and keeps what is inside a path', () => {
		expect(oauthBaseUrl('other.example.com', '  ')).toBe('https://other.example.com/rest/');
		const base = 'https://a.bitrix24.com/rest/1/abcdefgh12345678/';
		expect(webhookRequestUrl(base, '  /rest/crm.deal.list ')).toBe(`${base}crm.deal.list`);
		expect(webhookRequestUrl(base, 'crm/rest/list')).toBe(`${base}crm/rest/list`);
	});
});

describe('secrets', () => {
	it('one of four characters, one of two-byte letters, one named twice, one with a control character', () => {
		expect(redact('x abcd y', ['abcd'])).toBe('x *** y');
		expect(redact(`${encodeURIComponent('ключ')}!`, ['ключ'])).toBe('***!');
		expect(redact('s3cr3t, s3cr3t', ['s3cr3t'])).toBe('***, ***');
		expect(redact('ab%0Acd', ['ab\ncd'])).toBe('***');
	});

	it('by their shape: two digits in a path, several blanks, a long word', () => {
		expect(redact('%2Frest%2F17%2Fabcdefgh', [])).toBe('%2Frest%2F17%2F***');
		expect(redact('Bearer  abc.def', [])).toBe('Bearer  ***');
		expect(redact(`token ${'a1'.repeat(16)}.`, [])).toBe('token ***.');
		expect(redact(`word ${'a1'.repeat(15)}.`, [])).toBe(`word ${'a1'.repeat(15)}.`);
	});

	it('a text of just the longest length is not cut, and takes no word for a secret', () => {
		const text = 'ab '.repeat(167).slice(0, 500);
		expect(showable(text.trim().padEnd(500, '.'), [])).toHaveLength(500);
		expect(plainText('Stryker was here')).toBe('Stryker was here');
		expect(plainText('one<script>two</script>three')).toBe('one three');
	});
});

describe('dates', () => {
	it.each([
		'x31.03.2026',
		'31.03.2026x',
		'31.03.2026 10:00x',
		'2026-03-31T9',
		'2026-03-31T09:0',
		'2026-03-31T09:00:00Zx',
		'2026-03-31T09:00 x +02:00',
		'2026-03-31T09:00[a b]',
		{ toISO: null },
		{ toISO: 'text' },
		{ toISO: () => null },
		null,
		undefined,
	])('%j is no date', (value) => {
		expect(() => plainDate(value)).toThrow(InputError);
	});

	it.each([
		'2026-03-31T09:00',
		'2026-03-31T09:00+02',
		'2026-03-31T09:00 +02:00',
		'2026-03-31T09:00:00.000+02:00[Europe/Berlin]',
		'2026-03-31T09:00:00.000-03:00[America/Argentina/Buenos_Aires]',
		'31.03.2026 09:00',
		'31.03.2026 09:00:59',
	])('%s is one', (value) => {
		expect(plainDate(value)).toBe('2026-03-31');
	});

	it.each(['x2026-03-31T09:00', '2026-03-31T09:00x', '2026-03-31T09:00Z x'])(
		'%s is no moment',
		(value) => {
			expect(() => moment(value)).toThrow(InputError);
		},
	);
});

describe('values', () => {
	const field = (type: FieldType, multiple = false): UserField => ({
		code: 'UF_USR_X',
		label: 'X',
		type,
		multiple,
		mandatory: false,
		custom: true,
		writable: true,
	});

	it.each(['x100|USD', '100|USDX', '100.|USD', '1-00|USD', '100x USD', '100 xUSD', '100 | US'])(
		'%s is no money',
		(value) => {
			expect(() => encodeValue(field('money'), value)).toThrow(InputError);
		},
	);

	it('false for several values is what the portal answers when there are none, and says nothing', () => {
		expect(encodeValue(field('boolean', true), false)).toBeUndefined();
		expect(encodeValue(field('boolean', true), [false])).toEqual(['0']);
		expect(encodeValue(field('text', true), false)).toBeUndefined();
	});

	it.each([NaN, Infinity, -Infinity])('%p for a text is a calculation that went wrong', (value) => {
		const refusal = new InputError(
			`"${value}" is the result of a calculation that went wrong`,
			'Check the expression.',
		);
		let caught: unknown;
		try {
			encodeValue(field('text'), value);
		} catch (error) {
			caught = error;
		}
		expect(caught).toEqual(refusal);
		expect(caught).toHaveProperty('remedy', refusal.remedy);
	});

	it('a comma before more than three digits is a decimal comma, before exactly three it is not', () => {
		expect(encodeValue(field('number'), '1,2345')).toBe(1.2345);
		expect(() => encodeValue(field('number'), '1,234')).toThrow(InputError);
	});
});
