/**
 * crm.item.* and crm.type.list: camel case both ways, IDs as numbers, filters that refuse what they do
 * not know. (docs: api-reference/crm/universal/)
 */
import type { Context, Method } from '../server/context';
import { page } from '../server/context';
import { isCrmType, SPECIAL } from '../domain/crm';
import { RestError } from '../protocol/errors';
import type { Answer } from '../protocol/json';
import type { Params, Php } from '../protocol/php';
import { entriesOf, toInt, toList, toText } from '../protocol/php';
import type { FilterRow } from '../protocol/rowFilter';
import { matchesRow, sortRows, splitFilterKey } from '../protocol/rowFilter';
import type { CrmItem, StoredPerson } from '../types';

/** (docs: crm-item-list.md) */
const OPERATORS = [
	...['', '=', '!', '!=', '@', '!@', '>', '>=', '<', '<='],
	...['%', '!%', '=%', '%=', '!=%', '!%='],
];

const refusal = (code: string, text: string, status = 400): RestError =>
	new RestError(status, code, text);

const badValue = (text: string): RestError => refusal('INVALID_ARG_VALUE', text);

/** What belongs to the emulator and not to the item. */
const INTERNAL = new Set(['automationRuns', 'lacks', 'fields']);

function row(item: CrmItem): FilterRow {
	const own = Object.entries(item).filter(([field]) => !INTERNAL.has(field));
	return { ...Object.fromEntries(own), ...item.fields };
}

const paramsOf = (value: Php | undefined): Params => Object.fromEntries(entriesOf(value) ?? []);

/** `{"0": {...}, "logic": "OR"}` groups conditions; everything else is one of them. */
function matches(shown: FilterRow, filter: Params): boolean {
	const { logic, ...conditions } = filter;
	const results = Object.entries(conditions).map(([key, value]) => {
		if (/^\d+$/.test(key)) return matches(shown, paramsOf(value));
		const { field } = splitFilterKey(key);
		if (!Object.hasOwn(shown, field)) {
			throw badValue(`Invalid filter: field '${field}' is not allowed in filter`);
		}
		return matchesRow(shown, { [key]: value }, OPERATORS);
	});
	if (results.length === 0) return true;
	return toText(logic).toUpperCase() === 'OR' ? results.some(Boolean) : results.every(Boolean);
}

function orderOf(value: Php | undefined, known: readonly string[]): Array<[string, Php]> {
	const order = entriesOf(value) ?? [];
	for (const [field, direction] of order) {
		if (!known.includes(field)) {
			throw badValue(`Invalid order: field '${field}' is not allowed in order`);
		}
		if (!['ASC', 'DESC'].includes(toText(direction).toUpperCase())) {
			const allowed = 'allowed sort directions are `ASC, DESC`';
			const got = `But got '${toText(direction)}' for field '${field}'`;
			throw badValue(`Invalid order: ${allowed}. ${got}`);
		}
	}
	return order.length > 0 ? order : [['id', 'ASC']];
}

/** The type asked for; extranet people have no business here. */
function typeOf(params: Params, { state, caller }: Context): number {
	if (caller.USER_TYPE === 'extranet') {
		const text = 'Action is allowed only for intranet users';
		throw refusal('allowed_only_intranet_user', text, 403);
	}
	const entityTypeId = toInt(params.entityTypeId);
	if (!isCrmType(entityTypeId, state)) throw refusal('NOT_FOUND', 'Smart process not found');
	return entityTypeId;
}

/** Everybody sees what is theirs or open to all, administrators see everything. */
const sees = (caller: StoredPerson, item: CrmItem): boolean =>
	caller.isAdmin || item.opened === 'Y' || item.assignedById === caller.ID;

function narrowed(shown: FilterRow, select: Php[]): Answer {
	if (select.length === 0 || select.includes('*')) return shown;
	return Object.fromEntries(Object.entries(shown).filter(([field]) => select.includes(field)));
}

/** Fields every item has; a filter may name them even where nothing is stored. */
const COMMON = [
	...['id', 'title', 'assignedById', 'createdBy', 'updatedBy', 'createdTime', 'updatedTime'],
	...['opened', 'stageId', 'entityTypeId'],
];

const list: Method = {
	scopes: ['crm'],
	run(params, context) {
		const { state, caller, start } = context;
		const entityTypeId = typeOf(params, context);
		const select = toList(params.select);
		const filter = paramsOf(params.filter);
		const known = [...COMMON, ...Object.keys(SPECIAL.get(entityTypeId) ?? {})];
		const blank = Object.fromEntries(known.map((field): [string, Answer] => [field, null]));
		const order = orderOf(params.order, COMMON);
		// Complains of unknown fields even when the type has no items.
		matches(blank, filter);
		const items = state.crmItems
			.filter((item) => item.entityTypeId === entityTypeId && sees(caller, item))
			.filter((item) => matches({ ...blank, ...row(item) }, filter));
		const sorted = sortRows(items, row, order);
		const { result, ...paging } = page(
			sorted,
			start,
			(item) => narrowed(row(item), select),
			'empty',
		);
		return { result: { items: result }, ...paging };
	},
};

/** A missing required field stops any change, also of another field. (server behaviour) */
function demandRequired(item: CrmItem, fields: Params): void {
	const { lacks } = item;
	if (lacks === undefined) return;
	if (toText(fields[lacks]) === '') {
		throw refusal('CRM_FIELD_ERROR_REQUIRED', `Required field "${lacks}" is not filled`);
	}
	delete item.lacks;
}

/** Every change sets robots off. (docs: crm-item-update.md) */
const update: Method = {
	scopes: ['crm'],
	run(params, context) {
		const { state, caller } = context;
		const entityTypeId = typeOf(params, context);
		const id = toInt(params.id);
		const item = state.crmItems.find(
			(other) => other.entityTypeId === entityTypeId && other.id === id,
		);
		if (!item) throw refusal('NOT_FOUND', 'Item not found');
		if (!sees(caller, item)) throw refusal('ACCESS_DENIED', 'Access denied');
		const { assignedById, title, stageId, ...others } = paramsOf(params.fields);
		if (assignedById !== undefined && !state.people.has(toInt(assignedById))) {
			throw refusal('CRM_FIELD_ERROR_VALUE_NOT_VALID', 'Invalid value for field "assignedById"');
		}
		demandRequired(item, others);
		if (assignedById !== undefined) item.assignedById = toInt(assignedById);
		if (title !== undefined) item.title = toText(title);
		if (stageId !== undefined) item.stageId = toText(stageId);
		item.fields = { ...item.fields, ...others };
		item.updatedBy = caller.ID;
		item.updatedTime = state.stamp();
		item.automationRuns += 1;
		return { result: { item: row(item) } };
	},
};

/** The portal's own types, for administrators of the CRM. (docs: user-defined-object-types/crm-type-list.md) */
const types: Method = {
	scopes: ['crm'],
	run(params, { state, caller, start }) {
		if (!caller.isAdmin) throw refusal('ACCESS_DENIED', 'Access denied');
		const filter = paramsOf(params.filter);
		const show = (type: { id: number; title: string; entityTypeId: number }) => ({
			...type,
			code: '',
			createdBy: 1,
			customSectionId: null,
			isCategoriesEnabled: 'N',
			isStagesEnabled: 'Y',
			isAutomationEnabled: 'Y',
		});
		const rows = state.crmTypes.filter((type) => matches(show(type), filter));
		const { result, ...paging } = page(rows, start, show, 'empty');
		return { result: { types: result }, ...paging };
	},
};

export const crmMethods: Record<string, Method> = {
	'crm.item.list': list,
	'crm.item.update': update,
	'crm.type.list': types,
};
