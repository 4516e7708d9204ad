/** Turns what went wrong into the errors n8n shows. */
import { type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { InputError } from '../values/errors';
import { NotConfirmed } from '../plan/errors';
import { AddressError } from '../transport/address';
import { isLost, PortalError } from '../transport/errors';

/** Where an item stands among the others when the execution stops there. */
export interface Position {
	index: number;
	/** Set when the execution stops there and there are several items. */
	stopped?: {
		of: number;
		/** Whether the operation changes anything in the portal. */
		changes: boolean;
		/** Items that went through before it, and behind it in the same request. */
		before: number;
		behind: number;
		/** Items behind it of which nobody knows. */
		doubtful: number;
	};
}

/**
 * The error of an item.
 *
 * @param clean removes secrets from texts that came from elsewhere
 */
export function nodeError(
	node: INode,
	error: Error,
	position: Position,
	clean: (text: string) => string,
): NodeApiError | NodeOperationError {
	const { message, remedy } = explain(error, clean);
	const text = position.stopped
		? `Item ${position.index + 1} of ${position.stopped.of}: ${message}`
		: message;
	const options = {
		description: [remedy, ...doubts(error), progress(error, position)].filter(Boolean).join(' '),
		itemIndex: position.index,
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

function explain(error: Error, clean: (text: string) => string) {
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

/** After an unknown outcome of a change, "try again" alone would be bad advice. */
function doubts(error: Error): string[] {
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

function progress(error: Error, { stopped }: Position): string {
	if (!stopped?.changes) return '';
	const { before, behind, doubtful } = stopped;
	const isUntouched = !isInDoubt(error) && !(error instanceof NotConfirmed);
	if (before + behind + doubtful === 0 && isUntouched) return 'Nothing was changed in the portal.';
	const sentences = [`Done before it: ${before}.`];
	if (behind > 0) sentences.push(`Done after it, in the same request: ${behind}.`);
	if (doubtful > 0) sentences.push(`Unknown after it, in the same request: ${doubtful}.`);
	if (behind + doubtful === 0) sentences.push('Nothing after it was sent.');
	return sentences.join(' ');
}
