/** Departments as they are handed on. */
import type { IDataObject } from 'n8n-workflow';

import type { Department } from '../../form/tree';

/** IDs are texts, as everywhere in the portal's answers; what a department does not have is null. */
export function shown({ id, name, sort, parent, head, path }: Department): IDataObject {
	return {
		ID: String(id),
		NAME: name,
		SORT: sort,
		PARENT: parent === undefined ? null : String(parent),
		UF_HEAD: head === undefined ? null : String(head),
		path,
	};
}

/** In errors. */
export function called({ path, id }: Pick<Department, 'path' | 'id'>): string {
	return `department "${path}" (ID ${id})`;
}
