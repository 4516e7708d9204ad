/** What the output pane tells besides the items, gathered over all of them. */
import type { IExecuteFunctions } from 'n8n-workflow';

import type { HintTopic } from '../plan/types';

/** Details listed at the most; a hint is read at a glance. */
const MAX_DETAILS = 10;

/** The portal answered at another address than the credential's. */
export const RENAMED: HintTopic = {
	say: () =>
		'The portal has been renamed and answered at its new address. Enter the new address in the credential.',
};

export class Hints {
	private readonly details = new Map<HintTopic, Set<string>>();

	add(topic: HintTopic, detail = ''): void {
		const known = this.details.get(topic) ?? new Set();
		this.details.set(topic, known.add(detail));
	}

	/** Hands the hints to n8n, one per topic. */
	show(context: Pick<IExecuteFunctions, 'addExecutionHints'>): void {
		for (const [topic, details] of this.details) {
			const listed = [...details].slice(0, MAX_DETAILS).join(', ');
			const more = details.size > MAX_DETAILS ? ` and ${details.size - MAX_DETAILS} more` : '';
			context.addExecutionHints({
				message: topic.say(listed + more),
				type: 'warning',
				location: 'outputPane',
			});
		}
	}
}
