/** What every parameter of every operation does: rows by `resource.operation`, then by path. */
import { customField } from './customField';
import { department } from './department';
import type { Rows, RowsOf } from './types';
import { user } from './user';
import { workgroups } from './workgroup';

export type { Row } from './types';

const all: Record<string, RowsOf> = { customField, department, user, workgroup: workgroups };

export const parameters: ReadonlyMap<string, Rows> = new Map(
	Object.entries(all).flatMap(([resource, operations]) =>
		Object.entries(operations).map(([operation, rows]): [string, Rows] => [
			`${resource}.${operation}`,
			rows,
		]),
	),
);
