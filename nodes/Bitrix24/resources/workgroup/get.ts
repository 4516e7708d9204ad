import { optionsCollection } from '../../form/options';
import { find } from '../../plan/plans';
import type { ItemOperation } from '../../plan/types';
import { readWorkgroup, workgroupLocator } from './form';

export const get: ItemOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get workgroup',
	description: 'Get one workgroup or project',
	writes: false,
	properties: [workgroupLocator, optionsCollection([])],
	prepare: (item) => find(readWorkgroup(item), {}),
};
