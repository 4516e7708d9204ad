/** What a list that is searched as one types says when the credential lacks its scope. */
import type { INodeListSearchResult } from 'n8n-workflow';

import { isScopeMissing } from '../form/scope';
import { type Outcome, succeeded } from '../transport/types';

/**
 * The list, or one entry that explains why there is none. Its value is empty: chosen by mistake, it counts as no choice.
 *
 * @param what it lists, for example `workgroups`
 * @param instead how to name one without the list
 */
export function explained(
	found: Outcome<INodeListSearchResult>,
	scope: string,
	what: string,
	instead: string,
): Outcome<INodeListSearchResult> {
	if (found.ok || !isScopeMissing(found.error)) return found;
	const name = `The credential lacks the scope "${scope}", which lists ${what}: choose "${instead}"`;
	return succeeded({ results: [{ name, value: '' }] });
}
