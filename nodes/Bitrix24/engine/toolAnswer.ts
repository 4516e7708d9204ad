/** What a language model gets of a list: bounded, and never nothing without a word. */
import type { IDataObject } from 'n8n-workflow';

/** Bytes of JSON at the most; a model pays for and forgets what is longer. */
const MAX_BYTES = 20_000;

/**
 * @param total how many there are in the portal, where that is known
 * @returns as many rows as fit; where that is not all, or there are none, an item with a `message` behind them
 */
export function toolAnswer(rows: readonly IDataObject[], total = rows.length): IDataObject[] {
	if (rows.length === 0) {
		return [{ message: 'Nothing was found. Loosen the filters, or look for other words.' }];
	}
	const shown = fitting(rows);
	if (shown.length >= total) return [...rows];
	const advice =
		shown.length < rows.length
			? 'More would be too long an answer: ask for fewer fields, or narrow the filters.'
			: 'Narrow the filters, or raise the limit.';
	return [...shown, { message: `${shown.length} of ${total} shown. ${advice}` }];
}

function fitting(rows: readonly IDataObject[]): readonly IDataObject[] {
	let bytes = 0;
	for (const [at, row] of rows.entries()) {
		bytes += bytesOf(row);
		if (bytes > MAX_BYTES && at > 0) return rows.slice(0, at);
	}
	return rows;
}

/** Never less than UTF-8 takes. */
function bytesOf(row: IDataObject): number {
	return JSON.stringify(row).replace(/[\u0080-\uffff]/gu, 'xxxx').length;
}
