/** Values of the portal's answers, where they need a hand. */
import { momentCodes } from './standard';

/** Fields of the simplified output, at most ten as n8n's guidelines ask. */
export const SIMPLIFIED_CODES: readonly string[] = [
	'ID',
	'ACTIVE',
	'NAME',
	'LAST_NAME',
	'EMAIL',
	'WORK_POSITION',
	'WORK_PHONE',
	'PERSONAL_MOBILE',
	'UF_DEPARTMENT',
	'USER_TYPE',
];

/** Which of the fields asked for the portal sends at all, seen over all rows of a run. */
export class SentFields {
	private readonly asked = new Set<string>();

	private readonly sent = new Set<string>();

	look(rows: Array<Record<string, unknown>>, codes: readonly string[]): void {
		if (rows.length === 0) return;
		for (const code of codes) {
			this.asked.add(code);
			if (!this.sent.has(code) && rows.some((row) => Object.hasOwn(row, code))) this.sent.add(code);
		}
	}

	has(code: string): boolean {
		return this.sent.has(code);
	}

	/** Fields no row has: empty for everybody, or hidden from the credential. */
	missing(): string[] {
		return [...this.asked].filter((code) => !this.sent.has(code));
	}
}

/**
 * A row as a tidy user: `{}` of an empty date becomes null, `false` of an extranet person's departments an empty list.
 * The server leaves fields without a value out of a row; they become null, unless no row has them: a field that is
 * hidden from the credential must not look empty to a workflow that copies the directory.
 *
 * @param codes fields to keep, in this order
 * @param sent fields the portal sends
 */
export function tidyUser(
	row: Record<string, unknown>,
	codes: readonly string[],
	sent: Pick<ReadonlySet<string>, 'has'>,
): Record<string, unknown> {
	// Defined, not assigned: a field named __proto__ stays a field.
	return Object.fromEntries(
		codes
			.filter((code) => sent.has(code))
			.map((code) => [code, tidyValue(code, Object.hasOwn(row, code) ? row[code] : null)]),
	);
}

function tidyValue(code: string, value: unknown): unknown {
	if (code === 'UF_DEPARTMENT' && !Array.isArray(value)) return [];
	const isEmptyObject =
		typeof value === 'object' &&
		value !== null &&
		!Array.isArray(value) &&
		Object.keys(value).length === 0;
	return isEmptyObject && momentCodes.has(code) ? null : value;
}
