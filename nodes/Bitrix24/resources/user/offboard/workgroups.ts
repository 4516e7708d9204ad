/**
 * The part "Workgroups". Needs the scope `sonet_group` and an administrator. Passes ownership on first, since owners are
 * silently left out of a removal, then takes the person out. Comes before the dismissal: the portal shows no dismissed
 * members. Nothing lists the workgroups of somebody else, so all of them are looked at.
 * Source: b24restdocs `api-reference/sonet-group/`, `api-reference/sonet-group/members/sonet-group-user-delete.md`.
 */
import type { IDataObject } from 'n8n-workflow';

import { groupList, listIn, membersRequest, SONET_GROUP_USER_GET } from '../../../form/groupList';
import type { Answers } from '../../../plan/types';
import { valueOf, type Walk } from '../../../plan/walks';
import { isRefused, unexpectedForm } from '../../../transport/errors';
import type { Row } from '../../../transport/list';
import { isRecord, type RestRequest } from '../../../transport/types';
import { type HandedOver, handOver, refuseCancelled } from './handOver';
import { heirOf, type Leaver, type Part } from './words';

interface Group {
	id: number;
	name: string;
	/** Whether the leaver owns it. */
	isOwned: boolean;
}

const REMOVE = 'sonet_group.user.delete';

const STAYS = 'The portal leaves owners and scrum masters in: choose another one in the workgroup';

const UNSEEN = 'The portal did not take the person out, and shows no dismissed members';

export const joinedWorkgroups: Part = {
	name: 'workgroups',
	label: 'Workgroups',
	*look(leaver) {
		const { lists } = yield { lists: [groupList()] };
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
							list: groupList(Infinity, { OWNER_ID: leaver.id }),
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
	const { requests } = yield { requests: groups.map(({ id: group }) => membersRequest(group)) };
	return groups.filter((group, at) => group.isOwned || membersIn(requests[at]).has(id));
}

/** The active people of a workgroup; nobody is in one that was deleted meanwhile. */
function membersIn(answer: Answers['requests'][number]): Set<number> {
	if (!answer.ok && isRefused(answer.error, 'workgroupNotFound')) return new Set();
	return new Set(idsIn(answer, SONET_GROUP_USER_GET));
}

/** Of members the portal answers rows, of people taken out IDs. */
function idsIn(answer: Answers['requests'][number], method: string): number[] {
	const list = listIn(valueOf(answer).result);
	if (list) return list.map((row) => Number(isRecord(row) ? row.USER_ID : row));
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
	const isOut = (at: number) => sent[at].ok && idsIn(sent[at], REMOVE).includes(leaver.id);
	const unnamed = groups.filter((_, at) => !isOut(at));
	const members = leaver.isDismissed
		? []
		: (yield { requests: unnamed.map(({ id }) => membersRequest(id)) }).requests;
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
		method: REMOVE,
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
