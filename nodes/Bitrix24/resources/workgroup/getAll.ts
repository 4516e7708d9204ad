import { groupList } from '../../form/groupList';
import { paging, readLimit } from '../../form/paging';
import { optionsCollection } from '../../form/options';
import { list } from '../../plan/plans';
import type { ItemOperation } from '../../plan/types';

export const getAll: ItemOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many workgroups',
	description: 'Get the workgroups and projects that the credential can see',
	writes: false,
	properties: [...paging, optionsCollection([])],
	prepare: (item) => list(groupList(readLimit(item)), {}),
};
