/** Turns what went wrong into the errors n8n shows. */
import {
	type IDataObject,
	type INode,
	type JsonObject,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import { NotConfirmed } from '../plan/errors';
import { AddressError } from '../transport/address';
import { isLost, PortalError } from '../transport/errors';
import { InputError } from '../values/errors';
import { grouped } from './reasons';

/** How the items of a run stand when it stops. */
export interface Standing {
	of: number;
	/** Whether the operation changes anything in the portal. */
	writes: boolean;
	/** Items that went through before the first failure, and behind it in the same request. */
	before: number;
	behind: number;
	/** Items behind it of which nobody knows. */
	inDoubt: number;
	/** All failures, the first one first. */
	failures: ReadonlyArray<{ index?: number; error: Error }>;
}

/** An error in plain words: what happened, and what to do about it. */
export interface Told {
	message: string;
	remedy: string;
}

/**
 * The error of an item. n8n adds the number of the item to the message, counted from zero.
 *
 * @param clean removes secrets from texts that came from elsewhere
 * @param standing set when the run stops there
 */
export function nodeError(
	node: INode,
	error: Error,
	index: number | undefined,
	clean: (text: string) => string,
	standing?: Standing,
): NodeApiError | NodeOperationError {
	const { message: what, remedy } = explain(error, clean);
	// Agents see the message alone.
	const message = node.type.endsWith('Tool') ? joined(what, firstSentence(remedy)) : what;
	const failures = standing?.failures ?? [];
	const isMany = new Set(failures.map((one) => one.error)).size > 1;
	const text = isMany ? `${failures.length} of ${standing?.of} items: ${message}` : message;
	const told = failures.map((one) => ({ index: one.index, ...explain(one.error, clean) }));
	const options = {
		description: [
			remedy,
			...adviceInDoubt(error),
			...(standing ? progress(error, standing) : []),
			...(isMany ? grouped(told) : []),
		]
			.filter(Boolean)
			.join(' '),
		itemIndex: index,
	};
	if (!(error instanceof PortalError)) return new NodeOperationError(node, text, options);
	// Built from plain words only: an error of the HTTP client would carry the address with the secret along.
	const response: JsonObject = { message: text };
	const { httpStatus } = error.details;
	return new NodeApiError(node, response, {
		...options,
		message: text,
		httpCode: httpStatus === undefined ? undefined : String(httpStatus),
	});
}

/**
 * What is handed on in place of an item that failed: what happened, and what to do about it. Without `error` beside `json`
 * n8n keeps the fields of the input item when it hands this on by the error output. n8n 1 takes an item for a failure
 * when it has `error` and `message` only, n8n 2 with `details` as well.
 */
export function errorItem(
	node: INode,
	error: Error,
	index: number | undefined,
	clean: (text: string) => string,
): IDataObject {
	const { message, description } = nodeError(node, error, index, clean);
	return { error: message, ...(description && { message: description }) };
}

function firstSentence(text: string): string {
	return /^.*?[.!?](?=\s+\p{Lu}|$)/su.exec(text.slice(0, 500))?.[0] ?? '';
}

function joined(message: string, advice: string): string {
	if (advice === '') return message;
	return `${message}${/[.!?]$/u.test(message) ? '' : '.'} ${advice}`;
}

function explain(error: Error, clean: (text: string) => string): Told {
	if (error instanceof PortalError || error instanceof InputError) {
		return { message: error.message, remedy: error.remedy };
	}
	if (error instanceof AddressError) {
		return {
			message: error.message,
			remedy: 'Open the credential in n8n and correct the address.',
		};
	}
	// n8n's own, about an expression in a parameter most of the time.
	const description = 'description' in error ? error.description : undefined;
	return {
		message: clean(error.message),
		remedy: typeof description === 'string' ? clean(description) : '',
	};
}

/** When a change is in doubt, "try again" alone would be bad advice. */
function adviceInDoubt(error: Error): string[] {
	return isInDoubt(error)
		? [
				'The change may have been carried out all the same: look the person up before running this again.',
			]
		: [];
}

/** Whether it is not known what became of a change. */
export function isInDoubt(error: Error): boolean {
	return error instanceof PortalError && error.details.safety !== 'read' && isLost(error);
}

/** Whether an item that did not go through may be changed all the same. */
export function mayBeChanged(error: Error): boolean {
	return isInDoubt(error) || error instanceof NotConfirmed;
}

function progress(error: Error, { of, writes, before, behind, inDoubt }: Standing): string[] {
	if (!writes || of < 2) return [];
	if (before + behind + inDoubt === 0 && !mayBeChanged(error)) {
		return ['Nothing was changed in the portal.'];
	}
	return [
		`Done before it: ${before}.`,
		behind > 0 ? `Done after it, in the same request: ${behind}.` : '',
		inDoubt > 0 ? `Unknown after it, in the same request: ${inDoubt}.` : '',
		behind + inDoubt === 0 ? 'Nothing after it was sent.' : '',
	];
}
