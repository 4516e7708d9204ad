/** The "Options" collection of the operations, and how a switch of a form is read. */
import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../plan/types';
import { isRecord, MAX_WAIT } from '../transport/types';
import { choice } from '../values/choice';
import { InputError, naming } from '../values/errors';
import { number } from '../values/numbers';
import { isEmpty } from '../values/text';
import { yesNo } from '../values/yesNo';

/** What reads parameters: an item, or a trigger. */
type Form = Pick<Item, 'param'>;

/** The form counts in seconds. */
const MAX_WAIT_SECONDS = MAX_WAIT / 1_000;

const maxWaitOption: INodeProperties = {
	displayName: 'Max Wait',
	name: 'maxWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: MAX_WAIT_SECONDS,
	hint: 'In seconds',
	description:
		'How long to wait at the most when the server time Bitrix24 allows for a method is used up. Beyond that the node stops and says when the method is free again.',
};

export const returnUserOption: INodeProperties = {
	displayName: 'Return User',
	name: 'returnUser',
	type: 'boolean',
	default: true,
	description: 'Whether to output the whole user as it is afterwards, instead of the ID only',
};

export const previewOption: INodeProperties = {
	displayName: 'Preview',
	name: 'preview',
	type: 'boolean',
	default: true,
	description: 'Whether to change nothing in the portal, and to output what would be changed',
};

export const keepInputOption: INodeProperties = {
	displayName: 'Keep Input',
	name: 'keepInput',
	type: 'boolean',
	default: true,
	description:
		'Whether the item keeps its own fields; the person then stands under the field "user"',
};

/** The "Options" collection with these options, in alphabetical order. */
export function optionsCollection(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...options, maxWaitOption].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/** The "Update Fields" collection: what is not added stays as it is. */
export function updateFieldsCollection(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options,
	};
}

const NOTHING: Record<string, unknown> = Object.freeze({});

/**
 * What was added to a collection; nothing when it was left alone.
 *
 * @throws {InputError} when an expression made something else of it
 */
export function collectionOf(form: Form, name: string, label: string): Record<string, unknown> {
	const added = form.param(name, NOTHING);
	if (isEmpty(added)) return NOTHING;
	if (isRecord(added)) return added;
	throw new InputError(
		`The parameter "${label}" is no collection of values`,
		'Remove its expression, and add what you need in the form.',
	);
}

export function optionsOf(form: Form): Record<string, unknown> {
	return collectionOf(form, 'options', 'Options');
}

/** Keeps what was read from options that are the same object for all items: those without expressions. */
export function readOnce<T>(read: (item: Item) => T): (item: Item) => T {
	const before = new WeakMap<object, T>();
	return (item) => {
		const options = optionsOf(item);
		const known = before.get(options);
		if (known !== undefined) return known;
		const result = read(item);
		before.set(options, result);
		return result;
	};
}

/**
 * A switch; off when it was not touched.
 *
 * @param label as the form calls it
 * @throws {InputError} when it is neither yes nor no
 */
export function readSwitch(value: unknown, label: string): boolean {
	return !isEmpty(value) && naming(`Parameter "${label}"`, () => yesNo(value));
}

/**
 * One of the values of a dropdown; the default when it was not touched.
 *
 * @throws {InputError} naming the values there are
 */
export function readChoice<T extends string>(
	value: unknown,
	label: string,
	allowed: readonly T[],
	initial: T,
): T {
	return isEmpty(value) ? initial : naming(`Parameter "${label}"`, () => choice(value, allowed));
}

/**
 * Whether the form asks for a preview.
 *
 * @throws {InputError} when its expression gives nothing: what was to be looked at only would be carried out
 */
export function readPreview(form: Form): boolean {
	return readPlainly(optionsOf(form), 'preview', 'Preview');
}

/**
 * A switch among the options that must not count as off when its expression gives nothing.
 *
 * @throws {InputError} when it is there, and neither yes nor no
 */
export function readPlainly(
	options: Record<string, unknown>,
	name: string,
	label: string,
): boolean {
	if (Object.hasOwn(options, name) && isEmpty(options[name])) {
		throw new InputError(
			`The option "${label}" is empty`,
			'Turn it on or off, or check the expression: the item may lack the value it reads.',
		);
	}
	return readSwitch(options[name], label);
}

/**
 * Milliseconds, from the option in seconds.
 *
 * @throws {InputError} when it is no number of seconds
 */
export function readMaxWait(form: Form): number {
	const { maxWait } = optionsOf(form);
	if (isEmpty(maxWait)) return MAX_WAIT;
	const seconds = naming('Parameter "Max Wait"', () => number(maxWait));
	if (seconds >= 0) return seconds * 1_000;
	throw new InputError('The parameter "Max Wait" is below zero', 'Enter seconds, e.g. 60.');
}
