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
	/** Other words people use for them, small, and which value each stands for. */
	words?: ReadonlyMap<string, string>;
}
