/** Departments, workgroups and custom field definitions. */
import type { Method } from '../server/context';
import { page } from '../server/context';
import { RestError } from '../protocol/errors';
import type { Params, Php } from '../protocol/php';
import { toInt, toList, toText, upperKeys } from '../protocol/php';
import type { Department } from '../domain/state';
import type { CustomField, StoredPerson, Workgroup } from '../types';
import { fold } from '../protocol/values';
import { simpleFilter } from './simpleFilter';

const NUMBERS = new Set(['ID', 'SORT', 'PARENT', 'UF_HEAD']);

function columnOf(department: Department, field: string): string | number {
	if (field === 'NAME') return fold(department.NAME);
	const value = Object.entries(department).find(([key]) => key === field)?.[1];
	return typeof value === 'number' ? value : 0;
}

/**
 * `sort` is the order, `SORT` a filter: the case of this one name matters. A page past the end is the
 * first page again, as in the old database layer. (docs: departments/department-get.md; server behaviour)
 */
const departmentGet: Method = {
	scopes: ['department'],
	run(params, { state, start }) {
		let rows = [...state.departments].sort((a, b) => a.ID - b.ID);
		for (const [key, value] of Object.entries(params)) {
			const wanted = toList(value);
			if (NUMBERS.has(key)) {
				const numbers = wanted.map(toInt);
				rows = rows.filter((row) => numbers.includes(Number(columnOf(row, key))));
			} else if (key === 'NAME') {
				const names = wanted.map((name) => fold(toText(name)));
				rows = rows.filter((row) => names.includes(fold(row.NAME)));
			}
		}
		const field = toText(params.sort).toUpperCase();
		if (NUMBERS.has(field) || field === 'NAME') {
			const sign = toText(params.order).toUpperCase() === 'DESC' ? -1 : 1;
			rows.sort((a, b) => {
				const [left, right] = [columnOf(a, field), columnOf(b, field)];
				return left < right ? -sign : left > right ? sign : a.ID - b.ID;
			});
		}
		const show = ({ ID, NAME, SORT, PARENT, UF_HEAD }: Department) => ({
			ID: String(ID),
			NAME,
			SORT,
			PARENT: PARENT === undefined ? undefined : String(PARENT),
			UF_HEAD: UF_HEAD === undefined ? undefined : String(UF_HEAD),
		});
		return page(rows, start, show, 'first');
	},
};

function mayList(group: Workgroup, caller: StoredPerson, seesAll: boolean): boolean {
	if (seesAll || caller.workgroups.includes(group.ID)) return true;
	return group.VISIBLE !== false && caller.USER_TYPE !== 'extranet';
}

/** docs: sonet-group/sonet-group-get.md */
const workgroupGet: Method = {
	scopes: ['sonet_group'],
	run(params, { state, caller, start }) {
		const query = upperKeys(params);
		const seesAll = caller.isAdmin && query.IS_ADMIN === 'Y';
		const show = (group: Workgroup) => ({
			ID: String(group.ID),
			SITE_ID: group.EXTRANET ? 'ex' : 's1',
			NAME: group.NAME,
			DESCRIPTION: null,
			DATE_CREATE: '2024-01-15T11:30:00+02:00',
			DATE_UPDATE: '2024-01-15T11:30:00+02:00',
			ACTIVE: group.ACTIVE ? 'Y' : 'N',
			VISIBLE: group.VISIBLE === false ? 'N' : 'Y',
			OPENED: 'N',
			CLOSED: 'N',
			SUBJECT_ID: '1',
			OWNER_ID: '1',
			KEYWORDS: null,
			NUMBER_OF_MEMBERS: '1',
			DATE_ACTIVITY: '2024-01-15T11:30:00+02:00',
			SUBJECT_NAME: 'Workgroups',
			PROJECT: 'N',
			IS_EXTRANET: group.EXTRANET ? 'Y' : 'N',
		});
		const filter: Params = { ...upperKeys(query.FILTER) };
		if (query.GROUP_ID !== undefined) filter['=ID'] = query.GROUP_ID;
		const order = Object.entries(upperKeys(query.ORDER))[0] ?? ['ID', 'DESC'];
		const rows = state.workgroups
			.filter((group) => mayList(group, caller, seesAll))
			.filter((group) => simpleFilter(show(group), filter))
			.sort((a, b) => {
				const sign = toText(order[1]).toUpperCase() === 'DESC' ? -1 : 1;
				if (order[0] !== 'NAME') return sign * (a.ID - b.ID);
				return sign * fold(a.NAME).localeCompare(fold(b.NAME));
			});
		return page(rows, start, show, 'first');
	},
};

const flag = (value: boolean): string => (value ? 'Y' : 'N');

function showDefinition(field: CustomField, language: Php | undefined) {
	return {
		ID: String(field.ID),
		ENTITY_ID: 'USER',
		FIELD_NAME: field.FIELD_NAME,
		USER_TYPE_ID: field.USER_TYPE_ID,
		XML_ID: null,
		SORT: '100',
		MULTIPLE: flag(field.MULTIPLE),
		MANDATORY: flag(field.MANDATORY),
		SHOW_FILTER: 'N',
		SHOW_IN_LIST: 'Y',
		EDIT_IN_LIST: 'Y',
		IS_SEARCHABLE: 'N',
		SETTINGS:
			field.USER_TYPE_ID === 'enumeration'
				? { DISPLAY: 'UI', LIST_HEIGHT: 1, CAPTION_NO_VALUE: '', SHOW_NO_VALUE: 'Y' }
				: { DEFAULT_VALUE: '' },
		// Labels come only to those who name a language. (server behaviour)
		EDIT_FORM_LABEL: language === undefined ? undefined : field.LABEL,
		LIST: field.LIST?.map(({ ID, VALUE }, index) => ({
			ID: String(ID),
			SORT: String(index * 100),
			VALUE,
			DEF: 'N',
			XML_ID: `xml-${ID}`,
		})),
	};
}

/** Administrators only; refused with an empty error code. One answer without pages. (docs: user/userfields/user-userfield-list.md) */
const userFieldList: Method = {
	scopes: ['user.userfield'],
	run(params, { caller, state, start }) {
		if (!caller.isAdmin) throw new RestError(400, '', 'Access denied.');
		const query = upperKeys(params);
		const { LANG, ...filter } = upperKeys(query.FILTER);
		const order = Object.entries(upperKeys(query.ORDER))[0] ?? ['ID', 'ASC'];
		const sign = toText(order[1]).toUpperCase() === 'DESC' ? -1 : 1;
		const rows = state.customFields
			.filter((field) => simpleFilter(showDefinition(field, LANG), filter))
			.sort((a, b) =>
				order[0] === 'FIELD_NAME'
					? sign * (a.FIELD_NAME < b.FIELD_NAME ? -1 : 1)
					: sign * (a.ID - b.ID),
			);
		const show = (field: CustomField) => showDefinition(field, LANG);
		if (state.quirks.pagedFieldList) return page(rows, start, show, 'first');
		return { result: rows.map(show), total: rows.length };
	},
};

export const structureMethods: Record<string, Method> = {
	'department.get': departmentGet,
	'sonet_group.get': workgroupGet,
	'user.userfield.list': userFieldList,
};
