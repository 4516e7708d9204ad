/** `batch` of the emulator. (docs: settings/how-to-call-rest-api/batch.md) */
import { parseCommand, substitute } from './protocol/batch';
import { batch, caller, query } from './server/caller';
import type { Call } from './server/caller';
import { CAST, startPortal } from '.';
import { securityFilter } from './protocol/securityFilter';
import type { Portal } from './types';

let portal: Portal;
let call: Call;

beforeAll(async () => {
	portal = await startPortal({ people: 80 });
	call = caller(portal.webhook());
});

afterAll(() => portal.stop());

describe('commands', () => {
	it('run one after another; answers are keyed like cmd', async () => {
		const answer = await batch(call, { me: 'profile', list: 'user.get?start=0', no: 'no.method' });
		expect(Object.keys(answer.result)).toEqual(['me', 'list']);
		expect(answer.result_error.no).toEqual({
			error: 'ERROR_METHOD_NOT_FOUND',
			error_description: 'Method not found!',
		});
		expect(answer.result_next).toEqual({ list: 50 });
		expect(answer.result_total.list).toBeGreaterThan(80);
		expect(Object.keys(answer.result_time)).toEqual(['me', 'list']);
	});

	it('PHP makes an empty map [], and a map with keys 0..n-1 an array', async () => {
		const good = await batch(call, ['profile', 'scope']);
		expect(Array.isArray(good.result)).toBe(true);
		expect(good.result_error).toEqual([]);
		const holes = await batch(call, ['no.method', 'profile']);
		expect(Array.isArray(holes.result)).toBe(false);
		expect(Object.keys(holes.result)).toEqual(['1']);
		expect(Array.isArray(holes.result_error)).toBe(true);
	});

	it('halt stops at the first error', async () => {
		const cmd = { a: 'profile', b: 'no.method', c: 'profile' };
		expect(Object.keys((await batch(call, cmd, 1)).result)).toEqual(['a']);
		expect(Object.keys((await batch(call, cmd, 0)).result)).toEqual(['a', 'c']);
	});

	it('more than 50 end with ERROR_BATCH_LENGTH_EXCEEDED', async () => {
		const answer = await batch(
			call,
			Array.from({ length: 52 }, () => 'profile'),
		);
		expect(Object.keys(answer.result)).toHaveLength(50);
		expect(Object.keys(answer.result_error)).toEqual(['50', '51']);
		expect(answer.result_error[50].error).toBe('ERROR_BATCH_LENGTH_EXCEEDED');
	});

	it('a batch is not allowed inside', async () => {
		const { result_error } = await batch(call, { a: 'batch?cmd[0]=profile' });
		expect(result_error.a.error).toBe('ERROR_BATCH_METHOD_NOT_ALLOWED');
	});

	it('an argument error keeps its field', async () => {
		const { result_error } = await batch(call, { a: 'user.add?EMAIL=no' });
		expect(result_error.a).toMatchObject({ error_description: 'wrong_email', argument: '' });
	});

	it('is recorded command by command', async () => {
		portal.forget();
		await batch(call, { a: 'user.get?ID=3', b: 'no.method' });
		expect(portal.requests).toHaveLength(1);
		expect(portal.requests[0].calls).toEqual([
			{ method: 'user.get', params: { ID: '3' } },
			{ method: 'no.method', params: {}, error: 'ERROR_METHOD_NOT_FOUND' },
		]);
	});

	it('empty arrays and nested empties vanish, a bare # cuts off', async () => {
		portal.forget();
		await batch(call, { a: 'user.get?FILTER[]&NAME=C# code', b: 'user.get?NAME=C%23%20%01' });
		expect(portal.requests[0].calls.map(({ params }) => params)).toEqual([
			{ FILTER: [''], NAME: 'C' },
			{ NAME: 'C# \u0001' },
		]);
	});
});

describe('placeholders', () => {
	it('chain pages', async () => {
		const { result } = await batch(call, {
			p0: 'user.get?start=-1&select[]=ID&FILTER[>ID]=0',
			p1: 'user.get?start=-1&select[]=ID&FILTER[>ID]=$result[p0][49][ID]',
		});
		const [first, second] = [result.p0, result.p1].map((rows) =>
			Array.isArray(rows) ? rows.map(({ ID }) => Number(ID)) : [],
		);
		expect(first).toHaveLength(50);
		expect(second[0]).toBeGreaterThan(first[49]);
	});

	it('a path that does not exist puts the deepest container in its place', async () => {
		portal.forget();
		await batch(call, {
			a: 'user.get?ID=3&select[]=ID',
			b: 'user.get?FILTER[>ID]=$result[a][49][ID]',
		});
		expect(portal.requests[0].calls[1].params).toEqual({ FILTER: { '>ID': [{ ID: '3' }] } });
	});

	it('mangle a person’s text: there is no escape', async () => {
		const LAST_NAME = '$result[0]';
		await batch(call, { a: 'profile', b: `user.update?${query({ ID: '4', LAST_NAME })}` });
		expect(portal.people.get(4)?.LAST_NAME).toBe('Array');
		await batch(call, {
			a: `user.update?${query({ ID: '4', LAST_NAME: `Costs ${LAST_NAME} each` })}`,
		});
		expect(portal.people.get(4)?.LAST_NAME).toBe('Costs Array each');
		await call('user.update', { ID: 4, LAST_NAME });
		expect(portal.people.get(4)?.LAST_NAME).toBe(LAST_NAME);
	});

	const answers = {
		result: { a: { ID: '7', list: ['x', 'y'] } },
		error: {},
		total: { a: 3 },
		next: {},
		time: {},
	};

	it.each<[string, unknown]>([
		['$result[a][ID]', '7'],
		['$result[a][ID][0]', '7'],
		['id $result[a][ID]', 'id 7'],
		['$total[a]', 3],
		['$result[a][list][1]', 'y'],
		['$result[a][none]', answers.result.a],
		['$result', '$result'],
		['$results', '$results'],
		['$other[a]', '$other[a]'],
		['$result[a][ID],$result[a][ID]', '7'],
	])('%s', (text, expected) => {
		expect(substitute(text, answers)).toEqual(expected);
	});
});

describe('the security filter', () => {
	it.each([
		['Please select from the list', 'Please sel ect fr om the list'],
		['union all select', 'uni on all sel ect'],
		['insert  into', 'ins ert  in to'],
		['from x where', 'fr om x wh ere'],
		['<script>', '<sc ript>'],
		['javascript:x', 'java script:x'],
		['a onclick=1', 'a on click=1'],
		['../etc', '. ./etc'],
		['Selection from', 'Selection from'],
		['Ольга', 'Ольга'],
	])('%s', (text, expected) => {
		expect(securityFilter({ deep: [text] })).toEqual({ deep: [expected] });
	});

	it('runs over every value inside a batch, not over a single call', async () => {
		const WORK_POSITION = 'Please select from the list';
		await call('user.update', { ID: 3, WORK_POSITION });
		expect(portal.people.get(3)?.WORK_POSITION).toBe(WORK_POSITION);
		await batch(call, { a: `user.update?${query({ ID: '3', WORK_POSITION })}` });
		expect(portal.people.get(3)?.WORK_POSITION).toBe('Please sel ect fr om the list');
	});
});

it('parse_url: control characters become _', () => {
	expect(parseCommand('user.get?NAME=a\u0001b\nc#d')).toEqual({
		method: 'user.get',
		query: 'NAME=a_b_c',
	});
});

it('form bodies work too, with PHP’s brackets', async () => {
	const body = 'cmd[a]=user.get%3FID%3D3%26select[]%3DID&halt=0';
	const response = await fetch(`${portal.webhook()}batch.json`, {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body,
	});
	expect(await response.json()).toMatchObject({ result: { result: { a: [{ ID: '3' }] } } });
	expect(CAST.employee).toBe(3);
});
