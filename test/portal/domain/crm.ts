/** CRM items and the types they are of. (docs: api-reference/crm/universal/) */
import type { PortalState } from './state';
import type { CrmItem } from '../types';

/** Lead, deal, contact, company, quote, smart invoice. */
const BUILT_IN = [1, 2, 3, 4, 7, 31];

/** Whether items of this type can exist on the portal. */
export const isCrmType = (entityTypeId: number, state: PortalState): boolean =>
	BUILT_IN.includes(entityTypeId) ||
	state.crmTypes.some((type) => type.entityTypeId === entityTypeId);

/** Fields that only some types have. (docs: api-reference/crm/universal/object-fields.md) */
export const SPECIAL: ReadonlyMap<number, Partial<CrmItem>> = new Map([
	[1, { stageSemanticId: 'P' }],
	[2, { stageSemanticId: 'P', closed: 'N' }],
	[7, { closed: 'N' }],
]);

/** Adds an item; each type counts its own IDs. */
export function addCrmItem(
	state: PortalState,
	item: Partial<CrmItem> & { entityTypeId: number },
): CrmItem {
	const ids = state.crmItems
		.filter(({ entityTypeId }) => entityTypeId === item.entityTypeId)
		.map(({ id }) => id);
	const id = Math.max(0, ...ids) + 1;
	const added: CrmItem = {
		id,
		title: `Item ${id}`,
		assignedById: 1,
		createdBy: 1,
		updatedBy: 1,
		createdTime: '2024-03-01T09:00:00+02:00',
		updatedTime: '2024-03-01T09:00:00+02:00',
		opened: 'N',
		stageId: 'NEW',
		automationRuns: 0,
		...SPECIAL.get(item.entityTypeId),
		...item,
	};
	state.crmItems.push(added);
	return added;
}

/** Two custom types; John's deals fill more than a page, and one of the leaver's lacks a required field. */
export function seedCrm(state: PortalState): void {
	state.crmTypes.push(
		{ id: 5, title: 'Onboarding', entityTypeId: 1038 },
		{ id: 6, title: 'Equipment', entityTypeId: 1042 },
	);
	for (let index = 0; index < 90; index += 1) {
		const id = 1 + index + Math.floor(index / 8);
		const assignedById = index % 9 === 4 ? 7 : index % 5 === 3 ? 2 : 3;
		addCrmItem(state, { entityTypeId: 2, id, title: `Deal ${index + 1}`, assignedById });
	}
	for (const entityTypeId of [1, 3, 4, 7, 31, 1038, 1042]) {
		for (const assignedById of [3, 7, 2, 3]) addCrmItem(state, { entityTypeId, assignedById });
	}
	addCrmItem(state, {
		entityTypeId: 2,
		title: 'Half a deal',
		assignedById: 7,
		lacks: 'opportunity',
	});
}
