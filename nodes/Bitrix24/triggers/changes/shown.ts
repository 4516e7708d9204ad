/** Changes as the items that are handed on: what happened first, then the person, then what is known of the change. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { SentFields, tidied } from '../../engine/shown';
import type { Asker, View } from '../../plan/types';
import type { Occurrence } from './detect';

/**
 * One item for each change, in the order given.
 *
 * @throws {PortalError} when what the form includes could not be asked
 */
export async function shown(
	changes: Occurrence[],
	view: View,
	asker: Asker,
): Promise<INodeExecutionData[]> {
	const rows = changes.map(({ row }) => row);
	// A trigger has no output pane to hint in.
	const included =
		rows.length > 0 ? ((await view.more?.of(rows, asker, () => undefined)) ?? []) : [];
	const sent = new SentFields();
	const { codes } = view;
	if (codes) {
		sent.look(rows, codes);
	}
	return changes.map(({ kind, row, changedFields, from, to }, at) => {
		const user = tidied(row, view, sent);
		const json: IDataObject = { change: kind };
		Object.assign(json, user, included[at], { change: kind });
		if (changedFields) json.changedFields = changedFields;
		if (from) json.from = from;
		if (to) json.to = to;
		return { json };
	});
}
