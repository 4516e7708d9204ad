/**
 * For any portal and any list: after a sync without a brake the portal agrees with the list in every mapped column, nobody
 * outside the scope has changed, and a second run writes nothing. Tried on the deciding rooms alone, with a portal in memory.
 */
import type { IDataObject } from 'n8n-workflow';
import {
	type Certain,
	decideListed,
	decideMissing,
	type Decision,
	missingFrom,
} from '../../../../nodes/Bitrix24/resources/user/sync/decide';
import { matchAll, People } from '../../../../nodes/Bitrix24/resources/user/sync/match';
import { keyOf } from '../../../../nodes/Bitrix24/resources/user/people';
import type { Rules } from '../../../../nodes/Bitrix24/resources/user/sync/rules';
import type { WantedRow } from '../../../../nodes/Bitrix24/resources/user/sync/wanted';
import { isSame } from '../../../../nodes/Bitrix24/resources/user/compare';
import { standardField } from '../../../../nodes/Bitrix24/resources/user/fields/standard';
import { BY_EMAIL, type MatchField } from '../../../../nodes/Bitrix24/resources/user/form/match';
import { failed, type Outcome, succeeded } from '../../../../nodes/Bitrix24/transport/types';
import type { Params } from '../../../../nodes/Bitrix24/transport/types';
import { InputError } from '../../../../nodes/Bitrix24/values/errors';
import { Random } from '../../../portal/domain/random';

type Row = IDataObject & { ID: string };

const BY_CODE: MatchField = { code: 'XML_ID', label: 'external code', type: 'text' };
const fieldOf = (code: string) => standardField(code, code);
const words = { fieldOf, departmentOf: (id: number) => id };
const COLUMNS = ['WORK_POSITION', 'PERSONAL_BIRTHDAY', 'UF_DEPARTMENT', 'PERSONAL_GENDER'];

/** As awkward as the portal answers. */
function valueOf(code: string, random: Random): IDataObject[string] {
	if (code === 'UF_DEPARTMENT') {
		return random.pick([false, undefined, [1], [1, 3], [3, 1], ['3', '1'], [5]]);
	}
	if (code === 'PERSONAL_BIRTHDAY') {
		return random.pick([
			'',
			{},
			null,
			'1990-05-10T03:00:00+03:00',
			'1990-05-10T00:00:00+00:00',
			'1991-01-01',
		]);
	}
	if (code === 'PERSONAL_GENDER') return random.pick(['', 'M', 'F', null]);
	return random.pick(['', null, undefined, 'Lead', 'lead', 'Lead ', 'Please\nselect']);
}

function portalOf(random: Random): Row[] {
	return Array.from({ length: random.below(14) }, (_, at) => {
		const id = at + 1;
		const row: Row = {
			ID: String(id),
			EMAIL: random.pick([`p${id}@x.example`, `P${id}@X.example`, 'twice@x.example']),
			XML_ID: random.pick([`HR-${id}`, `HR-${id}`, '', null, 'HR-2']),
			ACTIVE: random.pick([true, true, true, false, 'N']),
			USER_TYPE: random.pick(['employee', 'employee', 'employee', 'employee', 'extranet']),
			LAST_LOGIN: random.pick(['2024-01-01T00:00:00+00:00', '2024-01-01T00:00:00+00:00', {}]),
		};
		for (const code of COLUMNS) row[code] = valueOf(code, random);
		return row;
	});
}

const wantedValue: Record<string, (random: Random) => Params[string]> = {
	WORK_POSITION: (random) => random.pick(['Lead', 'Clerk', '']),
	PERSONAL_BIRTHDAY: (random) => random.pick(['1990-05-10', '1991-01-01']),
	UF_DEPARTMENT: (random) => random.pick([[1], [1, 3], [5]]),
	PERSONAL_GENDER: (random) => random.pick(['M', 'F']),
};

function listOf(people: readonly Row[], by: MatchField, random: Random): Array<Outcome<WantedRow>> {
	const mapped = COLUMNS.filter(() => random.chance(0.6));
	const count = random.below(16);
	return Array.from({ length: count }, (_, index) => {
		if (random.chance(0.02)) return failed(new InputError('Spoiled', ''));
		const person = people.length > 0 && random.chance(0.75) ? random.pick([...people]) : undefined;
		const address = random.chance(0.8)
			? String(person?.EMAIL ?? `new${index}@x.example`)
			: `moved${index}@x.example`;
		const shown = by.code === 'EMAIL' ? address : String(person?.XML_ID || `HR-9${index}`);
		const params: Params = { ...(by.code === 'XML_ID' && { XML_ID: shown, EMAIL: address }) };
		for (const code of mapped) params[code] = wantedValue[code](random);
		return succeeded({
			index,
			shown,
			key: keyOf(shown),
			address,
			emptied: [],
			wanted: { params, words, clearedFiles: [], files: {} },
			invitation: () => ({ UF_DEPARTMENT: [1], ...params, EMAIL: address }),
		});
	});
}

const isActive = ({ ACTIVE: active }: Row) => active === true;

/** One run: what it decides, and the portal after it. */
function run(
	people: Row[],
	rows: Array<Outcome<WantedRow>>,
	by: MatchField,
	rules: Rules,
	scope: ReadonlySet<string>,
) {
	const inScope = ({ ID: id, USER_TYPE: type }: Record<string, unknown>) =>
		rules.types.has(String(type)) && scope.has(String(id));
	const matched = matchAll(rows, new People(people, by), by);
	const missing = missingFrom(people, matched.claimed, inScope);
	const pending = new Set(
		people
			.filter(({ LAST_LOGIN: moment }) => typeof moment !== 'string')
			.map(({ ID }) => Number(ID)),
	);
	const facts = { ownId: 1, isPending: (id: number) => pending.has(id), ledBy: () => [] };
	const listed = decideListed(matched.matches, rules, facts);
	const blocked = listed.some(({ ok }) => !ok) ? 'refused' : undefined;
	const others = decideMissing(missing, rules, facts, by, blocked);
	const all: Decision[] = [...listed.flatMap((one) => (one.ok ? [one.value] : [])), ...others];
	return { listed, others, all, after: carriedOut(people, all) };
}

function carriedOut(people: Row[], decisions: readonly Decision[]): Row[] {
	const after = new Map(people.map((row) => [row.ID, { ...row }]));
	for (const decision of decisions) {
		if (decision.do === 'invite') {
			const ID = String(after.size + 1);
			after.set(ID, {
				ACTIVE: true,
				USER_TYPE: 'employee',
				LAST_LOGIN: {},
				...decision.params,
				ID,
			});
		} else if (decision.do !== 'tell' && decision.do !== 'repeat') {
			const row = after.get(String(decision.person.ID));
			const more = 'edit' in decision ? decision.edit.params : {};
			const active = { update: {}, reinstate: { ACTIVE: true }, dismiss: { ACTIVE: false } }[
				decision.do
			];
			if (row) Object.assign(row, more, active);
		}
	}
	return [...after.values()];
}

const isWrite = ({ do: what }: Decision) => what !== 'tell' && what !== 'repeat';

const seeds = Array.from({ length: 1_000 }, (_, at) => 20_261_125 + at);

describe.each([
	['address', BY_EMAIL],
	['external code', BY_CODE],
] as const)('Sync Directory by %s', (_name, by) => {
	it('1,000 random portals and lists: the portal agrees afterwards, nobody outside has changed, again nothing is written', () => {
		let written = 0;
		let dismissed = 0;
		let refused = 0;
		for (const seed of seeds) {
			const random = new Random(seed);
			const people = portalOf(random);
			const rows = listOf(people, by, random);
			const scope = new Set(people.filter(() => random.chance(0.8)).map(({ ID }) => ID));
			const rules: Rules = {
				onNew: 'invite',
				onChanged: 'update',
				onDismissed: random.pick(['reinstate', 'report']),
				onMissing: random.pick(['dismiss', 'report', 'ignore']),
				types: new Set(['employee']),
				exclude: { ids: new Set([2]), addresses: new Set(['p3@x.example']) },
			};
			const { listed, others, all, after } = run(people, rows, by, rules, scope);
			written += all.filter(isWrite).length;
			refused += listed.filter(({ ok }) => !ok).length;
			const gone = others.filter(
				(one): one is Extract<Certain, { do: 'dismiss' }> => one.do === 'dismiss',
			);
			dismissed += gone.length;
			const context = `seed ${seed}`;

			// Nobody is dismissed who is out of scope, excluded, pending, the credential's own, or while a row is refused.
			for (const { person } of gone) {
				const id = String(person.ID);
				expect([
					context,
					scope.has(id),
					person.USER_TYPE,
					isActive(person as Row) || person.ACTIVE === 'Y',
				]).toEqual([context, true, 'employee', true]);
				expect([context, '1', '2']).not.toContain(id);
				expect(keyOf(person[by.code])).not.toBe('');
				expect(typeof person.LAST_LOGIN).toBe('string');
				expect(listed.every(({ ok }) => ok)).toBe(true);
			}
			// Whoever no decision speaks of is as before.
			const touched = new Set(
				all
					.filter(isWrite)
					.flatMap((one) => ('person' in one && one.person ? [one.person.ID] : [])),
			);
			for (const before of people) {
				if (!touched.has(before.ID))
					expect(after.find(({ ID }) => ID === before.ID)).toEqual(before);
			}
			// Every row that was carried out is what the portal says now.
			listed.forEach((one, at) => {
				const row = rows[at];
				if (!one.ok || !row.ok) return;
				// A row that says the same as another one shares its fate.
				const fate = one.value.do === 'repeat' ? listed[one.value.of] : one;
				if (!fate.ok || fate.value.do === 'tell') return;
				const now = after.filter((person) => keyOf(person[by.code]) === row.value.key);
				expect([context, now.length]).toEqual([context, 1]);
				for (const [code, value] of Object.entries(row.value.wanted.params)) {
					expect([context, code, isSame(fieldOf(code), value, now[0][code])]).toEqual([
						context,
						code,
						true,
					]);
				}
			});
			// And again nothing is left to do.
			const again = run(after, rows, by, rules, scope);
			expect([context, again.all.filter(isWrite)]).toEqual([context, []]);
		}
		expect(written).toBeGreaterThan(1_000);
		expect(dismissed).toBeGreaterThan(20);
		expect(refused).toBeGreaterThan(100);
	});
});
