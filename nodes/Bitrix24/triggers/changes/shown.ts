/** Changes as the items that are handed on: what happened first, then the person, then what is known of the change. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { SentFields, tidied } from '../../engine/shown';
import type { View } from '../../plan/types';
import type { Change } from './detect';

/** One item for each change, in the order given. */
export function shown(changes: Change[], view: View): INodeExecutionData[] {
	const sent = new SentFields();
	const { codes } = view;
	if (codes) {
		sent.look(
			changes.map(({ row }) => row),
			codes,
		);
	}
	return changes.map(({ kind, row, changedFields, from, to }) => {
		const user = tidied(row, view, sent);
		const json: IDataObject = { change: kind };
		Object.assign(json, user, { change: kind });
		if (changedFields) json.changedFields = changedFields;
		if (from) json.from = from;
		if (to) json.to = to;
		return { json };
	});
}
