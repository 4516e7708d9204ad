/** What the editor asks while a form is filled: `loadOptions`, `listSearch`, `resourceMapping`. */
import {
	callListSearch,
	callLoadOptions,
	callResourceMapping,
	credential,
	type StoredCredential,
} from '../harness';
import { CAST, startPortal, type Portal } from '../portal';
import { employees, everybody } from '../support/people';
import { BOTH_CREDENTIALS, callsOf, requestsOf, WEBHOOK, type Account } from '../support/portal';

let portal: Portal;
let russian: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 130 });
	russian = await startPortal({ people: 5, language: 'ru', extraCustomFields: 60 });
});
beforeEach(() => {
	portal.forget();
	russian.forget();
});
afterAll(() => Promise.all([portal.stop(), russian.stop()]));

const LOAD_OPTIONS = ['getUserFields', 'getSortableFields', 'getDepartments', 'getWorkgroups'];
const MAPPINGS = ['getInviteFields', 'getUpdateFields'];

const as = (account: Account = {}, on: Portal = portal) => ({
	credentials: WEBHOOK.credential(on, account),
});

const options = (method: string, account?: Account, on?: Portal) =>
	callLoadOptions(method, as(account, on));

describe.each(BOTH_CREDENTIALS)('with $name', (access) => {
	const asking = (on: Portal) => ({
		credentials: access.credential(on),
		parameters: { authentication: access.authentication },
	});

	it.each(LOAD_OPTIONS)('loadOptions %s fills its dropdown', async (method) => {
		const listed = await callLoadOptions(method, asking(portal));
		expect(listed.length).toBeGreaterThan(50);
		expect(new Set(listed.map(({ value }) => value)).size).toBe(listed.length);
		expect(listed.every(({ name }) => name.trim() !== '')).toBe(true);
	});

	it('listSearch searchUsers lists people', async () => {
		const { results, paginationToken } = await callListSearch('searchUsers', asking(portal));
		expect(results).toHaveLength(50);
		expect(paginationToken).toBeDefined();
	});

	it.each(MAPPINGS)('resourceMapping %s lists fields', async (method) => {
		const { fields } = await callResourceMapping(method, asking(russian));
		expect(fields.find(({ id }) => id === 'LAST_NAME')?.displayName).toBe('Фамилия');
		expect(fields.length).toBeGreaterThan(100);
	});
});

describe('getUserFields', () => {
	it('shows the portal’s labels, any language, and stores codes', async () => {
		const listed = await options('getUserFields', {}, russian);
		const nameOf = (code: string) => listed.find(({ value }) => value === code)?.name;
		expect(nameOf('LAST_NAME')).toBe('Фамилия');
		expect(nameOf('UF_DEPARTMENT')).toBe('Подразделения');
		expect(nameOf('UF_USR_MENTOR')).toBe('Наставник');
		expect(nameOf('UF_USR_EXTRA_60')).toBe('Extra 60');
	});

	it.each<[string, () => Portal]>([
		['English', () => portal],
		['Russian', () => russian],
	])('tells repeated and empty labels apart in %s', async (_language, on) => {
		const listed = await options('getUserFields', {}, on());
		const names = listed.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const nameOf = (code: string) => listed.find(({ value }) => value === code)?.name;
		for (const code of ['PERSONAL_CITY', 'WORK_CITY', 'UF_USR_HOME']) {
			expect(nameOf(code)).toContain(`(${code})`);
		}
		expect(nameOf('WORK_NOTES')).toBe('WORK_NOTES');
		expect(nameOf('UF_USR_SALARY')).toBe('UF_USR_SALARY');
	});

	it('is sorted by label', async () => {
		const names = (await options('getUserFields')).map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
	});

	it('asks again each time: "refresh" really reloads', async () => {
		const own = await startPortal({ people: 1 });
		const account = as({}, own);
		const before = await callLoadOptions('getUserFields', account);
		own.customFields.push({
			ID: 999,
			FIELD_NAME: 'UF_USR_NEW',
			USER_TYPE_ID: 'string',
			MULTIPLE: false,
			MANDATORY: false,
			LABEL: 'Brand new',
		});
		const after = await callLoadOptions('getUserFields', account);
		await own.stop();
		expect(after).toHaveLength(before.length + 1);
		expect(after.find(({ value }) => value === 'UF_USR_NEW')?.name).toBe('Brand new');
	});
});

describe('getSortableFields', () => {
	it('leaves out what has no single place in an order', async () => {
		const codes = (await options('getSortableFields')).map(({ value }) => value);
		expect(codes).toEqual(expect.arrayContaining(['ID', 'LAST_NAME', 'UF_USR_BADGE']));
		for (const code of ['UF_DEPARTMENT', 'UF_USR_LANGUAGES', 'PERSONAL_PHOTO', 'UF_USR_CONTRACT']) {
			expect(codes).not.toContain(code);
		}
	});
});

describe('getDepartments', () => {
	it('lists all of more than 50, each once, as a path from below the company', async () => {
		const listed = await options('getDepartments');
		expect(listed.length).toBeGreaterThan(50);
		expect(listed.map(({ value }) => value).sort((a, b) => Number(a) - Number(b))).toEqual(
			portal.departments.map(({ ID }) => ID).sort((a, b) => a - b),
		);
		for (const { ID, PARENT } of portal.departments) {
			const path = pathOf(portal, ID).replace('Northwind & Sons / ', '');
			expect(listed.find(({ value }) => value === ID)?.name).toBe(path);
			expect(path.startsWith('Northwind')).toBe(PARENT === undefined);
		}
		expect(listed[0].name).toBe('Northwind & Sons');
		expect(requestsOf(portal).length).toBeLessThanOrEqual(2);
	});

	it('is readable in Russian', async () => {
		const listed = await options('getDepartments', {}, russian);
		expect(listed.map(({ name }) => name)).toContain('ИТ / Качество');
	});

	it('keeps the name of the top where there are several', async () => {
		const own = await startPortal({ people: 0 });
		own.departments.push({ ID: 900, NAME: 'Second Company', SORT: 1 });
		own.departments.push({ ID: 901, NAME: 'Sales', SORT: 1, PARENT: 900 });
		const names = (await options('getDepartments', {}, own)).map(({ name }) => name);
		await own.stop();
		expect(names).toEqual(
			expect.arrayContaining(['Second Company / Sales', 'Northwind & Sons / Sales']),
		);
	});

	it('does not hang on a circle or a parent that is gone', async () => {
		const own = await startPortal({ people: 0 });
		own.departments.push({ ID: 900, NAME: 'A', SORT: 1, PARENT: 901 });
		own.departments.push({ ID: 901, NAME: 'B', SORT: 1, PARENT: 900 });
		own.departments.push({ ID: 902, NAME: 'Orphan', SORT: 1, PARENT: 999 });
		const listed = await options('getDepartments', {}, own);
		await own.stop();
		// The circle is cut open above the first of them.
		const nameOf = (id: number) => listed.find(({ value }) => value === id)?.name;
		expect([900, 901, 902].map(nameOf)).toEqual(['A', 'A / B', 'Orphan']);
	});
});

describe('getWorkgroups', () => {
	it('lists all of more than 50 by name, each once', async () => {
		const listed = await options('getWorkgroups');
		expect(new Map(listed.map(({ value, name }) => [value, name]))).toEqual(
			new Map(portal.workgroups.map(({ ID, NAME }) => [ID, NAME])),
		);
		expect(listed).toHaveLength(portal.workgroups.length);
		expect(listed.length).toBeGreaterThan(50);
	});

	// b24-rest-docs api-reference/sonet-group/sonet-group-get.md: IS_ADMIN
	it('lists secret ones for administrators and members alone', async () => {
		const secret = portal.workgroups.filter(({ VISIBLE }) => VISIBLE === false);
		const shown = async (account: Account) => {
			const ids = (await options('getWorkgroups', account)).map(({ value }) => value);
			return secret.map(({ ID }) => ids.includes(ID));
		};
		expect(await shown({})).toEqual([true]);
		expect(await shown({ userId: CAST.employee })).toEqual([false]);
	});
});

describe('getPeople', () => {
	// b24-rest-docs api-reference/user/user-get.md: ADMIN_MODE
	it('lists active people, for an administrator guests as well', async () => {
		const listed = await options('getPeople');
		const active = everybody(portal, ({ ACTIVE }) => ACTIVE);
		expect(listed.map(({ value }) => Number(value)).sort((a, b) => a - b)).toEqual(active);
		expect(active).toContain(CAST.extranet);
	});
});

describe('searchUsers', () => {
	const search = (filter?: string, paginationToken?: string, account?: Account) =>
		callListSearch('searchUsers', { ...as(account), filter, paginationToken });

	async function allPages(filter?: string) {
		const pages = [await search(filter)];
		for (let token = pages[0].paginationToken; token; token = pages.at(-1)?.paginationToken) {
			pages.push(await search(filter, String(token)));
			if (pages.length > 20) throw new Error('The pages never end');
		}
		return pages.map(({ results }) => results);
	}

	it('pages through everybody an administrator can see, each once', async () => {
		const pages = await allPages();
		const values = pages.flat().map(({ value }) => Number(value));
		expect(values.sort((a, b) => a - b)).toEqual(everybody(portal));
		expect(pages.slice(0, -1).every((page) => page.length === 50)).toBe(true);
		expect(portal.requests).toHaveLength(pages.length);
	});

	it.each([
		['petr', []],
		['петров', [CAST.cyrillic]],
		['Ivan', [CAST.sameNameA, CAST.sameNameB]],
		['claudia', [CAST.extranetAlone]],
		["o'br", [CAST.apostrophe]],
		['$result', [CAST.placeholder]],
		['  uni  ', [CAST.emoji]],
	])('finds people as one types %j', async (words, ids) => {
		const { results } = await search(words);
		expect(results.map(({ value }) => Number(value))).toEqual(ids);
		expect(callsOf(portal, 'user.search')[0].params.FILTER).toEqual({ FIND: words.trim() });
	});

	it('begins at the first page when n8n sends the token of other words with the new ones', async () => {
		const everybody = await search();
		const found = await search('Carla', everybody.paginationToken);
		expect(found).toEqual(await search('Carla'));
		expect(found.results.map(({ value }) => value)).toContain('22');
	});

	it('pages through what was typed', async () => {
		const own = await startPortal({ people: 130 });
		for (const person of own.people.values()) person.SECOND_NAME = 'Common';
		const asked = { ...as({}, own), filter: 'common' };
		const first = await callListSearch('searchUsers', asked);
		const paginationToken = String(first.paginationToken);
		const second = await callListSearch('searchUsers', { ...asked, paginationToken });
		await own.stop();
		expect([first.results.length, second.results.length]).toEqual([50, 50]);
		const both = [...first.results, ...second.results].map(({ value }) => value);
		expect(new Set(both).size).toBe(100);
	});

	it('tells people of the same name apart, and marks those dismissed', async () => {
		const { results } = await search('ivan');
		expect(results.map(({ name }) => name)).toEqual([
			'Ivan Ivanov (ivan.ivanov@example.com)',
			'Ivan Ivanov (ivan.ivanov2@example.com)',
		]);
		const dismissed = await search('уволенный');
		expect(dismissed.results[0].name).toMatch(/^Пётр Уволенный \(.*\), dismissed(, |$)/);
	});

	it('shows the position, because words are found there as well', async () => {
		const { results } = await search('accountant');
		expect(results.length).toBeGreaterThan(0);
		for (const { name } of results) expect(name).toMatch(/\), (dismissed, )?Accountant$/);
	});

	it('shows people without a name, and works without contacts', async () => {
		const everyone = (await allPages()).flat();
		expect(everyone.find(({ value }) => value === '13')?.name).toContain('nobody@example.com');
		const { results } = await search('ivan', undefined, { scopes: ['user_brief'] });
		expect(results.map(({ name }) => name)).toEqual(['Ivan Ivanov (ID 11)', 'Ivan Ivanov (ID 12)']);
	});

	it('shows an account that is no administrator whom it can see', async () => {
		const { results } = await search('e', undefined, { userId: CAST.apostrophe });
		const ids = results.map(({ value }) => Number(value));
		expect(ids.length).toBeGreaterThan(0);
		expect(employees(portal)).toEqual(expect.arrayContaining(ids));
	});
});

describe('a missing scope', () => {
	it.each([
		['getDepartments', 'department'],
		['getWorkgroups', 'sonet_group'],
	])('explains itself in %s, as an option that chooses nothing', async (method, scope) => {
		const listed = await options(method, { scopes: ['user'] });
		expect(listed).toHaveLength(1);
		expect(listed[0].name).toContain(`"${scope}"`);
		expect(listed[0].value).toBe('');
		expect(listed[0].description).toContain('enter IDs as an expression');
	});

	it.each([
		['getUserFields', callLoadOptions],
		['getSortableFields', callLoadOptions],
		['searchUsers', callListSearch],
		['getInviteFields', callResourceMapping],
		['getUpdateFields', callResourceMapping],
	])('of users fails %s with a sentence', async (method, call) => {
		await expect(call(method, as({ scopes: ['department'] }))).rejects.toThrow(
			'The credential lacks a permission (scope) this needs',
		);
	});
});

describe('a bad credential is an error, never an empty list', () => {
	const bad: Array<[string, () => StoredCredential, RegExp]> = [
		['a wrong code', () => webhook(`${portal.url}/rest/1/wrongwrongwrong/`), /code is wrong/],
		['no webhook at all', () => webhook(`${portal.url}/`), /not the URL of an inbound webhook/],
		['nobody there', () => webhook('http://127.0.0.1:9/rest/1/wrongwrongwrong/'), /No server/],
	];
	const methods = [
		...LOAD_OPTIONS.map((method) => [method, callLoadOptions] as const),
		['searchUsers', callListSearch] as const,
		...MAPPINGS.map((method) => [method, callResourceMapping] as const),
	];

	it.each(bad)('%s', async (_what, make, message) => {
		for (const [method, call] of methods.slice(0, message.source === 'No server' ? 1 : undefined)) {
			const asked = call(method, { credentials: make() });
			await expect(asked).rejects.toThrow(message);
			await expect(asked).rejects.not.toThrow(/wrongwrongwrong/);
		}
	});

	it.each(methods)('%s passes on a web page instead of data as an error', async (method, call) => {
		const own = as();
		portal.fault({ answer: { status: 403, body: '<html>Forbidden</html>' }, times: 5 });
		await expect(call(method, own)).rejects.toThrow(/refused access/);
		portal.clearFaults();
	});
});

function webhook(webhookUrl: string): StoredCredential {
	return credential('bitrix24WebhookApi', { webhookUrl });
}

/** Names from the company down to a department. */
function pathOf(on: Portal, id: number): string {
	const department = on.departments.find(({ ID }) => ID === id);
	if (!department) throw new Error(`No department ${id}`);
	const { NAME, PARENT } = department;
	return PARENT === undefined ? NAME : `${pathOf(on, PARENT)} / ${NAME}`;
}
