import { optionsCollection } from '../../form/options';
import { handOn } from '../../plan/plans';
import type { Operation } from '../../plan/types';
import { departmentParameter, readDepartment } from './form';
import { shown } from './output';
import { departmentTree } from '../../form/tree';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get department',
	description: 'Get one department by ID, name or path',
	writes: false,
	properties: [departmentParameter, optionsCollection([])],
	async prepare(item) {
		const ref = readDepartment(item, 'department', 'Department');
		const tree = await item.ask(departmentTree);
		return handOn([shown(tree.demand(ref))]);
	},
};
