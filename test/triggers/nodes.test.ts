/** How n8n shows the two triggers and the credential of outgoing webhooks. */
import type { INodeTypeDescription } from 'n8n-workflow';
import { credential, loadPackage, testCredential } from '../harness';

const TRIGGERS = ['bitrix24Trigger', 'bitrix24UserChangesTrigger'];

async function described(name: string): Promise<INodeTypeDescription> {
	const found = (await loadPackage()).descriptions.find((node) => node.name === name);
	if (!found) throw new Error(`The package has no node ${name}`);
	return found;
}

it.each(TRIGGERS)(
	'%s begins workflows, has its icons and its place in the list of nodes',
	async (name) => {
		const node = await described(name);
		expect(node).toMatchObject({ group: ['trigger'], inputs: [], version: 1 });
		expect(node.usableAsTool).toBeUndefined();
		expect(Object.values(node.iconUrl ?? {})).toEqual([
			expect.stringMatching(/bitrix24\.svg$/),
			expect.stringMatching(/bitrix24\.dark\.svg$/),
		]);
		expect(node.codex).toMatchObject({ alias: expect.arrayContaining(['Onboarding']) });
	},
);

it('Bitrix24 Trigger: the names of the interface', async () => {
	const { properties, credentials, webhooks } = await described('bitrix24Trigger');
	const property = (name: string) => properties.find((one) => one.name === name);
	expect(property('authentication')).toMatchObject({
		default: 'oAuth2',
		options: [{ value: 'oAuth2' }, { value: 'outgoingWebhook' }],
	});
	expect(property('event')).toMatchObject({ options: [{ value: 'userAdded' }] });
	expect(property('options')).toMatchObject({
		displayOptions: { show: { authentication: ['oAuth2'] } },
		options: [{ name: 'returnUser' }],
	});
	expect(credentials?.map((one) => one.name)).toEqual([
		'bitrix24OAuth2Api',
		'bitrix24OutgoingWebhookApi',
	]);
	expect(webhooks).toHaveLength(1);
});

it('Bitrix24 Trigger: a notice leads to the outgoing webhook in the portal’s own menu words', async () => {
	const { properties } = await described('bitrix24Trigger');
	const notice = properties.find(({ name }) => name === 'outgoingWebhookNotice');
	expect(notice?.displayOptions).toEqual({ show: { authentication: ['outgoingWebhook'] } });
	for (const words of [
		'Developer resources',
		'Outbound webhook',
		'Production URL',
		'Application token',
	]) {
		expect(notice?.displayName).toContain(words);
	}
});

it('Bitrix24 User Changes Trigger: the names of the interface', async () => {
	const { properties, credentials, polling } = await described('bitrix24UserChangesTrigger');
	expect(polling).toBe(true);
	expect(properties.map(({ name }) => name)).toEqual(
		expect.arrayContaining([
			'authentication',
			'changes',
			'watchFields',
			'output',
			'outputFields',
			'filters',
		]),
	);
	const changes = properties.find(({ name }) => name === 'changes');
	expect(changes?.options?.map((one) => 'value' in one && one.value)).toEqual([
		'added',
		'dismissed',
		'firstSignIn',
		'moved',
		'reinstated',
		'updated',
	]);
	expect(credentials?.map((one) => one.name)).toEqual(['bitrix24WebhookApi', 'bitrix24OAuth2Api']);
});

describe('the credential of an outgoing webhook', () => {
	it('keeps its token secret', async () => {
		const { properties } = (await loadPackage()).credentials.bitrix24OutgoingWebhookApi;
		expect(properties).toEqual([
			expect.objectContaining({ name: 'applicationToken', typeOptions: { password: true } }),
		]);
	});

	it.each([
		['51856fefc120afa4b628cc82d3935cce', 'OK', /right shape/],
		[' 51856fefc120afa4b628cc82d3935cce\n', 'OK', /right shape/],
		['', 'Error', /letters and digits only/],
		['hunter2', 'Error', /letters and digits only/],
		['https://n8n.example.com/webhook/1', 'Error', /This is an address/],
	])('%j', async (applicationToken, status, message) => {
		const verdict = await testCredential(
			credential('bitrix24OutgoingWebhookApi', { applicationToken }),
		);
		expect(verdict.status).toBe(status);
		expect(verdict.message).toMatch(message);
		if (applicationToken !== '') expect(verdict.message).not.toContain(applicationToken.trim());
	});
});
