import { conditions, readConditions } from './form/conditions';
import { departmentFilter, filters, readFilters } from './form/filters';
import { withInvitation } from './form/invited';
import { listOptions, pagingOf, readListing, sort as order } from './form/listing';
import { output, readView } from './form/output';
import { paging, readLimit } from '../../form/paging';
import { isActive, peopleList } from '../../form/peopleList';
import { InputError } from '../../values/errors';
import { list } from '../../plan/plans';
import type { HintTopic, ItemOperation } from '../../plan/types';
import { demandSignIns } from './hidden';

const DISMISSED: HintTopic = {
	say: (counts) =>
		`People who were dismissed are among those found (the filter "Status" leaves them out): ${counts}`,
};

export const getAll: ItemOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many users',
	description: 'Get the people of the portal, all of them or those who meet conditions',
	writes: false,
	properties: [...paging, ...output, departmentFilter, filters, conditions, order, listOptions],
	async prepare(item) {
		const view = readView(item);
		const filter = await readFilters(item);
		for (const [key, value] of Object.entries(await readConditions(item))) {
			if (Object.hasOwn(filter, key)) {
				throw new InputError(
					`A filter and a condition both speak of ${key}`,
					'Remove one of them.',
				);
			}
			filter[key] = value;
		}
		const { params, sort, descending } = await readListing(item);
		const invited = await withInvitation(item, filter);
		await demandSignIns(item, invited.filter);
		const isOfOneStatus = 'ACTIVE' in filter;
		return list(
			peopleList(invited.filter, {
				method: invited.method,
				params,
				select: view.select,
				limit: readLimit(item),
				paging: pagingOf(sort, descending),
			}),
			view,
			(rows) => {
				const dismissed = rows.filter((row) => !isActive(row)).length;
				if (dismissed > 0 && !isOfOneStatus) item.hint(DISMISSED, `${dismissed} of ${rows.length}`);
			},
		);
	},
};
