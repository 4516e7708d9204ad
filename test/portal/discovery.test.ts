/** method.get and feature.get as documented in b24restdocs `api-reference/common/system/`. */
import { caller } from './server/caller';
import { startPortal } from '.';
import type { PortalOptions, Scope } from './types';

async function ask(
	method: string,
	params: object,
	{ scopes, quirks }: { scopes?: Scope[]; quirks?: PortalOptions['quirks'] } = {},
) {
	const portal = await startPortal({ people: 0, quirks });
	const answer = await caller(portal.webhook({ scopes }))(method, params);
	await portal.stop();
	return answer;
}

it.each<[object, boolean, boolean]>([
	[{ name: 'user.get' }, true, true],
	[{ name: 'department.add' }, true, false],
	[{ name: 'user.userfield.get' }, false, false],
	[{ name: 'User.Get' }, false, false],
	[{ name: 'profile' }, true, true],
	[{ name: 'tasks.Task.list' }, true, false],
	[{ name: 'crm.item.lst' }, true, false],
	[{ NAME: 'user.get' }, false, false],
	[{}, false, false],
])(
	'method.get %j: existing %s, available %s (method-get.md)',
	async (params, isExisting, isAvailable) => {
		const { result } = await ask('method.get', params, { scopes: ['user'] });
		expect(result).toEqual({ isExisting, isAvailable });
	},
);

it.each<[string, PortalOptions['quirks'], string]>([
	['rest_offline_extended', {}, 'Y'],
	['rest_offline_extended', { features: [] }, 'N'],
	['rest_auth_connector', { features: ['rest_auth_connector'] }, 'Y'],
	['no_such_feature', { features: [] }, 'Y'],
	['rest_auth_connector', { features: 'selfhosted' }, 'en_selfhosted'],
])('feature.get %s with %j: %s (feature-get.md)', async (CODE, quirks, value) => {
	expect((await ask('feature.get', { CODE }, { scopes: [], quirks })).result).toEqual({ value });
});

it.each([{}, { CODE: '' }, { CODE: '0' }])(
	'feature.get %j: CODE_EMPTY (feature-get.md)',
	async (params) => {
		expect(await ask('feature.get', params)).toMatchObject({
			status: 400,
			error: 'CODE_EMPTY',
			error_description: "CODE can't be empty",
		});
	},
);
