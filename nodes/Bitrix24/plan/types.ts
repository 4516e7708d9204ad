/** The vocabulary of operations: what a form means for one input item. */
import type { IBinaryData, IDataObject, INodeProperties } from 'n8n-workflow';

import type { UserField } from '../values/types';
import type { ListRequest, Row } from '../transport/list';
import type { Params } from '../transport/types';

/** One input item, as an operation sees it. */
export interface Item {
	index: number;
	json: IDataObject;
	/** A parameter at this item's index, expressions resolved. */
	param(name: string, fallback?: unknown): unknown;
	/** Scheme and host of the portal. */
	portalOrigin: string;
	/** All fields of the portal's users; asked once per execution. */
	fields(): Promise<UserField[]>;
	/** Whether the account behind the credential is an administrator; undefined when the portal does not say. */
	isAdmin(): Promise<boolean | undefined>;
	/** Whether the item has a binary field of this name. */
	hasBinary(property: string): boolean;
	/**
	 * The description of a binary field of this item.
	 *
	 * @throws {InputError} when the item has none of this name
	 */
	binary(property: string): IBinaryData;
	/** Contents of a binary field as Base64. */
	base64(property: string): Promise<string>;
	/** Notes something to be told once in the output pane. */
	hint(topic: HintTopic, detail: string): void;
}

/** What the output pane may have to tell; details of several items are gathered. */
export type HintTopic =
	| 'ignoredColumns'
	| 'missingFields'
	| 'notApplied'
	| 'notReadBack'
	| 'renamed';

/** How a person is named in a form. */
export type PersonRef = { by: 'id'; id: number } | { by: 'email'; email: string };

/** Which part of a user is handed on. */
export interface View {
	/** Fields asked from the server; undefined for all. Always holds ID. */
	select?: string[];
	/** Fields handed on, in order; undefined for the row as the portal sent it. */
	codes?: readonly string[];
}

/** Find one person. */
export interface FindPlan {
	kind: 'find';
	person: PersonRef;
	view: View;
}

/** Read a list. */
export interface ListPlan {
	kind: 'list';
	list: ListRequest;
	view: View;
}

/** Call a method that reads, and hand on the one object it answers. */
export interface CallPlan {
	kind: 'call';
	method: string;
	view: View;
}

/** Hand on what is known already. */
export interface ReadyPlan {
	kind: 'ready';
	rows: IDataObject[];
}

/** Change a person, or invite somebody. */
export interface WritePlan {
	kind: 'write';
	/** Whom to change; absent when somebody new is invited in any case. */
	person?: PersonRef;
	/** Values for a person who is in the portal; their ID is added last, so that nothing can redirect the change. */
	update?: Params;
	/** Values for somebody who is not. Throws a InputError when the portal would refuse them. */
	invite?: () => Params;
	/** Files, read just before they are sent. */
	attach?: () => Promise<Params>;
	/** What to read back after the change; undefined for nothing. */
	readBack?: View;
	/** Set when the change only counts once it was seen: `finish` is then asked before the next request is sent. */
	confirms?: boolean;
	/**
	 * The output of the item.
	 *
	 * @throws {InputError} when the change turns out not to have taken place
	 */
	finish(done: WriteResult): IDataObject;
}

/** What a change came to. */
export interface WriteResult {
	/** As all IDs in the portal's answers: digits in a text. */
	id: string;
	action: 'invited' | 'updated';
	/** The person as read back; undefined when that was not asked for, or they could not be seen. */
	user?: Row;
	/** Why people could not be read back, when that is the reason. */
	unread?: Error;
}

export type Plan = FindPlan | ListPlan | CallPlan | ReadyPlan | WritePlan;

/** One entry of the "Operation" dropdown. */
export interface Operation {
	value: string;
	name: string;
	/** In n8n's list of actions. */
	action: string;
	description: string;
	/** Its form, without displayOptions. */
	properties: INodeProperties[];
	/** Whether it changes anything in the portal. */
	changes: boolean;
	/** What one item asks of the portal. Throws a InputError when the form cannot be carried out. */
	prepare(item: Item): Plan | Promise<Plan>;
}
