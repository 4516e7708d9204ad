/** The vendor's specifications as a judge of requests. Source: specs/README.md. */
import { caller } from './server/caller';
import { checkCall, checkRequests, specs } from './server/oracle';
import { takeComplaints } from './server/complaints';
import { startPortal } from '.';

const check = (method: string, params: Record<string, unknown>) => checkCall({ method, params });

it('there is a specification of every method the package writes with', () => {
	for (const method of ['user.add', 'user.update', 'department.update', 'sonet_group.user.add']) {
		expect(specs().get(method)?.method).toBe(method);
	}
});

it.each<[string, string, Record<string, unknown>]>([
	['an invitation', 'user.add', { EMAIL: 'a@b.example', UF_DEPARTMENT: [1], MESSAGE_TEXT: 'Hi' }],
	['a change', 'user.update', { ID: '3', ACTIVE: 'N', XML_ID: 'HR-1', UF_USR_BADGE: 7 }],
	['a photo taken away', 'user.update', { ID: 3, PERSONAL_PHOTO: '' }],
	['a list', 'user.get', { FILTER: { '>ID': 3, '%=NAME': 'A%' }, select: ['ID'], start: -1 }],
	['pending invitations', 'user.search', { FILTER: { '!CONFIRM_CODE': '0' } }],
	['a method without a file', 'profile', { ANYTHING: 1 }],
	['a custom field', 'user.userfield.add', { fields: { FIELD_NAME: 'A', USER_TYPE_ID: 'string' } }],
])('%s is right', (_, method, params) => {
	expect(check(method, params)).toEqual([]);
});

it.each<[string, Record<string, unknown>, string]>([
	['user.add', { NAME: 'A' }, 'user.add: EMAIL is required'],
	['user.add', { EMAIL: 'a@b.example', NMAE: 'A' }, 'user.add: NMAE is unknown'],
	['user.add', { EMAIL: 'a', WORK_PHONE: 7 }, 'user.add.WORK_PHONE: string expected, 7 sent'],
	['user.update', { ID: 'abc' }, 'user.update.ID: integer expected, "abc" sent'],
	['user.update', { ID: 3, ACTIVE: '' }, 'user.update.ACTIVE: boolean expected, "" sent'],
	['user.get', { FILTER: { '=EMIAL': 'a' } }, 'user.get.FILTER: EMIAL is unknown'],
	['user.get', { FILTER: { '!=%NAME': 'a' } }, 'user.get.FILTER: %NAME is unknown'],
	['user.get', { filter: { ID: 3 } }, 'user.get: filter is unknown'],
	['event.bind', { event: 'ONUSERADD' }, 'event.bind: handler is required'],
	[
		'user.userfield.add',
		{ fields: { FIELD_NAME: 'A' } },
		'user.userfield.add.fields: USER_TYPE_ID is required',
	],
])('%s with %j: the specification says why not', (method, params, complaint) => {
	expect(check(method, params)).toEqual([complaint]);
});

it('reads the requests of a portal, single calls and batches', async () => {
	const portal = await startPortal({ people: 0 });
	const call = caller(portal.webhook());
	await call('user.update', { ID: 3, NMAE: 'x' });
	await call('batch', { cmd: { a: 'user.update?ID=3&NAME=x', b: 'user.update?NAME=x' } });
	await portal.stop();
	expect(checkRequests(portal.requests)).toEqual([
		'user.update: NMAE is unknown',
		'user.update: ID is required',
	]);
});

it('what the node sends is judged by itself, what a test sends is not', async () => {
	const portal = await startPortal({ people: 0 });
	const node = caller(portal.webhook(), { 'user-agent': 'n8n-nodes-bitrix24-users/0.0.0' });
	await node('user.get', { FILTER: { NONSENSE: 1 } });
	await caller(portal.webhook())('user.get', { NONSENSE: 1 });
	await portal.stop();
	expect(takeComplaints()).toEqual(['user.get.FILTER: NONSENSE is unknown']);
	expect(takeComplaints()).toEqual([]);
});
