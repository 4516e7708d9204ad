/** The words that forms, resources and the engine share: what one input item asks of the portal. */
import type { IBinaryData, IDataObject, INodeProperties } from 'n8n-workflow';

import type { ListRequest, Row } from '../transport/list';
import type { Cell, Outcome, Params, Refusal, RestAnswer, RestRequest } from '../transport/types';
import type { InputError } from '../values/errors';

/** Something of the portal, as a form names it: a person by `email`, a department by `name`, a person by `UF_USR_NO`. */
export interface Ref {
	/** Value of the resource: `user`, `department`, … */
	of: string;
	/** `id`, or whatever else the resource's finder understands. */
	by: string;
	value: string;
	/** The name the form shows for it, where it was chosen from a list. */
	shown?: string;
}

/** What came of looking up everything that the items of a run name. */
export interface Known {
	/**
	 * What a ref names; undefined when there is nothing.
	 *
	 * @throws {InputError} when several things have this name
	 * @throws {PortalError} when the portal could not be asked
	 */
	row(ref: Ref): Row | undefined;
	/**
	 * The ID of what a ref names.
	 *
	 * @throws {InputError} also when there is nothing
	 */
	id(ref: Ref): number;
}

/** Reads the portal on behalf of whoever holds it; what is asked twice is answered from the first time. */
export interface Asker {
	/** Asked once per run, for all items. Throws what its `answer` throws. */
	ask<T>(question: Question<T>): Promise<T>;
	/**
	 * Looks up what refs name.
	 *
	 * @param select fields of the rows, beside those that identify them; undefined for all
	 */
	lookUp(refs: readonly Ref[], select?: readonly string[]): Promise<Known>;
	/** Reads lists and sends requests that change nothing, together. */
	read(wish: Wish): Promise<Answers>;
	/** Whether a link leads to this portal: one of the names it is known by. */
	isOwn(link: string): boolean;
	/** Scheme and host of the portal. */
	portalOrigin: string;
	/** The account behind the credential, where the credential itself tells it. */
	ownId?: number;
}

/** What is asked of the portal in one go. */
export interface Wish {
	lists?: readonly ListRequest[];
	requests?: readonly RestRequest[];
}

/** What came of a wish, in its order. */
export interface Answers {
	lists: Array<Outcome<Row[]>>;
	requests: Array<Outcome<RestAnswer>>;
}

/** Something asked once per run, for all items and the editor alike: fields, the department tree, workgroups. */
export interface Question<T> extends Wish {
	/** The same wish, for a run of so many items: what it tells of the length of lists saves requests. */
	sized?(items: number): Wish;
	/** Throws when the answers do not tell. */
	answer(answers: Answers): T;
}

/** What the output pane tells besides the items, once per topic, with the details of all items gathered. */
export interface HintTopic {
	say(details: string): string;
}

/** One input item, as an operation sees it. */
export interface Item extends Asker {
	index: number;
	json: IDataObject;
	/** A parameter at this item's index, expressions resolved. */
	param(name: string, fallback?: unknown): unknown;
	/** Whether a language model fills the form in: what it leaves empty it was not told. */
	isTool: boolean;
	/** The workflow's time zone, e.g. `Europe/Berlin`. */
	timezone: string;
	/** Names of the item's binary fields. */
	binaryNames: readonly string[];
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
	hint(topic: HintTopic, detail?: string): void;
	/** Lets n8n and the answers of the portal have their turn: long work asks for it again and again. */
	breathe(): Promise<void>;
}

/** Which part of a row is handed on. */
export interface View {
	/** Fields asked from the server; undefined for all. Always holds ID. */
	select?: readonly string[];
	/** Fields handed on, in order; undefined for the row as the portal sent it. */
	codes?: readonly string[];
	/** A value as people read it; the rows of a view without one are handed on as they came. */
	tidy?(code: string, value: Cell): Cell;
	/** What is added to each row; views with the same `key` are added to together. */
	more?: Addition;
}

/** Keys of our own beside those of the portal, for all rows of a run at once. */
export interface Addition {
	key: string;
	/** Fields the rows must have for it. */
	select: readonly string[];
	/** @returns per row what is added to it */
	of(rows: readonly Row[], asker: Asker, hint: Item['hint']): Promise<IDataObject[]>;
}

/** One item's wish. What it names is looked up for all items together; then it says what to do. */
export interface Plan {
	names: readonly Ref[];
	/** Fields of the rows it names, beside those that identify them; undefined for all. Default: none. */
	select?: readonly string[];
	/** What can be named once this went through; items that name it wait for it. */
	creates?: readonly Ref[];
	/** Nothing is changed: the output is what would come. */
	preview?: boolean;
	/**
	 * What to do, now that it is known what the item names. May be asked again, for items that had to wait.
	 *
	 * @throws {InputError} when it cannot be done
	 */
	task(known: Known): Task;
}

export type Task = HandOn | List | Call | Steps | Change;

/** Hand on what is known. */
export interface HandOn {
	do: 'handOn';
	rows: Row[];
	view: View;
	/** The item's own fields, around the row: it then stands under this key. */
	under?: { key: string; json: IDataObject };
}

/** Read a list and hand it on. */
export interface List {
	do: 'list';
	list: ListRequest;
	view: View;
	/** What is to be said of the rows that came. */
	tell?(rows: readonly Row[]): void;
}

/** Call a method that reads, and hand on the object it answers. */
export interface Call {
	do: 'call';
	request: RestRequest;
	view: View;
}

/**
 * Several questions or changes after each other, each depending on the answers before. The steps of all items advance
 * together, so that they share requests.
 */
export interface Steps {
	do: 'steps';
	/** In errors: `department "Sales"`. */
	about: string;
	/** Yields what is asked next, gets the answers, returns the output. What it throws is the item's error. */
	steps(): Generator<Wish, IDataObject[], Answers>;
}

/** One change of the portal. What must never be sent twice has to say how to find out whether it was carried out. */
export type Change = {
	do: 'change';
	method: string;
	params: Params;
	attach?: RestRequest['attach'];
	/** Slow work for the portal, as sending an invitation is: a batch holds half as many. */
	isSlow?: boolean;
	/** In errors: `person with ID 12`. */
	about: string;
	/** What to read back after the change, in the same request where possible; undefined for nothing. */
	check?: {
		/** What was changed; of what is created, `created`. */
		of: number | 'created';
		/** The resource whose finder reads it. */
		resource: string;
		select?: readonly string[];
		/** The change only counts once it was seen: `finish` is then asked before the next request is sent. */
		decides: boolean;
		/** Asked only when there is something to send. Default, and when it cannot be told: yes. */
		needed?(asker: Asker): Promise<boolean>;
	};
	/** What the run would put out, for a preview. */
	foresee(): IDataObject;
	/**
	 * The output of the item.
	 *
	 * @throws {InputError} when the change turns out not to have taken place
	 */
	finish(done: Done): IDataObject;
} & ({ safety: 'idempotent'; id?: number } | { safety: 'once'; trace: Trace });

/** After a lost answer: how to find out whether what stands in the portal is ours. Before, nothing had this name. */
export interface Trace {
	ref: Ref;
	/** The ID in the answer; undefined when it does not tell. */
	idIn(result: unknown): number | undefined;
	/** The portal's reason for refusing what is there already: on a repeated try it means that the first arrived late. */
	refusal?: string;
	/** What to say when it is somebody else's. */
	taken(row: Row | undefined): InputError;
}

/** What a change came to. */
export interface Done {
	/** As all IDs in the portal's answers: digits in a text; empty where a change has none. */
	id: string;
	answer: unknown;
	/** What was changed, as read back; undefined when that was not asked for, or it could not be seen. */
	row?: Row;
	/** Why it could not be read back, when that is the reason. */
	unread?: Error;
	/** The answer was lost, and the portal shows that it was carried out. */
	isRecovered: boolean;
}

interface Entry {
	value: string;
	name: string;
	/** In n8n's list of actions. */
	action: string;
	description: string;
	/** For n8n's builder of workflows: when to take it, and what to set. */
	builderHint?: string;
	/** Its form, without displayOptions for resource and operation. */
	properties: INodeProperties[];
	/** Whether it changes anything in the portal. */
	writes: boolean;
}

/** An operation on each item alone. */
export interface ItemOperation extends Entry {
	/**
	 * What one item asks of the portal.
	 *
	 * @throws {InputError} when the form cannot be carried out
	 */
	prepare(item: Item): Plan | Promise<Plan>;
}

/** An operation that means something only for all items together. */
export interface WholeOperation extends Entry {
	/**
	 * What all items together come to.
	 *
	 * @throws {InputError} to stop before anything is sent
	 */
	weigh(items: readonly Item[]): Promise<Weighed>;
}

export interface Weighed {
	/** Per item its plan, or why it has none. */
	items: Array<Outcome<Plan>>;
	/** What no item speaks of; its output is not paired. */
	others: Plan[];
	/**
	 * Turns outputs into what is handed on, for example counts alone. `index` is the item's, undefined for others; an error
	 * becomes an error item; `said` is its message. Asked only when nothing failed, or failures are handed on.
	 */
	report?(results: Array<{ index?: number; rows: IDataObject[] | Error; said?: string }>): Array<{
		index?: number;
		json: IDataObject | Error;
	}>;
}

export type Operation = ItemOperation | WholeOperation;

/** One way to look refs of a resource up, for as many of them as one list takes. */
export interface Search {
	refs: readonly Ref[];
	list: ListRequest;
	/**
	 * Which of the rows a ref names.
	 *
	 * @throws {InputError} when several do
	 */
	match(rows: readonly Row[], ref: Ref): Row | undefined;
	/** What to go on with when the list cannot be read: refs by ID, for example, unchecked. */
	unread?(error: Error, ref: Ref): { row: Row; hint?: HintTopic; detail?: string } | undefined;
}

/** How names of one resource are looked up. */
export interface Finder {
	/**
	 * @param refs different from each other
	 * @param select fields wanted beside those that identify; undefined for all
	 */
	searches(refs: readonly Ref[], select: readonly string[] | undefined): Search[];
	/** The same for refs that name the same, as far as their words tell. Default: `by` and value, whatever the letters. */
	keyOf?(ref: Ref): string;
	/** The row of something just created, as `match` reads it; undefined to look it up again. */
	created?(ref: Ref, id: number, params: Params): Row;
	missing(ref: Ref): InputError;
}

/** The list one chooses from while typing, in the editor. */
export interface Choices {
	/** What n8n calls it by, such as `searchWorkgroups`. */
	method: string;
	/** What to say to a credential that lacks the scope; undefined where every credential has it. */
	needs?: {
		scope: string;
		/** What is listed, for example `workgroups`. */
		what: string;
		/** How to name one without the list. */
		instead: string;
	};
	/**
	 * @param words as typed, without blanks around them; empty for everything
	 * @param start how many were shown before
	 */
	page(asker: Asker, words: string, start: number): Promise<Chosen>;
}

export interface Chosen {
	/** A page of the list, or all of it. */
	results: Array<{ name: string; value: string }>;
	/** How many there are on all pages; undefined when all came at once. */
	total?: number;
}

/** What a portal has: one entry of the "Resource" dropdown. */
export interface Resource {
	value: string;
	name: string;
	/** The operation chosen at first. */
	initial: string;
	operations: readonly Operation[];
	choices: Choices;
	finder: Finder;
	refusals: readonly Refusal[];
}
