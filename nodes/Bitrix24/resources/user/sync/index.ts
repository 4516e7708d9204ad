/** Sync Directory: all input items are one list, and the portal is brought to agree with it. */
import { isActive } from '../../../form/peopleList';
import { departmentNames, departments, treeOf } from '../../../form/departments';
import { optionsCollection } from '../../../form/options';
import type { Tree } from '../../../form/tree';
import type { Change, HandOn, Item, Plan, WholeOperation } from '../../../plan/types';
import type { Row } from '../../../transport/list';
import { attempt, attemptAsync, type Outcome, succeeded } from '../../../transport/types';
import { activityOf } from '../activity';
import { arrived, checkOf, hintReadBack, updateOf } from '../edit';
import { userFields } from '../fields/question';
import { invitation, messageOption } from '../form/invitation';
import { fieldsMapper } from '../form/mapper';
import { match, type MatchField, readMatchField } from '../form/match';
import { RAW_VIEW } from '../form/output';
import { clearFieldsOption, emptyValuesOption, readWriteOptions } from '../form/writeOptions';
import { invitationOf } from '../invitations';
import { circumstancesOf, LOSES_HEAD } from '../lifecycle';
import { personByEmail, personLabel } from '../people';
import { brake, emptyColumns, overBrake, readBrake, stopped } from './brake';
import {
	type Certain,
	type Decision,
	decideListed,
	decideMissing,
	type Facts,
	missingFrom,
	type Repeat,
} from './decide';
import { matchAll, type Matched, People } from './match';
import { readAhead, readPortal } from './read';
import { NOT_DISMISSED, outputOf, OVER_BRAKE, reportOf } from './report';
import {
	preview,
	readReturn,
	readRules,
	readScope,
	readSyncPreview,
	returned,
	type Rules,
	rules,
} from './rules';
import { readRow, type WantedRow } from './wanted';

const [email] = invitation(
	{
		email: 'The address of the person; somebody new is invited there',
		departments: '',
		workgroups: '',
	},
	false,
);

const IN_STEP =
	'Departments of the person, in the place of those in the portal; somebody new needs one. Left empty they stay.';

export const sync: WholeOperation = {
	value: 'sync',
	name: 'Sync Directory',
	action: 'Sync directory of users',
	description:
		'Take all items together as the list of everybody, and invite, update and dismiss people until the portal agrees with it',
	builderHint:
		'Takes the whole staff list in one execution. Previews unless "preview" is false: show the preview to somebody, then run it again without. Who is missing is only dismissed with onMissing "dismiss".',
	writes: true,
	properties: [
		preview,
		...match,
		email,
		{ ...departments, hint: IN_STEP, displayOptions: { hide: { '@tool': [true] } } },
		{ ...departmentNames, hint: IN_STEP },
		fieldsMapper('getInviteFields'),
		...rules,
		brake,
		returned,
		optionsCollection([clearFieldsOption, emptyValuesOption, messageOption]),
	],
	async weigh(items) {
		// What speaks of the whole list is read once, from the first item.
		const [first] = items;
		const isPreview = readSyncPreview(first);
		const limits = readBrake(first);
		const wantedReturn = readReturn(first);
		const scope = await readScope(first);
		const all: Rules = { ...readRules(first), types: scope.types };
		const by = await readMatchField(first);

		const ahead = await readAhead(items, by, scope);
		const rows = await readRows(items, by);
		const usable = rows.flatMap((row) => (row.ok ? [row.value] : []));
		const { people, inDepartments } = await readPortal(first, usable, by, scope, ahead);
		const inScope = ({ ID: id, USER_TYPE: type }: Row) =>
			all.types.has(String(type)) && (inDepartments?.has(Number(id)) ?? true);
		const matched = matchAll(rows, new People(people, by), by);
		const missing = missingFrom(people, matched.claimed, inScope);
		const facts = await factsOf(first, matched, missing, all);
		const listed = decideListed(matched.matches, all, facts);
		const blocked = blockedBy(listed, usable.length, matched.claimed.size);
		const others = decideMissing(missing, all, facts, by, blocked);
		if (blocked !== undefined && all.onMissing === 'dismiss' && missing.length > 0) {
			first.hint(NOT_DISMISSED, blocked);
		}

		const decided = listed.flatMap((one) => (one.ok ? [one.value] : []));
		const over = overBrake(
			{
				dismissals: others.filter((one) => one.do === 'dismiss').length,
				invitations: decided.filter((one) => one.do === 'invite').length,
				active: people.filter((person) => isActive(person) && inScope(person)).length,
			},
			limits,
		);
		const empty = emptyColumns(usable, decided);
		const isOver = over.length + empty.length > 0;
		if (isOver && !isPreview) throw stopped(over, empty);
		for (const one of [...over, ...empty]) first.hint(OVER_BRAKE, one);
		hintHeads(first, others, facts);
		const reported = { listed: items.length, preview: isPreview, overBrake: isOver };
		return {
			items: plansOf(items, listed, isPreview),
			others: others.map((decision) => planOf(decision, isPreview)),
			report: reportOf(wantedReturn, reported),
		};
	},
};

/** Rows that are read before an answer of the portal has its turn. */
const READ_AT_ONCE = 500;

async function readRows(
	items: readonly Item[],
	by: MatchField,
): Promise<Array<Outcome<WantedRow>>> {
	const rows: Array<Outcome<WantedRow>> = [];
	for (const item of items) {
		if (item.index % READ_AT_ONCE === 0) await item.breathe();
		rows.push(
			await attemptAsync(async () => await readRow(item, by, readWriteOptions(item).message)),
		);
	}
	return rows;
}

/** Asked only when somebody may be dismissed or reinstated, or is missing and may be the credential's own person. */
async function factsOf(
	asker: Item,
	{ matches }: Matched,
	missing: readonly Row[],
	{ onMissing, onDismissed }: Rules,
): Promise<Facts> {
	const returning = matches.flatMap((one) =>
		one.ok && one.value.person && !isActive(one.value.person) ? [one.value.person] : [],
	);
	const concerned = [
		...(onMissing === 'dismiss' ? missing : []),
		...(onDismissed === 'reinstate' ? returning : []),
	];
	const leaving = onMissing === 'dismiss' && missing.length > 0;
	const facts =
		concerned.length > 0
			? await circumstancesOf(asker, concerned, leaving, await treeReadFor(asker, matches))
			: NOBODY_CONCERNED;
	// Of whom it cannot be told: they may be waiting.
	const isPending = (id: number) => {
		const told = attempt(() => facts.isPending(id));
		return !told.ok || told.value;
	};
	const known = { ...facts, isPending };
	if (missing.length === 0 || onMissing === 'ignore') return known;
	return {
		...known,
		ownId: facts.ownId ?? asker.ownId ?? (await asker.ask(userFields)).account.id,
	};
}

/** The structure, when rows that name departments have had it read. */
async function treeReadFor(asker: Item, matches: Matched['matches']): Promise<Tree | undefined> {
	const isRead = matches.some((one) => one.ok && 'UF_DEPARTMENT' in one.value.row.wanted.params);
	return isRead ? await treeOf(asker) : undefined;
}

const NOBODY_CONCERNED: Facts = { isPending: () => false, ledBy: () => [] };

/**
 * Why nobody may be dismissed.
 *
 * @param known how many people of the portal the rows are about
 */
function blockedBy(
	listed: ReadonlyArray<Outcome<Decision>>,
	usable: number,
	known: number,
): string | undefined {
	if (usable === 0) return 'the list has no row that can be used';
	if (known === 0) return 'not one row is about somebody in the portal';
	const refused = listed.filter(({ ok }) => !ok).length;
	if (refused === 0) return undefined;
	return `${refused} of ${listed.length} rows cannot be used, and one of them may be this person`;
}

/** Who leads a department loses that with the dismissal. */
function hintHeads(asker: Item, others: readonly Certain[], { ledBy }: Facts): void {
	for (const one of others) {
		const led = one.do === 'dismiss' ? ledBy(Number(one.person.ID)) : [];
		if (one.do === 'dismiss' && led.length > 0) {
			asker.hint(LOSES_HEAD, `${personLabel(one.person)}: ${led.join(', ')}`);
		}
	}
}

function plansOf(
	items: readonly Item[],
	listed: ReadonlyArray<Outcome<Decision>>,
	isPreview: boolean,
): Array<Outcome<Plan>> {
	const plans: Array<Outcome<Plan>> = [];
	for (const [at, decision] of listed.entries()) {
		if (!decision.ok) plans.push(decision);
		else if (decision.value.do === 'update') {
			plans.push(succeeded(updatePlan(items[at], decision.value, isPreview)));
		} else if (decision.value.do === 'repeat') {
			plans.push(succeeded(repeatPlan(decision.value, listed, isPreview)));
		} else plans.push(succeeded(planOf(decision.value, isPreview)));
	}
	return plans;
}

function updatePlan(
	item: Item,
	decision: Extract<Certain, { do: 'update' | 'reinstate' }>,
	isPreview: boolean,
): Plan {
	const { person, edit } = decision;
	const { params, changes } = edit;
	const change = updateOf(Number(person.ID), params, {
		about: personLabel(person),
		check: checkOf(params, { returnUser: false }),
		foresee: () => outputOf(decision),
		finish(done) {
			const dropped = hintReadBack(item, params, done, { returnUser: false });
			const left = arrived(changes, dropped);
			return Object.keys(left).length === 0
				? outputOf({ do: 'tell', action: 'unchanged', person, reason: DROPPED })
				: outputOf({ ...decision, edit: { params, changes: left } });
		},
	});
	return plain(change, isPreview);
}

const DROPPED =
	'the portal ignored the change, because the account behind the credential is not an administrator';

/** A row that says what another one says: nothing is left to do. */
function repeatPlan(
	{ of, person, address }: Repeat,
	listed: ReadonlyArray<Outcome<Decision>>,
	isPreview: boolean,
): Plan {
	const first = listed[of];
	if (first.ok && first.value.do === 'tell') return planOf(first.value, isPreview);
	const reason = `says the same as item ${of}`;
	const told: Certain = { do: 'tell', action: 'unchanged', person, address, reason };
	if (person || address === undefined) return planOf(told, isPreview);
	// Whoever that item invites has an ID once it went through.
	const ref = personByEmail(address);
	return {
		names: [ref],
		select: [],
		task(known) {
			const id = known.id(ref);
			return handOn({ ...outputOf(told), ID: id > 0 ? String(id) : null }, isPreview);
		},
	};
}

function planOf(decision: Certain, isPreview: boolean): Plan {
	if (decision.do === 'tell') return plain(handOn(outputOf(decision), isPreview), isPreview);
	if (decision.do === 'invite') {
		const { address, params } = decision;
		const change = invitationOf(address, params, {
			check: undefined,
			foresee: () => outputOf(decision),
			finish: ({ id }) => ({ ...outputOf(decision), ID: id }),
		});
		return { ...plain(change, isPreview), creates: [personByEmail(address)] };
	}
	const more = decision.do === 'dismiss' ? {} : decision.edit.params;
	return plain(
		activityOf(decision.person, decision.do !== 'dismiss', more, () => outputOf(decision)),
		isPreview,
	);
}

function plain(task: Change | HandOn, isPreview: boolean): Plan {
	return { names: NOTHING, select: NOTHING, preview: isPreview, task: () => task };
}

const NOTHING: readonly never[] = [];

function handOn(row: Row, isPreview: boolean): HandOn {
	return { do: 'handOn', rows: [isPreview ? { ...row, preview: true } : row], view: RAW_VIEW };
}
