/** What the contestants are given to work on: the same for all of them. */
import type { IDataObject } from 'n8n-workflow';

import { MARK, type Person, type Task } from './protocol';

/** A row of an HR system's list. */
export interface Line extends IDataObject {
	EMAIL: string;
	WORK_POSITION: string;
	WORK_PHONE: string;
	UF_DEPARTMENT?: number[];
}

/** Everything a sync compares. */
export const COMPARED = ['WORK_POSITION', 'WORK_PHONE'] as const;

const CHANGED = 40;
const NEW = 10;
const MISSING = 5;

/** What the list of a sync says of everybody; the larger ones without departments. */
const LISTS: Partial<Record<Task['workload'], (people: Person[]) => Line[]>> = {
	upsertAll: (people) => people.map(lineOf),
	syncSame: (people) => people.map(lineOf),
	syncChanged: changedList,
	previewChanged: changedList,
	syncMany: onePercent,
	previewMany: onePercent,
};

export function listFor({ workload, people }: Task): Line[] {
	return LISTS[workload]?.(people) ?? [];
}

function lineOf({ EMAIL, WORK_POSITION, WORK_PHONE, UF_DEPARTMENT }: Person): Line {
	return { EMAIL, WORK_POSITION, WORK_PHONE, UF_DEPARTMENT };
}

/** 40 changed, 10 new, 5 missing. */
function changedList(people: Person[]): Line[] {
	const lines = people.slice(0, -MISSING).map(lineOf);
	const each = Math.floor(lines.length / CHANGED);
	for (let at = 0; at < CHANGED; at++) lines[at * each + 1].WORK_POSITION = MARK;
	const newcomers = Array.from({ length: NEW }, (_, at) => ({
		EMAIL: `${MARK}${at}@example.com`,
		WORK_POSITION: 'New',
		WORK_PHONE: `+49 31 ${at}`,
		UF_DEPARTMENT: [1],
	}));
	return [...lines, ...newcomers];
}

/** One in a hundred changed. */
function onePercent(people: Person[]): Line[] {
	return people.map(({ EMAIL, WORK_POSITION, WORK_PHONE }, at) => ({
		EMAIL,
		WORK_POSITION: at % 100 === 1 ? MARK : WORK_POSITION,
		WORK_PHONE,
	}));
}

/** Fifty different phrases. */
export function searchPhrases(): string[] {
	return [...'abcdefghij'].flatMap((first) => [...'aeiou'].map((second) => first + second));
}

/** A structure of four levels: 10 regions of 3 areas of 3 shops of 3 desks. */
export function sheet(): Array<Array<{ name: string; parent: string }>> {
	const levels = [
		['Region', 10],
		['Area', 30],
		['Shop', 90],
		['Desk', 270],
	] as const;
	return levels.map(([kind, count], level) =>
		Array.from({ length: count }, (_, at) => ({
			name: `${kind} ${at}`,
			parent: level === 0 ? '1' : `${levels[level - 1][0]} ${at % levels[level - 1][1]}`,
		})),
	);
}

/** Deals with somebody responsible. */
export function deals(people: Person[]): IDataObject[] {
	return people.map(({ ID }, at) => ({ ID: `D${at}`, TITLE: `Deal ${at}`, ASSIGNED_BY_ID: ID }));
}

/** Names that only one department has, as scenes.ts adds them. */
export const departmentFor = (at: number) => `Group ${1 + (at % 340)}`;

/** Half of them have moved to another address since. */
export const movedAddress = ({ EMAIL }: Person, at: number) =>
	at % 2 === 0 ? EMAIL : `moved${at}@example.com`;
