/**
 * The values of a list field. An update merges: what is not sent stays, what is sent without a text
 * goes. (server behaviour; the pages of user.userfield.* do not mention LIST as a parameter)
 */
import { createHash } from 'node:crypto';
import { coreError } from '../protocol/errors';
import type { Params, Php } from '../protocol/php';
import { entriesOf, toInt, toList, toText } from '../protocol/php';
import type { PortalState } from './state';
import type { CustomField, ListValue } from '../types';

/** The sort index of a value that was given none. */
const UNSORTED = 500;

const automaticXmlId = (id: number, value: string): string =>
	createHash('md5').update(`${id} ${value}`).digest('hex');

function nextValueId(state: PortalState, taken: readonly ListValue[]): number {
	const known = state.customFields.flatMap(({ LIST }) => LIST ?? []);
	return Math.max(0, ...[...known, ...taken].map(({ ID }) => ID)) + 1;
}

/** 0 and what is no number are not stored. */
const sortOf = (item: Params): number | undefined => toInt(item.SORT) || undefined;

/** The first Y of a field with one value wins, everybody else becomes N. */
function settleDefaults(list: ListValue[], asked: Map<number, Php>, multiple: boolean): void {
	for (const value of list) {
		if (asked.has(value.ID)) value.DEF = asked.get(value.ID) === 'Y';
	}
	if (multiple) return;
	const first = [...asked].find(([, wanted]) => wanted === 'Y')?.[0];
	if (first !== undefined) for (const value of list) value.DEF = value.ID === first;
}

function changeValue(value: ListValue, text: string, item: Params): void {
	const sort = sortOf(item);
	const changed = value.VALUE !== text || (sort !== undefined && sort !== value.SORT);
	value.VALUE = text;
	if (sort !== undefined) value.SORT = sort;
	if (item.XML_ID !== undefined) value.XML_ID = toText(item.XML_ID);
	else if (changed) value.XML_ID = automaticXmlId(value.ID, text);
}

function refuseTwins(list: ListValue[]): void {
	const seen = new Set<string>();
	for (const { XML_ID } of list) {
		if (XML_ID === undefined) continue;
		if (seen.has(XML_ID)) throw coreError(`Values with the XML_ID '${XML_ID}' exist twice.<br>`);
		seen.add(XML_ID);
	}
}

/**
 * The list a field has after `sent` was applied; the field itself is left as it is.
 * @param creating items have no IDs and no XML_IDs of their own yet
 */
export function mergedList(
	field: CustomField,
	sent: Php | undefined,
	state: PortalState,
	creating: boolean,
): ListValue[] {
	let list = (field.LIST ?? []).map((value) => ({ ...value }));
	const asked = new Map<number, Php>();
	for (const entry of toList(sent)) {
		const item: Params = Object.fromEntries(entriesOf(entry) ?? []);
		const text = toText(item.VALUE).trim();
		const id = creating ? 0 : toInt(item.ID);
		let value = list.find(({ ID }) => ID === id);
		if (value && (item.DEL === 'Y' || text === '')) {
			list = list.filter(({ ID }) => ID !== id);
			continue;
		}
		if (value) changeValue(value, text, item);
		if (id === 0 && text !== '') {
			const ID = nextValueId(state, list);
			const own = creating || item.XML_ID === undefined ? '' : toText(item.XML_ID);
			value = {
				ID,
				VALUE: text,
				SORT: sortOf(item) ?? UNSORTED,
				XML_ID: own === '' ? automaticXmlId(ID, text) : own,
			};
			list.push(value);
		}
		if (value && item.DEF !== undefined) asked.set(value.ID, item.DEF);
	}
	refuseTwins(list);
	settleDefaults(list, asked, field.MULTIPLE);
	return list;
}

/** Takes values that are gone away from everybody who had them. */
export function forgetValues(field: CustomField, kept: ListValue[], state: PortalState): void {
	const ids = new Set<unknown>(kept.map(({ ID }) => ID));
	for (const person of state.people.values()) {
		const stored = person[field.FIELD_NAME];
		if (Array.isArray(stored)) person[field.FIELD_NAME] = stored.filter((id) => ids.has(id));
		else if (stored !== undefined && !ids.has(stored)) person[field.FIELD_NAME] = null;
	}
}
