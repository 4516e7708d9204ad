/** What the output pane tells besides the items, gathered over all of them. */
import type { IExecuteFunctions } from 'n8n-workflow';

import type { HintTopic } from '../plan/types';

/** Details listed at the most; a hint is read at a glance. */
const MAX_DETAILS = 10;

const sentences: Readonly<Record<HintTopic, (details: string) => string>> = {
	ignoredColumns: (columns) =>
		`These columns are not fields of the portal that can be written, and were left out: ${columns}`,
	missingFields: (codes) =>
		`The portal sent nothing for these fields. They are empty for everybody found, or hidden by the scopes of the credential: ${codes}`,
	notApplied: (details) =>
		`The portal ignored a part of the change without saying so, because the account behind the credential is not an administrator: ${details}`,
	notReadBack: (people) =>
		`The change was made, but these people could not be read afterwards: ${people}`,
	renamed: () =>
		'The portal has been renamed and answered at its new address. Enter the new address in the credential.',
};

export class Hints {
	private readonly details = new Map<HintTopic, Set<string>>();

	add(topic: HintTopic, detail = ''): void {
		const known = this.details.get(topic) ?? new Set();
		this.details.set(topic, known.add(detail));
	}

	/** Hands the hints to n8n, one per topic. */
	show(context: IExecuteFunctions): void {
		for (const [topic, details] of this.details) {
			const listed = [...details].slice(0, MAX_DETAILS).join(', ');
			const more = details.size > MAX_DETAILS ? ` and ${details.size - MAX_DETAILS} more` : '';
			context.addExecutionHints({
				message: sentences[topic](listed + more),
				type: 'warning',
				location: 'outputPane',
			});
		}
	}
}
