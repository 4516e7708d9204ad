/** Has the memory hold what the form needs to compare with, and what the person behind the credential can see. */
import { hasSignedIn, isActive } from '../../form/peopleList';
import { PortalError } from '../../transport/errors';
import type { Row } from '../../transport/list';
import type { Portal } from '../../transport/portal';
import { failed, isRecord, type Outcome, type Params, succeeded } from '../../transport/types';
import { goesBySignIn } from '../../resources/user/hidden';
import type { Choice } from './choice';
import { cell, type FieldMemories, DEPARTMENTS } from './fieldMemory';
import { idOf, type Seen } from './detect';
import type { Memory, Viewer } from './memory';
import { allDismissed, everybody } from './read';

const LAST_LOGIN = 'LAST_LOGIN';

/** What has to be remembered of everybody. */
type Known = Pick<Memory, 'columns' | 'pending'>;

/**
 * What the form compares with, of everybody: kept where it is known, read where it is not, dropped where nobody asks. What is
 * read now is the beginning: changes before it are not told.
 */
export async function complete(
	portal: Portal,
	known: Known,
	choice: Choice,
): Promise<Outcome<Known>> {
	const codes = codesOf(choice);
	const missing = codes.filter((code) => !known.columns.has(code));
	const asksPending = choice.kinds.has('firstSignIn');
	const readsPending = asksPending && known.pending === undefined;
	const columns: FieldMemories = new Map();
	for (const code of codes) {
		const column = known.columns.get(code);
		if (column) columns.set(code, column);
	}
	const pending = asksPending ? known.pending : undefined;
	if (missing.length === 0 && !readsPending) return succeeded({ columns, pending });
	const asked = [...missing, ...(readsPending ? [LAST_LOGIN] : [])];
	const visible = await checkVisible(portal, asked);
	if (!visible.ok) return visible;
	const rows = await everybody(portal, asked);
	if (!rows.ok) return rows;
	for (const code of missing) columns.set(code, columnOf(code, rows.value));
	const never = rows.value.filter((row) => !hasSignedIn(row)).map(idOf);
	return succeeded({ columns, pending: readsPending ? new Set(never) : pending });
}

/** Fields of which everybody's value is remembered. */
function codesOf({ kinds, watch }: Choice): string[] {
	const watched = kinds.has('updated') ? watch : [];
	return [...new Set([...(kinds.has('moved') ? [DEPARTMENTS] : []), ...watched])];
}

function columnOf(code: string, rows: Row[]): Map<number, string> {
	return new Map(rows.map((row) => [idOf(row), cell(code, row)]));
}

/** The portal ignores a filter by what the scope hides: everybody would meet it. */
export async function checkFilter(portal: Portal, filter: Params): Promise<Outcome<undefined>> {
	return goesBySignIn(filter) ? await checkVisible(portal, [LAST_LOGIN]) : succeeded(undefined);
}

/** A field that the scope hides looks empty for everybody, and would never change. */
async function checkVisible(portal: Portal, codes: string[]): Promise<Outcome<undefined>> {
	const answer = await portal.call({ method: 'user.fields', params: {}, safety: 'read' });
	if (!answer.ok) return answer;
	const fields = isRecord(answer.value.result) ? answer.value.result : {};
	const hidden = codes.filter((code) => !Object.hasOwn(fields, code));
	if (hidden.length === 0) return succeeded(undefined);
	return failed(
		new PortalError(
			'refused',
			`The credential cannot see ${hidden.length === 1 ? 'the field' : 'the fields'} ${hidden.join(', ')}, or the portal has none of that name`,
			'Choose from the list under "Watch Field Names or IDs", or give the webhook or application the scope "user" (for custom fields "user.userfield").',
		),
	);
}

/** Whether the person behind the credential is an administrator of the portal. */
export async function viewerOf(portal: Portal, account: string): Promise<Outcome<Viewer>> {
	const answer = await portal.call({ method: 'user.admin', params: {}, safety: 'read' });
	return answer.ok ? succeeded({ account, isAdmin: answer.value.result === true }) : answer;
}

/**
 * The memory as the eyes see it that look now. When the credential was exchanged for an administrator's, or its person became
 * one, guests come into view who were dismissed long ago: an edit of one is no dismissal.
 */
export async function seenBy(
	portal: Portal,
	memory: Memory,
	{ rows }: Seen,
	account: string,
): Promise<Outcome<Memory>> {
	const { viewer } = memory;
	const unknown = rows.filter(
		(row) => !isActive(row) && idOf(row) <= memory.settledId && !memory.dismissed.has(idOf(row)),
	);
	const isSame = viewer === undefined || viewer.account === account;
	const guests = unknown.filter(isGuest);
	// Asked where it matters only: the same person may have got more rights.
	if (viewer && isSame && (viewer.isAdmin || guests.length === 0)) return succeeded(memory);
	const now = await viewerOf(portal, account);
	if (!now.ok) return now;
	const sameEyes = { ...memory, viewer: now.value };
	if (isSame && viewer?.isAdmin === now.value.isAdmin) return succeeded(sameEyes);
	const everyone = await allDismissed(portal);
	if (!everyone.ok) return everyone;
	const isWider = now.value.isAdmin && viewer?.isAdmin === false;
	const known = await knownAfresh(portal, memory);
	if (!known.ok) return known;
	const changed = new Set(rows.map(idOf));
	const longAgo = [
		...everyone.value.filter((id) => !changed.has(id)),
		...(isWider ? guests.map(idOf) : []),
	];
	const dismissed = new Set([...memory.dismissed, ...longAgo]);
	return succeeded({ ...sameEyes, ...known.value, dismissed });
}

/** What is remembered of everybody, with those who have come into view. */
async function knownAfresh(portal: Portal, memory: Memory): Promise<Outcome<Known>> {
	const { choice, pending } = memory;
	if (!choice) return succeeded(memory);
	const fresh = await complete(portal, { columns: new Map() }, choice);
	if (!fresh.ok) return fresh;
	const columns: FieldMemories = new Map(
		[...fresh.value.columns].map(([code, column]) => [
			code,
			new Map([...column, ...(memory.columns.get(code) ?? [])]),
		]),
	);
	const isKnown = (id: number) => [...memory.columns.values()].some((column) => column.has(id));
	const more = [...(fresh.value.pending ?? [])].filter((id) => !isKnown(id));
	return succeeded({ columns, pending: pending && new Set([...pending, ...more]) });
}

/** Guests belong to no department; the type is hidden from limited scopes. */
function isGuest({ USER_TYPE, UF_DEPARTMENT }: Row): boolean {
	if (typeof USER_TYPE === 'string') return USER_TYPE === 'extranet';
	return !Array.isArray(UF_DEPARTMENT) || UF_DEPARTMENT.length === 0;
}
