/** Reading what was posted to the Bitrix24 Trigger: nested safely, typed, without secrets. */
import fc from 'fast-check';

import { readDelivery } from '../../nodes/Bitrix24/triggers/handlers/delivery';
import { EventMemory, deliveryKey } from '../../nodes/Bitrix24/triggers/handlers/eventMemory';
import { JustTaken, VainQuestions } from '../../nodes/Bitrix24/triggers/process';
import { LIMITS, nest } from '../../nodes/Bitrix24/triggers/handlers/nest';
import { digestOf, hasDigest, isSameSecret } from '../../nodes/Bitrix24/triggers/handlers/secret';

const TOKEN = 'a'.repeat(32);
const ACCESS = 'b'.repeat(64);

/** A delivery as n8n hands it on, every value a text under a flat name. */
const body = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
	event: 'ONUSERADD',
	'data[ID]': '23',
	'data[ACTIVE]': 'Y',
	'data[NAME]': 'Ines',
	'data[UF_DEPARTMENT][0]': '1',
	'data[UF_DEPARTMENT][1]': '3',
	ts: '1800000000',
	'auth[access_token]': ACCESS,
	'auth[domain]': 'portal.bitrix24.com',
	'auth[member_id]': 'a223c6b3710f85df22e9377d6c4f7553',
	'auth[application_token]': TOKEN,
	...more,
});

describe('nesting', () => {
	it.each<[string, Record<string, unknown>, unknown]>([
		['plain names', { a: '1', b: '' }, { a: '1', b: '' }],
		['brackets', { 'a[b][c]': '1', 'a[b][d]': '2' }, { a: { b: { c: '1', d: '2' } } }],
		['numbers', { 'a[0]': 'x', 'a[1]': 'y' }, { a: { 0: 'x', 1: 'y' } }],
		['appending', { 'a[]': 'x' }, { a: { 0: 'x' } }],
		['values that look like names', { a: 'b[c]=1&d' }, { a: 'b[c]=1&d' }],
		['nothing', {}, {}],
	])('%s', (_, flat, nested) => {
		expect(JSON.parse(JSON.stringify(nest(flat)))).toEqual(nested);
	});

	it.each<[string, unknown]>([
		['__proto__', JSON.parse('{"__proto__[admin]":"1"}')],
		['__proto__ further in', { 'data[__proto__][admin]': '1' }],
		['constructor', { 'data[constructor][prototype][admin]': '1' }],
		['prototype', { prototype: '1' }],
		['too deep', { 'a[b][c][d][e][f]': '1' }],
		[
			'too many',
			Object.fromEntries(Array.from({ length: 5_001 }, (_, index) => [`a${index}`, ''])),
		],
		['a name too long', { ['a'.repeat(201)]: '1' }],
		['too large', { a: 'x'.repeat(LIMITS.totalLength) }],
		['a repeated name', { a: ['1', '2'] }],
		['an object, from a JSON body', { auth: { application_token: 'x' } }],
		['a number, from a JSON body', { ts: 1 }],
		['a text and a map of one name', { a: '1', 'a[b]': '2' }],
		['a map and a text of one name', { 'a[b]': '2', a: '1' }],
		['open brackets', { 'a[b': '1' }],
		['brackets in brackets', { 'a[b[c]]': '1' }],
		['text behind brackets', { 'a[b]c': '1' }],
		['an empty name', { '': '1' }],
		['a list', ['1']],
		['a text', 'a=1'],
		['null', null],
		['nothing at all', undefined],
	])('refuses %s', (_, flat) => {
		expect(nest(flat)).toBeUndefined();
	});

	it('never touches the prototype of anything, whatever is posted', () => {
		const part = fc.constantFrom('__proto__', 'constructor', 'prototype', 'a', '0', '', ']', '[');
		const name = fc
			.array(part, { minLength: 1, maxLength: 6 })
			.map(([first, ...rest]) => first + rest.map((inner) => `[${inner}]`).join(''));
		const flat = fc
			.array(fc.tuple(name, fc.string()), { maxLength: 10 })
			.map((entries) => Object.fromEntries(entries));
		fc.assert(
			fc.property(flat, (posted) => {
				nest(posted);
				readDelivery(posted);
				expect(Object.keys(Object.prototype)).toEqual([]);
				expect(Reflect.get({}, 'a')).toBeUndefined();
			}),
			{ seed: 6, numRuns: 500 },
		);
	});
});

describe('a delivery', () => {
	it('is typed as user.get types it, the ID first', () => {
		const read = readDelivery(
			body({ 'data[WORK_POSITION]': '0042', 'data[UF_USR_LANG][0]': '30' }),
		);
		expect(read).toMatchObject({ event: 'ONUSERADD', userId: '23', applicationToken: TOKEN });
		expect(read?.user).toEqual({
			ID: '23',
			ACTIVE: true,
			NAME: 'Ines',
			UF_DEPARTMENT: [1, 3],
			WORK_POSITION: '0042',
			UF_USR_LANG: ['30'],
		});
		expect(Object.keys(read?.user ?? {})[0]).toBe('ID');
	});

	it('hands on no secret, not even one that hides in a field', () => {
		const read = readDelivery(
			body({
				'data[PASSWORD]': 'p4ssw0rd',
				'data[CHECKWORD]': 'ch3ck',
				'data[STORED_HASH_TOKEN]': 'h4sh',
				'data[WORK_NOTES]': `my token is ${TOKEN}`,
				'data[lower]': 'x',
				'auth[refresh_token]': 'r'.repeat(64),
				'data[TITLE]': 'r'.repeat(64),
			}),
		);
		const told = JSON.stringify(read?.user);
		for (const secret of [TOKEN, ACCESS, 'r'.repeat(64), 'p4ssw0rd', 'ch3ck', 'h4sh', 'lower']) {
			expect(told).not.toContain(secret);
		}
		expect(read?.user.WORK_NOTES).toBe('my token is ***');
	});

	it('knows the event in any case, and people who are not active or have no department', () => {
		const read = readDelivery(
			body({ event: 'onUserAdd', 'data[ACTIVE]': 'N', 'data[UF_DEPARTMENT][0]': 'x' }),
		);
		expect(read).toMatchObject({ event: 'ONUSERADD', user: { ACTIVE: false, UF_DEPARTMENT: [3] } });
	});

	it.each<[string, Record<string, unknown>]>([
		['no event', { event: '' }],
		['no person', { 'data[ID]': undefined }],
		['an ID that is none', { 'data[ID]': '23 or 1=1' }],
		['ID zero', { 'data[ID]': '0' }],
		['no application token', { 'auth[application_token]': '' }],
		['a token no portal makes', { 'auth[application_token]': 'a\nb' }],
		['an access token no portal makes', { 'auth[access_token]': 'x\r\nHost: evil' }],
		['no portal', { 'auth[member_id]': '' }],
		['a domain that is an address', { 'auth[domain]': 'https://evil.example/' }],
	])('with %s is none', (_, more) => {
		const posted = Object.fromEntries(
			Object.entries(body(more)).filter(([, value]) => value !== undefined),
		);
		expect(readDelivery(posted)).toBeUndefined();
	});

	it('without an access token is one', () => {
		const posted = Object.entries(body()).filter(([name]) => name !== 'auth[access_token]');
		const read = readDelivery(Object.fromEntries(posted));
		expect(read).toMatchObject({ userId: '23', accessToken: undefined });
	});
});

describe('secrets', () => {
	it.each([
		['abc', 'abc', true],
		['abc', 'abd', false],
		['abc', 'abcd', false],
		['', 'abc', false],
	])('%j and %j', (one, other, same) => {
		expect(isSameSecret(one, other)).toBe(same);
	});

	it('are stored as a fingerprint, and a broken one fits nothing', () => {
		expect(digestOf(TOKEN)).not.toContain(TOKEN);
		expect(hasDigest(TOKEN, digestOf(TOKEN))).toBe(true);
		expect(hasDigest(TOKEN, 'broken')).toBe(false);
		expect(hasDigest(TOKEN, '')).toBe(false);
	});
});

describe('what was handed on', () => {
	const event = { memberId: 'm', event: 'ONUSERADD', userId: '23' };

	it('is told by portal, event and person', () => {
		const keys = [
			event,
			{ ...event, userId: '24' },
			{ ...event, memberId: 'n' },
			{ ...event, event: 'ONUSERDELETE' },
		].map(deliveryKey);
		expect(new Set(keys).size).toBe(4);
		expect(deliveryKey({ ...event })).toBe(keys[0]);
	});

	it('is remembered for 500 people, in under 10 kB', () => {
		const data = {};
		const memory = new EventMemory(data);
		for (let id = 1; id <= 501; id++) memory.add(deliveryKey({ ...event, userId: String(id) }));
		expect(memory.has(deliveryKey({ ...event, userId: '1' }))).toBe(false);
		expect(memory.has(deliveryKey({ ...event, userId: '2' }))).toBe(true);
		expect(memory.has(deliveryKey({ ...event, userId: '501' }))).toBe(true);
		expect(JSON.stringify(data).length).toBeLessThan(10_000);
	});

	it('can be claimed once', () => {
		const taken = new JustTaken();
		expect([taken.take('a'), taken.take('a'), taken.take('b')]).toEqual([true, false, true]);
		for (let index = 0; index < 500; index++) taken.take(`more ${index}`);
		expect(taken.take('a')).toBe(true);
	});
});

it('questions in vain are counted per webhook and minute', () => {
	const vain = new VainQuestions(2);
	const asked = (webhook: string, at: number) => {
		const may = vain.mayAsk(webhook, at);
		if (may) vain.note(webhook, at);
		return may;
	};
	expect([asked('a', 0), asked('a', 1), asked('a', 2), asked('b', 3)]).toEqual([
		true,
		true,
		false,
		true,
	]);
	expect([asked('a', 59_999), asked('a', 60_000)]).toEqual([false, true]);
	for (let index = 0; index < 501; index++) vain.note(`more ${index}`, 60_000);
	expect(vain.mayAsk('a', 60_001)).toBe(true);
});
