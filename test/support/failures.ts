/** Items that stand for a failure: they hold `error` and `message`, and on the error output the row's own fields as well. */
import type { INodeExecutionData } from 'n8n-workflow';

export interface Failure {
	message: string;
	/** What to do about it; empty when there is nothing to say. */
	description: string;
}

/** What an item says went wrong; undefined for one that went through. */
export function failureOf({ json }: INodeExecutionData): Failure | undefined {
	const { error, message } = json;
	if (typeof error !== 'string') return undefined;
	return { message: error, description: typeof message === 'string' ? message : '' };
}
