/** People by external code (XML_ID), where HR systems keep the employee number. */
import { buildCatalogue } from '../../../nodes/Bitrix24/resources/user/fields/catalogue';
import { callResourceMapping } from '../../harness';
import { CAST, startPortal, type Portal } from '../../portal';
import { BOTH_CREDENTIALS, pluck, requestsOf, runOn, stored, WEBHOOK } from '../../support/portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 20 });
	stored(portal, CAST.employee).XML_ID = '0042';
	stored(portal, CAST.sameNameA).XML_ID = 'Twin';
	stored(portal, CAST.sameNameB).XML_ID = 'Twin';
});
afterEach(() => portal.stop());

const byCode = (value: string) => ({ __rl: true, mode: 'xmlId', value });

describe.each(BOTH_CREDENTIALS)('with $name', (access) => {
	it('finds people by code, leading zeros and all, in one request', async () => {
		const items = [
			{ code: '0042', row: 'a' },
			{ code: ' HR-0022 ', row: 'b' },
		];
		const parameters = { operation: 'get', user: byCode('={{ $json.code }}') };
		const run = await runOn(portal, parameters, { items }, access);
		expect(pluck(run.items, 'ID')).toEqual(['3', '22']);
		expect(pluck(run.next, 'row')).toEqual(['a', 'b']);
		expect(requestsOf(portal)).toEqual(['user.get']);
	});

	it('changes people found by it', async () => {
		const run = await runOn(portal, { operation: 'dismiss', user: byCode('0042') }, {}, access);
		expect(run.items.map(({ json }) => json)).toEqual([{ ID: '3', ACTIVE: false }]);
		expect(stored(portal, CAST.employee).ACTIVE).toBe(false);
	});
});

it.each([
	['42', /no person with the external code 42/],
	['Twin', /Several people have the external code Twin/],
	['{{ $json.nothing }}', /"User" is empty/],
])('refuses %j', async (code, message) => {
	const run = await runOn(portal, { operation: 'get', user: byCode(code.replace(/^\{\{/, '={{')) });
	expect(run.error?.message).toMatch(message);
});

it('is offered in the mapper among the fields that are mapped most', async () => {
	const { fields } = await callResourceMapping('getUpdateFields', {
		credentials: WEBHOOK.credential(portal),
	});
	const codes = fields.map(({ id }) => id);
	expect(codes).toContain('XML_ID');
	expect(codes.indexOf('XML_ID')).toBeLessThan(15);
});

it.each([['XML_ID'], [''], [' ']])(
	'has words as its label where the portal has only %j (user.fields)',
	(label) => {
		const [field] = buildCatalogue({ XML_ID: label, NAME: 'NAME' }, undefined);
		expect(field.label).toBe('External Code (employee number)');
		expect(buildCatalogue({ XML_ID: 'Внешний код' }, undefined)[0].label).toBe('Внешний код');
	},
);
