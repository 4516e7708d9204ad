/**
 * The part "CRM". Needs the scope `crm` and an account that may change the items. Makes the successor responsible for leads,
 * deals and quotes that are not closed, and for all contacts, companies, invoices and items of the portal's own types. Each
 * change sets automation rules off.
 * Source: b24restdocs `api-reference/crm/universal/crm-item-list.md`, `crm-item-update.md`, `object-fields.md`.
 */
import type { IDataObject } from 'n8n-workflow';

import { valueOf, type Walk } from '../../../plan/walks';
import { isRefused } from '../../../transport/errors';
import type { ListForm, ListRequest, Row } from '../../../transport/list';
import type { Outcome, Params } from '../../../transport/types';
import { type HandedOver, handOver } from './handOver';
import { heirOf, type Leaver, type Part } from './words';

/** A type of items. */
interface Type {
	id: number;
	name: string;
	/** What tells those that are not closed, where something does. */
	open?: Params;
	/** Fields that name an item; `title` unless told otherwise. */
	title?: string[];
}

const BUILT_IN: readonly Type[] = [
	{ id: 1, name: 'Lead', open: { stageSemanticId: 'P' } },
	{ id: 2, name: 'Deal', open: { stageSemanticId: 'P' } },
	{ id: 3, name: 'Contact', title: ['name', 'lastName'] },
	{ id: 4, name: 'Company' },
	{ id: 7, name: 'Quote', open: { closed: 'N' } },
	{ id: 31, name: 'Invoice' },
];

const form = { id: 'id', filter: 'filter', key: 'id', order: 'order' } satisfies ListForm;

/** Types that the portal made itself; administrators of the CRM may see them. */
const ownTypes: ListRequest = {
	method: 'crm.type.list',
	params: {},
	limit: Infinity,
	paging: { by: 'keyset', descending: false },
	form: { ...form, rows: 'types' },
};

interface CrmItem {
	type: Type;
	id: number;
	title: string;
}

export const crm: Part = {
	name: 'crm',
	label: 'CRM',
	*look(leaver) {
		const types = yield* typesOf();
		const lists = (yield { lists: types.map((type) => itemsOf(leaver, type)) }).lists;
		const items = types.flatMap((type, at) => readable(lists[at]).map((row) => itemOf(type, row)));
		const held = types.filter((type) => items.some((item) => item.type === type));
		return {
			needsHeir: items.length > 0,
			foresee: () => reportOf({ moved: items, kept: [] }),
			*carryOut(heir) {
				const handed: HandedOver<CrmItem> = yield* handOver({
					things: items,
					key: ({ type, id }) => `${type.id} ${id}`,
					change: ({ type, id }) => ({
						method: 'crm.item.update',
						params: { entityTypeId: type.id, id, fields: { assignedById: heirOf(heir).id } },
						safety: 'idempotent',
					}),
					sources: held.map((type) => ({
						list: itemsOf(leaver, type),
						of: (row) => itemOf(type, row),
					})),
					demandsAll: false,
				});
				const { moved, kept, stopped } = handed;
				return {
					report: reportOf(handed),
					words: `${moved.length} of ${moved.length + kept.length} CRM items moved`,
					stopped,
				};
			},
		};
	},
};

/** Who may not see the portal's own types may not see their items either. */
function* typesOf(): Walk<Type[]> {
	const [own] = (yield { lists: [ownTypes] }).lists;
	if (!own.ok && isWithheld(own.error)) return [...BUILT_IN];
	const rows = valueOf(own).map(({ entityTypeId, title }) => ({
		id: Number(entityTypeId),
		name: String(title),
	}));
	return [...BUILT_IN, ...rows.filter(({ id }) => BUILT_IN.every((one) => one.id !== id))];
}

/** The portal answers what it says to everybody whose rights do not go so far. */
function isWithheld(error: Error): boolean {
	return isRefused(error, 'crmDenied');
}

/** Of a type that the portal does not have or does not show, there is nothing. */
function readable(list: Outcome<Row[]>): Row[] {
	if (!list.ok && (isWithheld(list.error) || isRefused(list.error, 'notFound'))) return [];
	return valueOf(list);
}

function itemsOf({ id }: Leaver, type: Type): ListRequest {
	return {
		method: 'crm.item.list',
		params: {
			entityTypeId: type.id,
			select: ['id', ...(type.title ?? ['title'])],
			filter: { assignedById: id, ...type.open },
		},
		limit: Infinity,
		paging: { by: 'keyset', descending: false },
		form: { ...form, rows: 'items' },
	};
}

function itemOf(type: Type, row: Row): CrmItem {
	const words = (type.title ?? ['title']).map((field) => row[field]);
	const title = words.filter((word) => typeof word === 'string' && word !== '').join(' ');
	return { type, id: Number(row.id), title };
}

function reportOf({ moved, kept }: HandedOver<CrmItem>): IDataObject {
	const types = [...new Set(moved.map(({ type }) => type))].sort((a, b) => a.id - b.id);
	return {
		crm: {
			moved: moved.length,
			kept: kept.map(({ thing: { type, id, title }, reason }) => ({
				type: type.name,
				ID: String(id),
				TITLE: title,
				reason,
			})),
			types: types.map((type) => ({
				entityTypeId: type.id,
				name: type.name,
				moved: moved.filter((item) => item.type === type).length,
			})),
		},
	};
}
