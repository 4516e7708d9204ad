/** Codes of custom fields: `UF_USR_COST_CENTER`. */
import { InputError, naming, quoted } from '../../values/errors';
import { intact, isEmpty, text, visible } from '../../values/text';

export const PREFIX = 'UF_USR_';

/** What the portal's database can name a column (main module). */
const MAX_LENGTH = 50;

const CODE = /^UF_USR_\w*[A-Z0-9]\w*$/u;

/**
 * A code as the portal makes it of what is given: `X`, `UF_X` and `UF_USR_X` are one and the same field
 * (b24restdocs `api-reference/user/userfields/user-userfield-add.md`).
 */
export function codeOf(given: string): string {
	const code = visible(given).toUpperCase();
	return code.startsWith(PREFIX) ? code : `${PREFIX}${code.replace(/^UF_/u, '')}`;
}

/**
 * Reads a code.
 *
 * @param parameter its label in the form
 * @throws {InputError} unless a field can be called so
 */
export function readCode(value: unknown, parameter: string): string {
	if (isEmpty(value)) {
		throw new InputError(
			`The parameter "${parameter}" is empty`,
			'Enter a code such as COST_CENTER, or check the expression: the item may lack the value it reads.',
		);
	}
	return naming(`Parameter "${parameter}"`, () => {
		intact(value);
		const code = codeOf(text(value).slice(0, 2 * MAX_LENGTH));
		if (CODE.test(code) && code.length <= MAX_LENGTH) return code;
		throw new InputError(
			`${quoted(value)} cannot be the code of a custom field`,
			`Use Latin letters, digits and _, at most ${MAX_LENGTH} of them with the portal’s prefix ${PREFIX}, e.g. COST_CENTER.`,
		);
	});
}
