/** Forms the rows of the table start from. */
import { columns, userBy } from '../portal';

export const byId = (id: unknown) => ({ operation: 'get', user: userBy('id', id) });

export const byEmail = (address: unknown) => ({ operation: 'get', user: userBy('email', address) });

export const byLink = (link: unknown) => ({ operation: 'get', user: userBy('url', link) });

/** Update of John Smith. */
export const update = (fields: Record<string, unknown>, options: Record<string, unknown> = {}) => ({
	operation: 'update',
	user: userBy('id', 3),
	fields: columns(fields),
	options: options as Record<string, string>,
});

type Value = string | number | boolean | string[] | number[];

/** Invitation of an employee; `more` overrules. */
export const invite = (more: Record<string, unknown> = {}) => ({
	operation: 'invite',
	email: 'new.one@example.com',
	departments: [1],
	...(more as Record<string, Value>),
});

export const many = (more: Record<string, unknown> = {}) => ({
	operation: 'getAll',
	...(more as Record<string, Value>),
});

/** One condition on a list. */
export const where = (field: string, operator: string, value: unknown) =>
	many({ conditions: { condition: [{ field, operator, value }] } });

/** Reads from the input item, at run time. */
export const FROM_ITEM = '={{ $json.value }}';
