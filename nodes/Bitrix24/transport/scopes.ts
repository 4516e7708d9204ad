/** Scopes by the first part of a method's name; the longest beginning counts (b24restdocs `api-reference/scopes/permissions.md`). */
const METHOD_SCOPES: ReadonlyArray<[prefix: string, scopes: string]> = [
	['user.userfield.', 'user.userfield'],
	['user.add', 'user'],
	['user.update', 'user'],
	['user.', 'user, user_basic or user_brief'],
	['department.', 'department'],
	['sonet_group.', 'sonet_group'],
	['socialnetwork.', 'sonet_group'],
	['humanresources.', 'humanresources'],
	['tasks.', 'task'],
	['task.', 'task'],
	['crm.', 'crm'],
	['im.', 'im'],
	['log.', 'log'],
	['timeman.', 'timeman'],
	['calendar.', 'calendar'],
	['telephony.', 'telephony'],
];

/** The scopes that give access to a method, in words; undefined when it is not known here. */
export function scopesOf(method: string): string | undefined {
	return METHOD_SCOPES.find(([prefix]) => method.startsWith(prefix))?.[1];
}
