/** How the portal is asked for workgroups and for who is in them: the methods are named here and nowhere else. */
import type { ListRequest } from '../transport/list';
import { isRecord, type Params, type RestRequest } from '../transport/types';

/**
 * Workgroups in the order of their IDs; with an administrator's credential those they are not in as well, secret ones among
 * them. Source: b24restdocs `api-reference/sonet-group/sonet-group-get.md`.
 */
export function groupList(limit = Infinity, filter?: Params): ListRequest {
	return {
		method: 'sonet_group.get',
		params: { IS_ADMIN: 'Y', ...(filter && { FILTER: filter }) },
		limit,
		paging: { by: 'offset', sort: { ORDER: { ID: 'ASC' } } },
	};
}

export const SONET_GROUP_USER_GET = 'sonet_group.user.get';

/** The active people of a workgroup: in one answer, without pages. Dismissed ones are in it and not shown. */
export function membersRequest(group: number): RestRequest {
	return { method: SONET_GROUP_USER_GET, params: { ID: group }, safety: 'read' };
}

/** What a method about members answers; undefined when it is no list. PHP sends a list with gaps as an object. */
export function listIn(result: unknown): unknown[] | undefined {
	if (Array.isArray(result)) return result;
	return isRecord(result) ? Object.values(result) : undefined;
}
