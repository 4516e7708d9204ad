/** What a portal holds, to compare before and after. */
import type { Portal } from '../portal';

/** Everything a run may change, without moments and what is drawn by lot. */
export function stateOf(portal: Portal): unknown {
	return structuredClone({
		people: [...portal.people.values()].map((person) => ({
			...person,
			TIMESTAMP_X: undefined,
			DATE_REGISTER: undefined,
			XML_ID: undefined,
			invitations: person.invitations.length,
		})),
		departments: portal.departments,
		workgroups: portal.workgroups,
		customFields: portal.customFields,
		tasks: portal.tasks,
		crmItems: portal.crmItems,
	});
}
