/** The public interface: every name that people's workflows store, row by row. */
import { loadPackage, type LoadedPackage } from '../harness';
import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

let own: LoadedPackage;
let description: INodeTypeDescription;

beforeAll(async () => {
	own = await loadPackage();
	const found = own.descriptions.find(({ name }) => name === 'bitrix24');
	if (!found) throw new Error('The package has no node "bitrix24"');
	description = found;
});

const OPERATIONS: Array<[value: string, name: string]> = [
	['invite', 'Invite'],
	['update', 'Update'],
	['upsert', 'Invite or Update'],
	['dismiss', 'Dismiss'],
	['reinstate', 'Reinstate'],
	['get', 'Get'],
	['getAll', 'Get Many'],
	['search', 'Search'],
	['getFields', 'Get Fields'],
	['getCurrent', 'Get Current'],
	['offboard', 'Offboard'],
	['sync', 'Sync Directory'],
];

/** Properties of the form of one operation. */
const formOf = (operation: string): INodeProperties[] =>
	description.properties.filter(
		({ displayOptions: { show } = {} }) =>
			show?.resource?.includes('user') && show.operation?.includes(operation),
	);

const isProperty = (
	option: INodeProperties | INodePropertyOptions | INodePropertyCollection,
): option is INodeProperties => 'type' in option;

const isCollection = (
	option: INodeProperties | INodePropertyOptions | INodePropertyCollection,
): option is INodePropertyCollection => 'values' in option;

/** Follows `options.sortField` or `conditions.condition.field` below an operation. */
function parameter(operation: string, path: string): INodeProperties {
	const [first, ...rest] = path.split('.');
	let found = formOf(operation).find(({ name }) => name === first);
	let below = found?.options ?? [];
	for (const name of rest) {
		const collection = below.find((option) => isCollection(option) && option.name === name);
		if (collection && isCollection(collection)) {
			below = collection.values;
			continue;
		}
		found = below.filter(isProperty).find((option) => option.name === name);
		below = found?.options ?? [];
	}
	if (!found) throw new Error(`"${operation}" has no parameter "${path}"`);
	return found;
}

const choices = ({ options = [] }: INodeProperties): unknown[] =>
	options.map((option) => ('value' in option ? option.value : option.name)).sort();

const named = (name: string): INodeProperties => {
	const found = description.properties.find((property) => property.name === name);
	if (!found) throw new Error(`The node has no parameter "${name}"`);
	return found;
};

/** The dropdown of operations for the resource `user`. */
const operationsOfUsers = (): INodeProperties => {
	const found = description.properties.find(
		({ name, displayOptions }) =>
			name === 'operation' && displayOptions?.show?.resource?.includes('user'),
	);
	if (!found) throw new Error('Users have no operations');
	return found;
};

describe('the node', () => {
	it('node type `bitrix24`, display name "Bitrix24", version 1, usable as an AI tool', () => {
		expect(description).toMatchObject({
			displayName: 'Bitrix24',
			version: 1,
			usableAsTool: true,
			subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		});
		expect(Object.keys(own.nodes)).toContain('bitrix24');
		expect(own.name).toBe('n8n-nodes-bitrix24-users');
	});

	it('`authentication`: webhook (default) | oAuth2, each with its credential type', () => {
		expect(choices(named('authentication'))).toEqual(['oAuth2', 'webhook']);
		expect(named('authentication').default).toBe('webhook');
		expect(description.credentials).toEqual([
			expect.objectContaining({
				name: 'bitrix24WebhookApi',
				displayOptions: { show: { authentication: ['webhook'] } },
			}),
			expect.objectContaining({
				name: 'bitrix24OAuth2Api',
				displayOptions: { show: { authentication: ['oAuth2'] } },
			}),
		]);
	});

	it('`resource`: user, which is chosen at first, and the others', () => {
		expect(choices(named('resource'))).toEqual(['customField', 'department', 'user', 'workgroup']);
		expect(named('resource')).toMatchObject({ default: 'user', noDataExpression: true });
	});

	it.each(OPERATIONS)('`operation` %s is called "%s"', (value, name) => {
		const found = operationsOfUsers().options?.find(
			(option) => 'value' in option && option.value === value,
		);
		expect(found).toMatchObject({ name, action: expect.stringMatching(/user/) });
	});

	it('has no other operation', () => {
		expect(choices(operationsOfUsers())).toEqual(OPERATIONS.map(([value]) => value).sort());
	});

	it.each([
		[
			'loadOptions',
			[
				'getClearableFields',
				'getDepartments',
				'getMatchFields',
				'getPeople',
				'getSortableFields',
				'getUserFields',
				'getWorkgroups',
			],
		],
		['listSearch', ['searchCustomFields', 'searchDepartments', 'searchUsers', 'searchWorkgroups']],
		['resourceMapping', ['getInviteFields', 'getUpdateFields']],
	] as const)('methods the editor calls: `%s` %j', (kind, names) => {
		const node = own.nodes.bitrix24;
		if (!('description' in node) || !('methods' in node)) throw new Error('No plain node');
		const methods: Record<string, Record<string, unknown> | undefined> = { ...node.methods };
		expect(Object.keys(methods[kind] ?? {}).sort()).toEqual(names);
	});
});

const OUTPUTS = ['raw', 'selectedFields', 'simplified'];
const LOADS = (loadOptionsMethod: string) => ({
	type: 'multiOptions',
	default: [],
	typeOptions: { loadOptionsMethod },
});
const PICKS = (loadOptionsMethod: string) => ({
	type: 'options',
	typeOptions: { loadOptionsMethod },
});
const TEXT = { type: 'string', default: '' };
const FLAG = { type: 'boolean' };
const DEPARTMENTS = LOADS('getDepartments');
const OPERATORS =
	'contains endsWith eq gt gte in isEmpty isNotEmpty lt lte neq notContains notIn startsWith';
const MAPPER = (resourceMapperMethod: string) => ({
	type: 'resourceMapper',
	typeOptions: { resourceMapper: { resourceMapperMethod, supportAutoMap: true } },
});

/** Operations, path, what it must be, and the values it may have. */
const ROWS: Array<[operations: string, path: string, expected: object, values?: string]> = [
	['get update dismiss reinstate', 'user', { type: 'resourceLocator', required: true }],
	['get getAll search getCurrent', 'output', { type: 'options', default: 'simplified' }],
	['get getAll search getCurrent', 'outputFields', LOADS('getUserFields')],
	['invite', 'email', { ...TEXT, required: true }],
	// Whoever is found by something else needs no address.
	['upsert', 'email', { ...TEXT, required: false }],
	['invite upsert', 'userType', { default: 'employee' }, 'employee extranet'],
	['invite upsert', 'departments', DEPARTMENTS],
	['invite upsert', 'workgroups', LOADS('getWorkgroups')],
	['invite upsert', 'fields', MAPPER('getInviteFields')],
	['update', 'fields', MAPPER('getUpdateFields')],
	['invite upsert', 'options.message', TEXT],
	['invite update upsert', 'options.photoBinaryProperty', { type: 'string', default: 'data' }],
	['invite update upsert', 'options.returnUser', FLAG],
	['update upsert', 'options.removePhoto', FLAG],
	['update', 'options.departments', DEPARTMENTS],
	['getAll search', 'returnAll', { ...FLAG, default: false }],
	['getAll search', 'limit', { type: 'number', default: 50, typeOptions: { minValue: 1 } }],
	['getAll', 'filters', { type: 'collection', default: {} }],
	['getAll', 'filters.status', { default: 'active' }, 'active any dismissed'],
	['getAll', 'filters.departments', DEPARTMENTS],
	['getAll search', 'filters.userType', { type: 'multiOptions' }, 'email employee extranet'],
	['getAll', 'filters.online', FLAG],
	['getAll', 'filters.nameSearch', TEXT],
	['getAll', 'conditions', { type: 'fixedCollection', typeOptions: { multipleValues: true } }],
	['getAll', 'conditions.condition.field', PICKS('getUserFields')],
	['getAll', 'conditions.condition.operator', { type: 'options', default: 'eq' }, OPERATORS],
	['getAll', 'conditions.condition.value', TEXT],
	['getAll search', 'sort.field', PICKS('getSortableFields')],
	['getAll search', 'sort.direction', { default: 'ASC' }, 'ASC DESC'],
	['getAll search', 'options.adminMode', FLAG],
	['getAll search', 'options.imageSize', { default: 'original' }, 'large medium original small'],
	['search', 'searchBy', { default: 'phrase' }, 'fields phrase'],
	// n8n refuses to start a required text from an expression that depends on the kind of search.
	['search', 'phrase', TEXT],
	['search', 'searchFields', { type: 'collection', default: {} }],
	['search', 'searchFields.NAME', TEXT],
	['search', 'searchFields.LAST_NAME', TEXT],
	['search', 'searchFields.SECOND_NAME', TEXT],
	['search', 'searchFields.WORK_POSITION', TEXT],
	['search', 'searchFields.UF_DEPARTMENT_NAME', TEXT],
];

/** Not told in the list above; frozen as well from the first release. */
const ADDED: typeof ROWS = [
	[
		'invite update upsert dismiss reinstate get getAll search',
		'options.maxWait',
		{ type: 'number', default: 60 },
	],
	['getCurrent getFields offboard sync', 'options.maxWait', { type: 'number', default: 60 }],
	[
		'dismiss get getCurrent getAll getFields invite upsert offboard reinstate search sync update',
		'options',
		{ type: 'collection', default: {} },
	],
	['dismiss get offboard reinstate update', 'person', TEXT],
	['getAll invite upsert sync update', 'departmentNames', TEXT],
	['dismiss', 'options.maxPeople', { type: 'number', default: 50 }],
	['dismiss invite upsert offboard reinstate update', 'options.preview', FLAG],
	['get getCurrent getAll search', 'options.include', { type: 'multiOptions', default: [] }],
	['get', 'options.keepInput', FLAG],
	['getAll', 'filters.invitation', { default: 'pending' }, 'accepted pending'],
	['getAll', 'filters.lastSignInBefore', { type: 'dateTime', default: '' }],
	['getAll', 'filters.neverSignedIn', FLAG],
	['getAll search', 'sort', { type: 'collection', default: {} }],
	['search', 'filters', { type: 'collection', default: {} }],
	['upsert sync', 'matchBy', { ...PICKS('getMatchFields'), default: 'EMAIL' }],
	['upsert sync', 'matchValue', TEXT],
	['upsert sync update', 'options.clearFields', LOADS('getClearableFields')],
	['upsert sync update', 'options.emptyValues', { default: 'keep' }, 'clear keep'],
	['update', 'options.allowStatus', FLAG],
	['update', 'options.onlyChanges', FLAG],
	['offboard', 'user', { type: 'resourceLocator', required: true }],
	['offboard', 'successor', { type: 'resourceLocator', required: false }],
	[
		'offboard',
		'parts',
		{ type: 'multiOptions', default: ['departments', 'workgroups', 'tasks', 'dismiss'] },
	],
	['offboard', 'options.dismissAnyway', FLAG],
	['offboard', 'options.maxPeople', { type: 'number', default: 10 }],
	['sync', 'preview', { ...FLAG, default: true }],
	['sync', 'email', { ...TEXT, required: false }],
	['sync', 'departments', DEPARTMENTS],
	['sync', 'fields', { type: 'resourceMapper' }],
	['sync', 'onNew', { default: 'invite' }, 'invite report'],
	['sync', 'onChanged', { default: 'update' }, 'report update'],
	['sync', 'onDismissed', { default: 'report' }, 'reinstate report'],
	['sync', 'onMissing', { default: 'report' }, 'dismiss ignore report'],
	['sync', 'scope', { type: 'collection', default: {} }],
	['sync', 'scope.departments', DEPARTMENTS],
	['sync', 'scope.userType', { type: 'multiOptions', default: ['employee'] }],
	['sync', 'exclude', LOADS('getPeople')],
	['sync', 'brake', { type: 'collection', default: {} }],
	['sync', 'brake.maxDismissalPercent', { type: 'number', default: 5 }],
	['sync', 'brake.maxDismissals', { type: 'number', default: 20 }],
	['sync', 'brake.maxInvitations', { type: 'number', default: 200 }],
	['sync', 'return', { default: 'all' }, 'all changes summary'],
	['sync', 'options.message', TEXT],
];

const EVERY_ROW = [...ROWS, ...ADDED].flatMap(([operations, path, expected, values]) =>
	operations.split(' ').map((operation) => [operation, path, expected, values] as const),
);

describe('the parameters', () => {
	it.each(EVERY_ROW)('%s: `%s`', (operation, path, expected, values) => {
		const found = parameter(operation, path);
		expect(found).toMatchObject(expected);
		if (values !== undefined) expect(choices(found)).toEqual(values.split(' '));
	});

	it('there are no others', () => {
		for (const [operation] of OPERATIONS) {
			const rows = EVERY_ROW.filter(([of]) => of === operation).map(([, path]) => path);
			const expected = new Set(rows.map((path) => path.split('.')[0]));
			expect(new Set(formOf(operation).map(({ name }) => name))).toEqual(expected);
			for (const { name, options = [] } of formOf(operation)) {
				const inner = options.filter(isProperty).map((option) => `${name}.${option.name}`);
				expect(inner.filter((path) => !rows.includes(path))).toEqual([]);
			}
		}
	});

	it.each(['get', 'update', 'dismiss', 'reinstate'])(
		'%s: `user` has the modes list (searchUsers), id, email, xmlId, url',
		(operation) => {
			const { modes = [], default: value } = parameter(operation, 'user');
			expect(modes.map(({ name }) => name)).toEqual(['list', 'id', 'email', 'xmlId', 'url']);
			expect(modes[0].typeOptions).toEqual({ searchListMethod: 'searchUsers', searchable: true });
			expect(value).toMatchObject({ mode: 'list' });
		},
	);

	it.each(['get', 'getAll', 'search', 'getCurrent'])('%s: `output` and when asked more', (of) => {
		expect(choices(parameter(of, 'output'))).toEqual(OUTPUTS);
		const { displayOptions } = parameter(of, 'outputFields');
		expect(displayOptions?.show?.output).toEqual(['selectedFields']);
	});

	it.each([
		['invite', 'departments', { userType: ['employee'] }],
		['invite', 'workgroups', { userType: ['extranet'] }],
		['upsert', 'departments', { userType: ['employee'] }],
		['upsert', 'workgroups', { userType: ['extranet'] }],
		['getAll', 'limit', { returnAll: [false] }],
		['search', 'limit', { returnAll: [false] }],
		['search', 'phrase', { searchBy: ['phrase'] }],
		['search', 'searchFields', { searchBy: ['fields'] }],
	])('%s: `%s` is shown for %j only', (operation, path, show) => {
		expect(parameter(operation, path).displayOptions?.show).toMatchObject(show);
	});
});

describe('n8n’s rules for forms', () => {
	const walk = (properties: INodeProperties[]): INodeProperties[] =>
		properties.flatMap((property) => [
			property,
			...walk((property.options ?? []).filter(isProperty)),
			...(property.options ?? []).filter(isCollection).flatMap(({ values }) => walk(values)),
		]);

	it('options stand in alphabetical order', () => {
		for (const property of walk(description.properties)) {
			const names = (property.options ?? []).map((option) =>
				isProperty(option) ? option.displayName : option.name,
			);
			const sorted = [...names].sort((a, b) => a.localeCompare(b));
			expect([property.name, names]).toEqual([property.name, sorted]);
		}
	});

	it('dynamic dropdowns say that an expression does as well, booleans begin with "Whether"', () => {
		for (const { displayName, description: text = '', type, typeOptions } of walk(
			description.properties,
		)) {
			if (typeOptions?.loadOptionsMethod) {
				expect(displayName).toMatch(/(Name or ID|Names or IDs)$/);
				expect(text).toContain('https://docs.n8n.io/code/expressions/');
			}
			if (type === 'boolean') expect(text).toMatch(/^Whether /);
		}
	});

	it('dynamic dropdowns of every node take what is not on their list: n8n marks it as wrong otherwise', () => {
		// Source: n8n 2.40, editor, `shouldSkipParamValidation`.
		const dropdowns = own.descriptions
			.flatMap(({ properties }) => walk(properties))
			.filter(({ typeOptions }) => typeOptions?.loadOptionsMethod);

		expect(dropdowns.length).toBeGreaterThan(10);
		for (const { name, allowArbitraryValues } of dropdowns) {
			expect([name, allowArbitraryValues]).toEqual([name, true]);
		}
	});

	it('Limit and Return All are worded as n8n words them', () => {
		expect(parameter('getAll', 'limit').description).toBe('Max number of results to return');
		expect(parameter('getAll', 'returnAll').description).toBe(
			'Whether to return all results or only up to a given limit',
		);
	});
});
