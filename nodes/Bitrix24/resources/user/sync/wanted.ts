/** What one row of the list says of one person. */
import { chosenDepartments, readDepartments } from '../../../form/departments';
import type { HintTopic, Item } from '../../../plan/types';
import type { Params } from '../../../transport/types';
import { isEmpty } from '../../../values/text';
import { type Wanted, wantedOf } from '../edit';
import { invitationParams, readEmail } from '../form/invitation';
import { readFields } from '../form/mapper';
import { type MatchField, readMatchValue } from '../form/match';
import { readFieldOptions } from '../form/writeOptions';
import { keyOf } from '../people';

const FILES_LEFT: HintTopic = {
	say: (codes) =>
		`Files cannot be compared, so these columns were left out; send them with the operation "Update": ${codes}`,
};

/** One usable row. */
export interface WantedRow {
	/** Of its item. */
	index: number;
	/** By what the person is found, as it is compared; `shown` as it was written. */
	key: string;
	shown: string;
	/** Undefined where people are matched by another field and the row has no address. */
	address?: string;
	wanted: Wanted;
	/** Codes of fields that the row empties because its cell is empty, not because "Clear Fields" names them. */
	emptied: readonly string[];
	/**
	 * What an invitation of the person would send.
	 *
	 * @throws {InputError} when it needs more than the row says
	 */
	invitation(): Params;
}

/**
 * Reads one item.
 *
 * @param message text of invitations
 * @throws {InputError} naming the parameter or field that cannot be used
 */
export async function readRow(item: Item, by: MatchField, message: unknown): Promise<WantedRow> {
	const isByEmail = by.code === 'EMAIL';
	const shown = isByEmail ? readEmail(item) : readMatchValue(item, by);
	const address = isByEmail
		? shown
		: isEmpty(item.param('email', ''))
			? undefined
			: readEmail(item);
	const mapped = await readFields(item, 'invite');
	for (const { field } of mapped.files) item.hint(FILES_LEFT, field.code);
	const departments = await readDepartments(
		item,
		chosenDepartments(item, item.param('departments', [])),
	);
	const params: Params = {
		...mapped.params,
		...(departments.length > 0 && { UF_DEPARTMENT: departments }),
	};
	const moved: Params = !isByEmail && address !== undefined ? { EMAIL: address } : {};
	// Whoever is invited can be found by the same value the next time; whoever is found has it.
	const named: Params = isByEmail ? params : { [by.code]: shown, ...params };
	const { clearFields } = readFieldOptions(item);
	return {
		index: item.index,
		key: keyOf(shown),
		shown,
		address,
		wanted: await wantedOf(item, { ...mapped, files: [] }, { ...params, ...moved }),
		emptied: mapped.cleared.filter((code) => !clearFields.includes(code)),
		invitation() {
			const place = { userType: 'employee', departments, workgroups: [] } as const;
			const email = address ?? readEmail(item);
			return invitationParams(item, email, { ...place, workgroups: [] }, named, message);
		},
	};
}
