/** The official SDK on the methods around people: departments, workgroups, custom fields, tasks, CRM. */
import { Agent } from 'node:https';
import { AjaxError, ApiVersion, B24Hook } from '@bitrix24/b24jssdk';
import { throwAwayCertificate } from './server/certificate';
import { startPortal } from '.';
import type { Portal, WebhookOptions } from './types';

// The SDK needs `qs-esm`, a copy of qs in ES modules, which jest cannot load: qs itself does the same.
jest.mock('qs-esm', () => jest.requireActual<object>('qs'));

let portal: Portal;
let agent: Agent;

/** A client that trusts this portal's certificate, and no other client does. */
function client(options?: WebhookOptions): B24Hook {
	const hook = B24Hook.fromWebhookUrl(portal.webhook(options).replace(/\/$/, ''));
	hook.offClientSideWarning();
	hook.getHttpClient(ApiVersion.v2).ajaxClient.defaults.httpsAgent = agent;
	return hook;
}

beforeAll(async () => {
	const tls = await throwAwayCertificate();
	agent = new Agent({ ca: tls.cert });
	portal = await startPortal({ people: 20, tls });
});

afterAll(async () => {
	agent.destroy();
	await portal.stop();
});

async function result<T>(method: string, params: object): Promise<T | undefined> {
	const answer = await client().actions.v2.call.make<T>({ method, params: { ...params } });
	expect(answer.getErrorMessages()).toEqual([]);
	return answer.getData()?.result;
}

it('adds, renames and deletes a department', async () => {
	const ID = await result<number>('department.add', { NAME: 'SDK', PARENT: 1, UF_HEAD: 3 });
	expect(await result('department.update', { ID, NAME: 'Renamed' })).toBe(true);
	expect(await result('department.get', { ID })).toMatchObject([
		{ ID: String(ID), NAME: 'Renamed', UF_HEAD: '3' },
	]);
	expect(await result('department.delete', { ID })).toBe(true);
});

it('lists every department, page by page', async () => {
	const first = await client().actions.v2.call.make<object[]>({ method: 'department.get' });
	expect(first.getTotal()).toBe(portal.departments.length);
	expect(first.isMore()).toBe(true);
});

it('changes the members of a workgroup', async () => {
	const { ID: GROUP_ID } = portal.addGroup({ NAME: 'SDK' });
	const USER_ID = [1, 3, 4];
	expect(await result('sonet_group.user.add', { GROUP_ID, USER_ID })).toEqual(['3', '4']);
	const update = { GROUP_ID, USER_ID, ROLE: 'E' };
	expect(await result('sonet_group.user.update', update)).toEqual(['3', '4']);
	expect(await result('sonet_group.user.get', { ID: GROUP_ID })).toHaveLength(3);
});

it('makes a list field for people and reads it back', async () => {
	const fields = {
		FIELD_NAME: 'SDK',
		USER_TYPE_ID: 'enumeration',
		LIST: [{ VALUE: 'a' }, { VALUE: 'b', DEF: 'Y' }],
	};
	const ID = await result<number>('user.userfield.add', { fields });
	const rows = await result('user.userfield.list', { filter: { ID } });
	expect(rows).toMatchObject([
		{ FIELD_NAME: 'UF_USR_SDK', LIST: [{ VALUE: 'a' }, { VALUE: 'b', DEF: 'Y' }] },
	]);
});

it('walks all tasks and all deals by key', async () => {
	const tasks = await client().actions.v2.callList.make<{ id: string }>({
		method: 'tasks.task.list',
		params: { filter: { RESPONSIBLE_ID: 3 }, select: ['ID'] },
		idKey: 'id',
		cursorIdKey: 'ID',
		customKeyForResult: 'tasks',
	});
	expect(tasks.getData()?.map(({ id }) => Number(id))).toEqual(
		portal.tasks.filter(({ RESPONSIBLE_ID }) => RESPONSIBLE_ID === 3).map(({ ID }) => ID),
	);
	const deals = await client().actions.v2.callList.make<{ id: number }>({
		method: 'crm.item.list',
		params: { entityTypeId: 2, select: ['id'] },
		idKey: 'id',
		customKeyForResult: 'items',
	});
	expect(deals.getData()).toHaveLength(
		portal.crmItems.filter(({ entityTypeId }) => entityTypeId === 2).length,
	);
});

it.each<[string, object, WebhookOptions, string]>([
	['department.add', { NAME: 'x' }, {}, 'ERROR_CORE'],
	['tasks.task.list', {}, { scopes: ['user'] }, 'insufficient_scope'],
	['placement.bind', {}, {}, 'WRONG_AUTH_TYPE'],
	['crm.item.list', { entityTypeId: 999 }, {}, 'NOT_FOUND'],
])('%s: knows the error', async (method, params, options, code) => {
	const failed = await client(options)
		.actions.v2.call.make({ method, params: { ...params } })
		.then(
			(answer) => [...answer.getErrors()][0],
			(error: unknown) => error,
		);
	expect(failed).toBeInstanceOf(AjaxError);
	expect(failed).toMatchObject({ code });
});
