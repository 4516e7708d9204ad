/**
 * department.*: the old methods of the company structure. (docs: api-reference/departments/)
 * IDs are texts, SORT is a number, and a department without a head has no UF_HEAD at all.
 */
import type { Context, Method } from '../server/context';
import { page } from '../server/context';
import { inTreeOrder, moveOut, wouldBeItsOwnParent } from '../domain/departmentTree';
import { coreError } from '../protocol/errors';
import type { Params, Php } from '../protocol/php';
import { toInt, toList, toText, upperKeys } from '../protocol/php';
import type { Department } from '../types';
import { fold } from '../protocol/values';

const NUMBERS = new Set(['ID', 'SORT', 'PARENT', 'UF_HEAD']);

function columnOf(department: Department, field: string): string | number {
	if (field === 'NAME') return fold(department.NAME);
	const value = Object.entries(department).find(([key]) => key === field)?.[1];
	return typeof value === 'number' ? value : 0;
}

const text = (id: number | undefined): string | undefined =>
	id === undefined ? undefined : String(id);

const show = ({ ID, NAME, SORT, PARENT, UF_HEAD }: Department) => ({
	ID: String(ID),
	NAME,
	SORT,
	PARENT: text(PARENT),
	UF_HEAD: text(UF_HEAD),
});

/** Whole names and numbers, one or a list of them; what it does not know filters nothing. */
function passes(department: Department, filter: Params): boolean {
	return Object.entries(filter).every(([field, value]) => {
		const wanted = toList(value);
		if (NUMBERS.has(field)) {
			return wanted.map(toInt).includes(Number(columnOf(department, field)));
		}
		return field !== 'NAME' || wanted.some((name) => fold(toText(name)) === fold(department.NAME));
	});
}

/**
 * `sort` is the order, `SORT` a filter: the case of this one name matters. Without an order parents
 * come before their children. A page past the end is the first page again, as in the old database
 * layer. (docs: departments/department-get.md; the rest is server behaviour)
 */
const get: Method = {
	scopes: ['department'],
	run(params, { state, start }) {
		const inner = upperKeys(params.FILTER ?? params.filter);
		let rows = inTreeOrder(state.departments).filter(
			(row) => passes(row, params) && passes(row, inner),
		);
		const field = toText(params.sort).toUpperCase();
		if (NUMBERS.has(field) || field === 'NAME') {
			const sign = toText(params.order).toUpperCase() === 'DESC' ? -1 : 1;
			rows = rows.sort((a, b) => {
				const [left, right] = [columnOf(a, field), columnOf(b, field)];
				return left < right ? -sign : left > right ? sign : a.ID - b.ID;
			});
		}
		return page(rows, start, show, 'first');
	},
};

const LABELS = {
	en: { NAME: 'Department name', SORT: 'Sorting', PARENT: 'Parent department', UF_HEAD: 'Head' },
	ru: {
		NAME: 'Название подразделения',
		SORT: 'Сортировка',
		PARENT: 'Родительское подразделение',
		UF_HEAD: 'Руководитель',
	},
	de: {
		NAME: 'Name der Abteilung',
		SORT: 'Sortierung',
		PARENT: 'Übergeordnete Abteilung',
		UF_HEAD: 'Leiter',
	},
};

/** (docs: departments/department-fields.md) */
const fields: Method = {
	scopes: ['department'],
	run: (_, { state }) => ({ result: { ID: 'ID', ...LABELS[state.language] } }),
};

function demandRight({ caller }: Context): void {
	if (!caller.isAdmin && caller.mayEditStructure !== true) throw coreError('Access denied');
}

/** There is one company, so every department needs a parent that exists. */
function parentOf(value: Php | undefined, { state }: Context): number {
	const id = toInt(value);
	if (!state.departments.some(({ ID }) => ID === id)) {
		throw coreError('There can only be one top-level department in the company structure');
	}
	return id;
}

function nameOf(value: Php | undefined): string {
	const name = toText(value).trim();
	if (name === '') throw coreError('Department name not provided.<br>');
	return name;
}

/** 0 and "" take the head away, which no document says; a portal may as well ignore them. */
function setHead(department: Department, value: Php | undefined, { state }: Context): void {
	const head = toInt(value);
	if (head > 0) department.UF_HEAD = head;
	else if (state.options.quirks?.headClearing !== 'ignored') delete department.UF_HEAD;
}

/** (docs: departments/department-add.md) */
const add: Method = {
	scopes: ['department'],
	run(params, context) {
		demandRight(context);
		const query = upperKeys(params);
		const { departments } = context.state;
		const department: Department = {
			ID: Math.max(0, ...departments.map(({ ID }) => ID)) + 1,
			NAME: nameOf(query.NAME),
			SORT: query.SORT === undefined ? 500 : toInt(query.SORT),
			PARENT: parentOf(query.PARENT, context),
		};
		if (query.UF_HEAD !== undefined) setHead(department, query.UF_HEAD, context);
		departments.push(department);
		return { result: department.ID };
	},
};

function existing(query: Params, { state }: Context): Department {
	const id = toInt(query.ID);
	const found = state.departments.find(({ ID }) => ID === id);
	if (!found) throw coreError('Department not found');
	return found;
}

/** (docs: departments/department-update.md) */
const update: Method = {
	scopes: ['department'],
	run(params, context) {
		demandRight(context);
		const query = upperKeys(params);
		const department = existing(query, context);
		const changes: Partial<Department> = {};
		if (query.NAME !== undefined) changes.NAME = nameOf(query.NAME);
		if (query.SORT !== undefined) changes.SORT = toInt(query.SORT);
		const staysOnTop = department.PARENT === undefined && toInt(query.PARENT) === 0;
		if (query.PARENT !== undefined && !staysOnTop) {
			changes.PARENT = parentOf(query.PARENT, context);
			if (wouldBeItsOwnParent(department.ID, changes.PARENT, context.state.departments)) {
				throw coreError('There can only be one top-level department in the company structure');
			}
		}
		Object.assign(department, changes);
		if (query.UF_HEAD !== undefined) setHead(department, query.UF_HEAD, context);
		return { result: true };
	},
};

/**
 * Where people and sub-departments go is not documented; the portal's own pages move both to the
 * parent. The company itself stays. (docs: departments/department-delete.md)
 */
const remove: Method = {
	scopes: ['department'],
	run(params, context) {
		demandRight(context);
		const department = existing(upperKeys(params), context);
		moveOut(department, context.state);
		return { result: true };
	},
};

export const departmentMethods: Record<string, Method> = {
	'department.get': get,
	'department.fields': fields,
	'department.add': add,
	'department.update': update,
	'department.delete': remove,
};
