/**
 * The part "Workgroups". Needs the scope `sonet_group` and an administrator. Passes ownership on first, since owners are
 * silently left out of a removal, then takes the person out. Comes before the dismissal: the portal shows no dismissed
 * members. Nothing lists the workgroups of somebody else, so all of them are looked at.
 * Source: b24restdocs `api-reference/sonet-group/`, `api-reference/sonet-group/members/sonet-group-user-delete.md`.
 */
import type { IDataObject } from 'n8n-workflow';

import type { Answers } from '../../../plan/types';
import { valueOf, type Walk } from '../../../plan/walks';
import { isRefused, unexpectedForm } from '../../../transport/errors';
import type { ListRequest, Row } from '../../../transport/list';
import { isRecord, type RestRequest } from '../../../transport/types';
import { type HandedOver, handOver, refuseCancelled } from './handOver';
import { heirOf, type Leaver, type Part } from './words';

interface Group {
	id: number;
	name: string;
	/** Whether the leaver owns it. */
	isOwned: boolean;
}

/** With an administrator's credential those they are not in as well. */
const allGroups: ListRequest = {
	method: 'sonet_group.get',
	params: { IS_ADMIN: 'Y' },
	limit: Infinity,
	paging: { by: 'offset', sort: { ORDER: { ID: 'ASC' } } },
};

const STAYS = 'The portal leaves owners and scrum masters in: choose another one in the workgroup';

const UNSEEN = 'The portal did not take the person out, and shows no dismissed members';

export const workgroups: Part = {
	name: 'workgroups',
	label: 'Workgroups',
	*look(leaver) {
		const { lists } = yield { lists: [allGroups] };
		const groups = valueOf(lists[0]).map((row) => groupOf(row, leaver));
		const owned = groups.filter(({ isOwned }) => isOwned);
		const joined = leaver.isDismissed ? owned : yield* joinedBy(leaver, groups);
		return {
			needsHeir: owned.length > 0,
			foresee: () => reportOf(owned, joined, []),
			*carryOut(heir) {
				const passed: HandedOver<Group> = yield* handOver({
					things: owned,
					key: ({ id }) => String(id),
					change: ({ id }) => ({
						method: 'sonet_group.setowner',
						params: { GROUP_ID: id, USER_ID: heirOf(heir).id },
						safety: 'idempotent',
					}),
					sources: [
						{
							list: {
								...allGroups,
								params: { ...allGroups.params, FILTER: { OWNER_ID: leaver.id } },
							},
							of: (row) => groupOf(row, leaver),
						},
					],
					demandsAll: true,
				});
				const { left, kept, stopped }: Left = passed.stopped
					? { left: [], kept: [] }
					: yield* leave(leaver, [
							...joined,
							...passed.moved.filter((one) => !joined.includes(one)),
						]);
				return {
					report: reportOf(passed.moved, left, [...passed.kept, ...kept]),
					words: `${passed.moved.length} of ${owned.length} workgroups passed on, ${left.length} of ${joined.length} left`,
					stopped: passed.stopped ?? stopped,
				};
			},
		};
	},
};

function groupOf({ ID, NAME, OWNER_ID }: Row, { id }: Leaver): Group {
	return { id: Number(ID), name: String(NAME ?? ''), isOwned: Number(OWNER_ID) === id };
}

/** Those the leaver is in, as whatever. */
function* joinedBy({ id }: Leaver, groups: readonly Group[]): Walk<Group[]> {
	const { requests } = yield { requests: groups.map(membersRequest) };
	return groups.filter((group, at) => group.isOwned || membersIn(requests[at]).has(id));
}

function membersRequest({ id }: Group): RestRequest {
	return { method: 'sonet_group.user.get', params: { ID: id }, safety: 'read' };
}

/** The active people of a workgroup; nobody is in one that was deleted meanwhile. */
function membersIn(answer: Answers['requests'][number]): Set<number> {
	if (!answer.ok && isRefused(answer.error, 'workgroupNotFound')) return new Set();
	return new Set(listIn(answer, 'sonet_group.user.get').map((row) => idOf(row)));
}

function idOf(row: unknown): number {
	return Number(isRecord(row) ? row.USER_ID : row);
}

/** PHP sends a list with gaps as an object. */
function listIn(answer: Answers['requests'][number], method: string): unknown[] {
	const { result } = valueOf(answer);
	if (Array.isArray(result)) return result;
	if (isRecord(result)) return Object.values(result);
	throw unexpectedForm(method);
}

interface Left {
	left: Group[];
	kept: HandedOver<Group>['kept'];
	stopped?: Error;
}

/** Takes the leaver out. The portal answers whom it took out; of whom it did not name, the members tell. */
function* leave(leaver: Leaver, groups: readonly Group[]): Walk<Left> {
	const result: Left = { left: [], kept: [] };
	const sent = (yield { requests: groups.map(({ id }) => removal(id, leaver)) }).requests;
	refuseCancelled(sent);
	const isOut = (at: number) =>
		sent[at].ok && listIn(sent[at], 'sonet_group.user.delete').some((id) => idOf(id) === leaver.id);
	const unnamed = groups.filter((_, at) => !isOut(at));
	const members = leaver.isDismissed
		? []
		: (yield { requests: unnamed.map(membersRequest) }).requests;
	groups.forEach((group, at) => {
		const place = unnamed.indexOf(group);
		const answer = sent[at];
		const isSeenOut =
			members.length > 0 && place !== -1 && !membersIn(members[place]).has(leaver.id);
		if (place === -1 || isSeenOut) return result.left.push(group);
		if (!answer.ok) result.stopped ??= answer.error;
		const reason = leaver.isDismissed ? UNSEEN : STAYS;
		return result.kept.push({ thing: group, reason: answer.ok ? reason : answer.error.message });
	});
	return result;
}

function removal(group: number, { id }: Leaver): RestRequest {
	return {
		method: 'sonet_group.user.delete',
		params: { GROUP_ID: group, USER_ID: id },
		safety: 'idempotent',
	};
}

function reportOf(
	passedOn: readonly Group[],
	left: readonly Group[],
	kept: HandedOver<Group>['kept'],
): IDataObject {
	return {
		workgroups: {
			passedOn: passedOn.map(named),
			left: left.map(named),
			kept: kept.map(({ thing, reason }) => ({ ...named(thing), reason })),
		},
	};
}

function named({ id, name }: Group): IDataObject {
	return { ID: String(id), NAME: name };
}
