/**
 * What comes, what is left out and which hint says so with a credential that may not see everything. Which fields a scope
 * shows: b24restdocs `api-reference/user/user-scope.md`; who sees whom: `api-reference/user/user-get.md`.
 */
import type { INodeExecutionData } from 'n8n-workflow';

import { startPortal, type Portal } from '../../portal';
import { hintsOf, runOn, type Account } from '../../support/portal';
import { accountOf, CREDENTIALS, SCOPE_ROWS, WHOLE, type ScopeRow } from '../../support/scopes';

let portal: Portal | undefined;

afterEach(() => portal?.stop());

async function run({ form, portal: options }: ScopeRow, account: Account) {
	await portal?.stop();
	portal = await startPortal({ people: 0, ...options });
	return await runOn(portal, form, { account });
}

/** Fields that have a value for anybody, and those of the manager. */
function keysOf(items: readonly INodeExecutionData[]): string[] {
	const keys = items.flatMap(({ json }) =>
		Object.entries(json).flatMap(([key, value]) => {
			if (value === null) return [];
			const code = key.startsWith('UF_USR_') ? 'UF_USR_…' : key;
			return [
				code,
				...(key === 'manager' ? Object.keys(Object(value)).map((one) => `manager.${one}`) : []),
			];
		}),
	);
	return [...new Set(keys)];
}

const without = <T>(all: readonly T[], some: readonly T[]) =>
	all.filter((one) => !some.includes(one));

const idsOf = (items: readonly INodeExecutionData[]) => items.map(({ json }) => Number(json.ID));

const cells = SCOPE_ROWS.flatMap((row) =>
	CREDENTIALS.map((credential) => ({
		...row,
		row,
		credential,
		cell: row.cells?.[credential] ?? {},
	})),
);

it.each(cells)('$credential, $asked: $cell', async ({ row, credential, cell }) => {
	const whole = await run(row, WHOLE);
	const own = await run(row, accountOf(credential, row.also));
	expect(whole.error).toBeUndefined();
	expect(whole.items.length + (row.cells?.colleague?.more ?? []).length).toBeGreaterThan(0);
	if (cell.refused !== undefined) {
		expect(own.error?.message).toContain(cell.refused);
		expect(own.items).toEqual([]);
		return;
	}
	expect(own.error).toBeUndefined();
	const [before, after] = [idsOf(whole.items), idsOf(own.items)];
	expect(without(after, before)).toEqual(cell.more ?? []);
	expect(without(before, after)).toEqual(cell.fewer ?? []);
	const [all, shown] = [keysOf(whole.items), keysOf(own.items)];
	const lost = without(all, shown).filter(
		(key) => !key.startsWith('manager.') || shown.includes('manager'),
	);
	expect(lost.sort()).toEqual([...(cell.lacks ?? [])].sort());
	const said = without(hintsOf(own), hintsOf(whole));
	expect(said).toEqual(cell.hint === undefined ? [] : [expect.stringContaining(cell.hint)]);
});
