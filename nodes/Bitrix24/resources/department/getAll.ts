import { optionsCollection } from '../../form/options';
import { paging, readLimit } from '../../form/paging';
import { handOn } from '../../plan/plans';
import type { Operation } from '../../plan/types';
import { shown } from './output';
import { departmentTree } from '../../form/tree';

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many departments',
	description: 'Get the departments of the company with their paths, in the order of the tree',
	writes: false,
	properties: [...paging, optionsCollection([])],
	async prepare(item) {
		const limit = readLimit(item);
		const { all } = await item.ask(departmentTree);
		return handOn(all.slice(0, limit).map(shown));
	},
};
