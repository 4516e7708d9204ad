/** What the resource mapper `fields` offers: `resourceMapping.getInviteFields` and `getUpdateFields`. */
import { callResourceMapping, loadPackage } from '../harness';
import { CAST, startPortal, type Portal } from '../portal';
import { WEBHOOK, type Account } from '../support/portal';

let portal: Portal;
let russian: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 5 });
	russian = await startPortal({ people: 5, language: 'ru' });
});
afterAll(() => Promise.all([portal.stop(), russian.stop()]));

const MAPPINGS = ['getInviteFields', 'getUpdateFields'];

const mapping = async (method: string, account?: Account, on?: Portal) => {
	const answer = await callResourceMapping(method, {
		credentials: WEBHOOK.credential(on ?? portal, account),
	});
	return { ...answer, byId: new Map(answer.fields.map((field) => [field.id, field])) };
};

describe.each(MAPPINGS)('%s', (method) => {
	it.each([
		['NAME', 'string'],
		['PERSONAL_MOBILE', 'string'],
		['PERSONAL_BIRTHDAY', 'dateTime'],
		['PERSONAL_GENDER', 'options'],
		['UF_USR_COST_CENTER', 'string'],
		['UF_USR_ALIASES', 'string'],
		['UF_USR_BADGE', 'number'],
		['UF_USR_RATE', 'number'],
		['UF_USR_DRIVER', 'options'],
		['UF_USR_VISA_UNTIL', 'dateTime'],
		['UF_USR_CHECKED_AT', 'dateTime'],
		['UF_USR_1724228142162', 'options'],
		['UF_USR_LANGUAGES', 'string'],
		['UF_USR_SALARY', 'string'],
		['UF_USR_MENTOR', 'number'],
	])('types %s as %s', async (id, type) => {
		const { byId } = await mapping(method);
		expect(byId.get(id)?.type).toBe(type);
	});

	it('offers the portal’s own list values', async () => {
		const { byId } = await mapping(method, {}, russian);
		expect(byId.get('UF_USR_1724228142162')?.options).toEqual([
			{ name: 'S', value: '26' },
			{ name: 'M', value: '27' },
			{ name: 'L', value: '28' },
			{ name: 'XL', value: '29' },
		]);
		expect(byId.get('UF_USR_1724228142162')?.displayName).toBe('Размер футболки');
	});

	it('never offers a field that cannot be written, nor the ID', async () => {
		const { byId } = await mapping(method);
		for (const code of [
			'ID',
			'LAST_LOGIN',
			'DATE_REGISTER',
			'TIMESTAMP_X',
			'LAST_ACTIVITY_DATE',
			'IS_ONLINE',
			'USER_TYPE',
			'WORK_LOGO',
		]) {
			expect(byId.has(code)).toBe(false);
		}
		expect(byId.size).toBeGreaterThan(50);
	});

	it('tells repeated labels apart', async () => {
		const { fields, byId } = await mapping(method);
		const names = fields.map(({ displayName }) => displayName);
		expect(new Set(names).size).toBe(names.length);
		expect(byId.get('WORK_CITY')?.displayName).toContain('(WORK_CITY)');
	});

	it.each([
		['the scope user.userfield', { scopes: ['user' as const] }],
		['an administrator', { userId: CAST.employee }],
	])('is usable without %s: custom fields are edited as text', async (_what, account) => {
		const { byId } = await mapping(method, account);
		expect(byId.get('UF_USR_BADGE')).toMatchObject({ type: 'string' });
		expect(byId.get('UF_USR_BADGE')?.displayName).toMatch(/^Badge/);
	});

	it('says where one sees it why custom fields are text: the scope user.userfield is missing', async () => {
		const { fields } = await mapping(method, { scopes: ['user'] });
		const { properties } = (await loadPackage()).descriptions.find(
			({ name }) => name === 'bitrix24',
		) ?? { properties: [] };
		// Of a mapper's answer the editor shows labels only; next to it, hint and description of the parameter.
		const shown = properties
			.filter(({ typeOptions }) => typeOptions?.resourceMapper?.resourceMapperMethod === method)
			.flatMap(({ hint, description }) => [hint, description])
			.concat(fields.map(({ displayName }) => displayName));
		expect(shown.join(' ')).toContain('user.userfield');
	});
});

it('getUpdateFields requires nothing; getInviteFields what the portal requires', async () => {
	const requiredIn = async (method: string) =>
		(await mapping(method)).fields.filter(({ required }) => required).map(({ id }) => id);
	expect(await requiredIn('getUpdateFields')).toEqual([]);
	expect(await requiredIn('getInviteFields')).toEqual(['UF_USR_COST_CENTER']);
});

it('what an imported node maps without a list of fields is shown', async () => {
	// Source: n8n 1.123 and 2.40, ResourceMapper.vue, loadAndSetFieldsToMap: what has a value is as the node says.
	const fields = { mappingMode: 'defineBelow', value: { PERSONAL_NOTES: 'x' } };
	const answer = await callResourceMapping('getUpdateFields', {
		credentials: WEBHOOK.credential(portal),
		parameters: { operation: 'update', fields },
	});
	expect(answer.fields.find(({ id }) => id === 'PERSONAL_NOTES')?.removed).toBe(false);
});

it('what is required is shown again by refreshing a list that had it hidden', async () => {
	// Source: n8n 1.123 and 2.40, ResourceMapper.vue: a field keeps "removed", unless it is one of the matching columns.
	const { fields } = await mapping('getInviteFields');
	expect(fields.filter(({ defaultMatch }) => defaultMatch).map(({ id }) => id)).toEqual([
		'UF_USR_COST_CENTER',
	]);
});

it('n8n asks for the fields again when Update becomes an invitation or an invitation becomes Update, and else never', async () => {
	// Source: n8n 1.123 and 2.40, ResourceMapper.vue, watch on `dependentParametersValues`: the joined values of these parameters.
	const { properties } = (await loadPackage()).descriptions.find(
		({ name }) => name === 'bitrix24',
	) ?? { properties: [] };
	const watched = properties
		.filter(({ type }) => type === 'resourceMapper')
		.map(({ displayOptions, typeOptions }) => {
			const [operation] = displayOptions?.show?.operation ?? [];
			const values: Record<string, unknown> = { resource: 'user', operation };
			return [operation, typeOptions?.loadOptionsDependsOn?.map((name) => values[name]).join('|')];
		});
	expect(Object.fromEntries(watched)).toEqual({
		invite: 'user',
		update: 'update',
		upsert: 'user',
		sync: 'user',
	});
});

it('getUpdateFields offers EMAIL, which getInviteFields has a parameter of its own for; neither offers ACTIVE', async () => {
	const [update, invite] = [await mapping('getUpdateFields'), await mapping('getInviteFields')];
	expect([update.byId.has('EMAIL'), update.byId.has('ACTIVE')]).toEqual([true, false]);
	expect([invite.byId.has('EMAIL'), invite.byId.has('ACTIVE')]).toEqual([false, false]);
});

describe.each(MAPPINGS)('%s', (method) => {
	it('offers yes and no as a list without a default: n8n stores false for every switch it shows', async () => {
		const { fields, byId } = await mapping(method);
		expect(fields.filter(({ type }) => type === 'boolean')).toEqual([]);
		expect(byId.get('UF_USR_DRIVER')).toMatchObject({
			options: [
				{ name: 'Yes', value: 'Y' },
				{ name: 'No', value: 'N' },
			],
		});
		expect(fields.filter(({ defaultValue }) => defaultValue !== undefined)).toEqual([]);
	});

	it('shows few fields from the start, and the form does not add the rest by itself', async () => {
		const { fields } = await mapping(method);
		expect(fields.filter(({ removed }) => !removed).length).toBeLessThan(6);
		const { properties } = (await loadPackage()).descriptions.find(
			({ name }) => name === 'bitrix24',
		) ?? { properties: [] };
		const mappers = properties.filter(
			({ typeOptions }) => typeOptions?.resourceMapper?.resourceMapperMethod === method,
		);
		expect(mappers.length).toBeGreaterThan(0);
		for (const { typeOptions } of mappers) {
			expect(typeOptions?.resourceMapper).toMatchObject({
				addAllFields: false,
				allowEmptyValues: true,
			});
			// A mapping survives another credential.
			expect(typeOptions?.loadOptionsDependsOn).not.toContain('authentication');
		}
	});
});
