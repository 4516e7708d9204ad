/** Changes as the items that are handed on: what happened first, then the person, then what is known of the change. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { SentFields, tidyUser } from '../../resources/user/fields/decode';
import type { View } from '../../plan/types';
import type { Change } from './detect';

/** One item for each change, in the order given. */
export function shown(changes: Change[], { codes }: View): INodeExecutionData[] {
	const sent = new SentFields();
	if (codes) {
		sent.look(
			changes.map(({ row }) => row),
			codes,
		);
	}
	return changes.map(({ kind, row, changedFields, from, to }) => {
		const user = codes ? tidyUser(row, codes, sent) : row;
		const json: IDataObject = { change: kind };
		Object.assign(json, user, { change: kind });
		if (changedFields) json.changedFields = changedFields;
		if (from) json.from = from;
		if (to) json.to = to;
		return { json };
	});
}
