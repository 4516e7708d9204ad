/** Input that cannot be used, in words for the person who entered it. */

/** A value that cannot be used, in words for the person who entered it. */
export class InputError extends Error {
	override readonly name: string = 'InputError';

	constructor(
		message: string,
		/** What to enter instead. */
		readonly remedy: string,
	) {
		super(message);
	}
}

/** Runs an action; when it refuses a value, the refusal says whose value that is. */
export function naming<T>(name: string, action: () => T): T {
	try {
		return action();
	} catch (error) {
		return refuse(name, error);
	}
}

function refuse(name: string, error: unknown): never {
	throw error instanceof InputError
		? new InputError(`${name}: ${error.message}`, error.remedy)
		: error;
}
