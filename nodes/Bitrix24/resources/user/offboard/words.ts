/** The words of an offboarding: its parts, the one who leaves, the one who takes over, and what a part comes to. */
import type { IDataObject } from 'n8n-workflow';

import type { Walk } from '../../../plan/walks';
import type { Row } from '../../../transport/list';

/** In the order they are carried out: whatever cannot be seen of dismissed people comes before the dismissal. */
export const PARTS = ['departments', 'workgroups', 'tasks', 'crm', 'dismiss'] as const;

export type PartName = (typeof PARTS)[number];

/** Somebody who leaves. */
export interface Leaver {
	id: number;
	row: Row;
	/** As messages speak of them. */
	label: string;
	isDismissed: boolean;
}

/** Somebody who takes over. */
export interface Heir {
	id: number;
	label: string;
}

/** What there is to do in one part, once it was looked at. */
export interface Work {
	/** Whether somebody has to take something over. */
	needsHeir: boolean;
	/** What the part will have come to when nothing goes wrong. */
	foresee(heir: Heir | undefined): IDataObject;
	/** Does it, and looks at what came of it. */
	carryOut(heir: Heir | undefined): Walk<Came>;
	/** What somebody should know besides, once it is carried out or foreseen. */
	tell?(): void;
}

/** What a part came to. */
export interface Came {
	report: IDataObject;
	/** In a few words, for a message about another part. */
	words: string;
	/** Why it stopped in the middle. */
	stopped?: Error;
}

/** One of the parts. */
export interface Part {
	name: PartName;
	/** As the form calls it. */
	label: string;
	/** Reads what there is to do. Throws why it cannot be read. */
	look(leaver: Leaver): Walk<Work>;
}

/** The one who takes over, where somebody has to: who is asked for without need is a mistake of ours. */
export function heirOf(heir: Heir | undefined): Heir {
	if (!heir) throw new TypeError('Nobody takes over');
	return heir;
}
