/** Pairs every outcome with its item. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Weighed } from '../plan/types';
import { PortalError } from '../transport/errors';
import { failed } from '../transport/types';
import type { Rows } from './dispatch';
import { errorItem, mayBeChanged, nodeError, type Standing } from './failure';

/** What an item came to; undefined rows: it was not reached. Without an index it belongs to no item. */
export interface Result {
	index?: number;
	rows: Rows | undefined;
}

interface How {
	/** Whether the operation changes anything in the portal. */
	writes: boolean;
	/** Removes secrets from texts that came from elsewhere. */
	clean(text: string): string;
	report?: Weighed['report'];
}

/**
 * Turns outcomes into output.
 *
 * @throws {NodeApiError | NodeOperationError} the first failure, unless failures are handed on. A run that stops without an
 * error has done every item.
 */
export function settle(
	context: IExecuteFunctions,
	results: readonly Result[],
	{ writes, clean, report }: How,
): INodeExecutionData[] {
	const node = context.getNode();
	const goOn = context.continueOnFail();
	const first = results.find((result) => failureOf(result) !== undefined);
	const stop = first ? failureOf(first) : notReached(results);
	if (stop && (!goOn || isOfKind(stop, 'cancelled'))) {
		throw nodeError(node, stop, first?.index, clean, standing(results, writes));
	}
	const told = results.map(({ index, rows }) => ({ index, rows: rows ?? failed(NOT_REACHED) }));
	if (report) {
		const rows = told.map(({ index, rows: one }) =>
			one.ok
				? { index, rows: one.value }
				: { index, rows: one.error, said: nodeError(node, one.error, index, clean).message },
		);
		return report(rows).map(({ index, json }) =>
			paired(json instanceof Error ? errorItem(node, json, index, clean) : json, index),
		);
	}
	return told.flatMap(({ index, rows }) =>
		rows.ok
			? rows.value.map((json) => paired(json, index))
			: [paired(errorItem(node, rows.error, index, clean), index)],
	);
}

function paired(json: IDataObject, index: number | undefined): INodeExecutionData {
	return index === undefined ? { json } : { json, pairedItem: { item: index } };
}

const NOT_REACHED = new Error('The item was not reached, and nothing says why: please report this');

/** Nothing may end quietly before its end. */
function notReached(results: readonly Result[]): Error | undefined {
	return results.some(({ rows }) => rows === undefined) ? NOT_REACHED : undefined;
}

/** What an error tells of the other items. */
function standing(results: readonly Result[], writes: boolean): Standing {
	const first = results.findIndex((result) => failureOf(result) !== undefined);
	const isDone = ({ rows }: Result) => rows?.ok === true;
	const behind = results.slice(first + 1);
	return {
		// Of those no item speaks of, only who failed.
		of: results.filter((one) => one.index !== undefined || failureOf(one)).length,
		writes,
		before: results.slice(0, Math.max(first, 0)).filter(isDone).length,
		behind: behind.filter(isDone).length,
		inDoubt: behind.filter((result) => {
			const error = failureOf(result);
			return error !== undefined && mayBeChanged(error);
		}).length,
		failures: results.flatMap((result) => {
			const error = failureOf(result);
			return error ? [{ index: result.index, error }] : [];
		}),
	};
}

/** Why an item failed; undefined also for one that was only not sent. */
function failureOf({ rows }: Result): Error | undefined {
	return rows && !rows.ok && !isOfKind(rows.error, 'notSent') ? rows.error : undefined;
}

function isOfKind(error: Error, kind: PortalError['kind']): boolean {
	return error instanceof PortalError && error.kind === kind;
}
