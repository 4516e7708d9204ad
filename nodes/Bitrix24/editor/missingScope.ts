/** What a list that is searched as one types says when the credential lacks its scope. */
import type { INodeListSearchResult } from 'n8n-workflow';

import { isScopeMissing } from '../form/scope';
import type { Choices } from '../plan/types';
import { type Outcome, succeeded } from '../transport/types';

/** One entry that explains why there is no list. Its value is empty: chosen by mistake, it counts as no choice. */
export function explained(
	failed: { ok: false; error: Error },
	needs: Choices['needs'],
): Outcome<INodeListSearchResult> {
	if (!needs || !isScopeMissing(failed.error)) return failed;
	const name = `The credential lacks the scope "${needs.scope}", which lists ${needs.what}: choose "${needs.instead}"`;
	return succeeded({ results: [{ name, value: '' }] });
}
