/** What a user consists of, as this package names it. Nothing here knows of HTTP. */

/** Types of field values; `unknown` is a custom field whose definition the credential may not read. */
export type FieldType =
	| 'text'
	| 'email'
	| 'integer'
	| 'number'
	| 'boolean'
	| 'date'
	| 'dateTime'
	| 'list'
	| 'departments'
	| 'user'
	| 'money'
	| 'url'
	| 'address'
	| 'file'
	| 'photo'
	| 'reference'
	| 'unknown';

/** One field of the portal's users. */
export interface UserField {
	/** Bitrix24's own name: `NAME`, `UF_DEPARTMENT`, `UF_USR_…`. */
	code: string;
	/** The portal's label, in the portal's language; the code where it has none. */
	label: string;
	type: FieldType;
	multiple: boolean;
	/** The portal asks for a value when somebody is added. */
	mandatory: boolean;
	/** Made by an administrator of this portal. */
	custom: boolean;
	/** Whether user.add or user.update take it. */
	writable: boolean;
	/** The values of a list. */
	options?: Array<{ value: string; label: string }>;
}

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

/** A change that the portal took and that was not seen to have happened. */
export class NotConfirmed extends InputError {}

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
