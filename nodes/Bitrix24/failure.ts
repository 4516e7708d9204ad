/** Turns what went wrong into the errors n8n shows. */
import { type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { FieldError } from './fields/types';
import { AddressError } from './transport/address';
import { PortalError } from './transport/errors';

/** Where and after what an item went wrong; undefined when it is an item of its own. */
export interface Position {
	index: number;
	/** Set when the execution stops there and there are several items. */
	stopped?: { of: number; done: number; writes: boolean };
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
		description: [remedy, progress(position)].filter(Boolean).join(' '),
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
	if (error instanceof PortalError || error instanceof FieldError) {
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

function progress({ stopped }: Position): string {
	if (!stopped?.writes) return '';
	return stopped.done === 0
		? 'Nothing was changed in the portal.'
		: `Done before it: ${stopped.done}. Nothing after it was sent.`;
}
