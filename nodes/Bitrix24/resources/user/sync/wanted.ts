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

type Said = Omit<WantedRow, 'index' | 'invitation'>;

/** A class, since there are as many as people in a company. */
class ReadRow implements WantedRow {
	readonly index: number;

	readonly key: string;

	readonly shown: string;

	readonly address?: string;

	readonly wanted: Wanted;

	readonly emptied: readonly string[];

	constructor(
		{ key, shown, address, wanted, emptied }: Said,
		private readonly item: Item,
		private readonly by: MatchField,
		private readonly departments: number[],
		private readonly message: unknown,
	) {
		this.index = item.index;
		this.key = key;
		this.shown = shown;
		this.address = address;
		this.wanted = wanted;
		this.emptied = emptied;
	}

	invitation(): Params {
		const { item, by, shown, departments } = this;
		// Whoever is invited can be found by the same value the next time; whoever is found has it.
		const named: Params = by.code === 'EMAIL' ? {} : { [by.code]: shown };
		return invitationParams(
			item,
			this.address ?? readEmail(item),
			{ userType: 'employee', departments, workgroups: [] },
			{ ...named, ...this.wanted.params },
			this.message,
		);
	}
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
	const { params } = mapped;
	if (departments.length > 0) params.UF_DEPARTMENT = departments;
	if (!isByEmail && address !== undefined) params.EMAIL = address;
	const { clearFields } = readFieldOptions(item);
	const said = {
		key: keyOf(shown),
		shown,
		address,
		wanted: await wantedOf(item, { ...mapped, files: [] }, params),
		emptied: mapped.cleared.filter((code) => !clearFields.includes(code)),
	};
	return new ReadRow(said, item, by, departments, message);
}
