/** What a change may come to besides success and refusal. */
import { InputError } from '../values/errors';

/** A change that the portal took and that was not seen to have happened. */
export class NotConfirmed extends InputError {}

/** Whether a change may have been carried out in spite of this failure: its answer was lost. */
export function isLost(error: Error): boolean {
	if ('kind' in error && error.kind === 'unknown') return true;
	const details: unknown = 'details' in error ? error.details : undefined;
	return (
		typeof details === 'object' && details !== null && Reflect.get(details, 'doubtful') === true
	);
}
