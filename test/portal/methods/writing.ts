/** user.add and user.update, to the letter of their refusals. (docs: user/user-add.md, user-update.md) */
import type { Context, Method, MethodAnswer, Refusal } from '../server/context';
import { argumentError, coreError, RestError } from '../protocol/errors';
import type { Params, Php } from '../protocol/php';
import { toInt, toList, toText, upperKeys } from '../protocol/php';
import { activate, holdsInviteRight, loseRoles } from '../domain/lifecycle';
import { USER_SCOPES } from '../domain/scopes';
import { person } from '../domain/seed';
import { systemText } from '../protocol/texts';
import type { StoredPerson } from '../types';
import { departmentsOf, encodeFields, refuseLogo } from '../domain/write';

const EMAIL = /^[^\s@<>(),;:"[\]]+@[^\s@.<>(),;:"[\]]+(\.[^\s@.<>(),;:"[\]]+)+$/;

/** Limited scopes are refused inside an HTTP 200. (docs: user/user-scope.md; server behaviour) */
function refusal({ scopes }: Context): Refusal | undefined {
	if (scopes.has('user')) return undefined;
	return {
		error: 'insufficient_scope',
		error_description: 'The request requires higher privileges than provided by the access token',
	};
}

/** PERSONAL_* and WORK_* must be JSON strings; only the photo may be an array. (server behaviour) */
function checkTypes(query: Params): void {
	refuseLogo(query);
	for (const [field, value] of Object.entries(query)) {
		if (!/^(PERSONAL|WORK)_/.test(field) || typeof value === 'string') continue;
		const upload = field === 'PERSONAL_PHOTO' && typeof value === 'object' && value !== null;
		if (!upload) throw argumentError('invalid_type_field', field);
	}
}

/** What an invitation needs; throws the machine words of the documentation. */
function checkInvitation(query: Params, context: Context): { email: string; extranet: boolean } {
	const { state, caller } = context;
	if (!holdsInviteRight(caller, state)) throw coreError('access_denied');
	const email = toText(query.EMAIL).trim();
	if (!EMAIL.test(email)) throw argumentError('wrong_email');
	checkTypes(query);
	const extranet = query.EXTRANET === 'Y';
	if (extranet && toList(query.SONET_GROUP_ID).length === 0) {
		throw argumentError('no_sonet_group_for_extranet');
	}
	if (!extranet && departmentsOf(query.UF_DEPARTMENT).length === 0) {
		throw argumentError('no_extranet_field');
	}
	const long = [query.LOGIN, query.NAME].some((name) => [...toText(name)].length > 25);
	if (long && state.quirks.longNames === 'refusedAbove25') {
		throw coreError(systemText('longLogin', state.language));
	}
	if (state.findByEmail(email)) throw argumentError('A user with this email already exists');
	const { userLimit } = state.options;
	if (userLimit !== undefined && seatsTaken(context) >= userLimit) {
		throw argumentError('user_count_exceeded');
	}
	return { email, extranet };
}

function seatsTaken({ state }: Context): number {
	let taken = 0;
	for (const { ACTIVE, USER_TYPE, EXTERNAL_AUTH_ID } of state.people.values()) {
		if (ACTIVE && USER_TYPE === 'employee' && !EXTERNAL_AUTH_ID) taken += 1;
	}
	return taken;
}

/** Joins the extranet workgroups; comes after the account exists, so an error leaves it behind. */
function joinWorkgroups(invited: StoredPerson, groups: Php | undefined, context: Context): void {
	for (const id of toList(groups).map(toInt)) {
		const group = context.state.workgroups.find(({ ID }) => ID === id);
		if (!group?.ACTIVE || !group.EXTRANET) {
			throw new RestError(400, 'ERROR_NO_GROUP', 'Group is specified incorrectly');
		}
		invited.workgroups.push(id);
	}
}

/** The account of an invitation, as it is stored before anything else is known of the person. */
function account(query: Params, email: string, { state }: Context): StoredPerson {
	const ID = state.people.nextId();
	return {
		...person(state, { ID }),
		EMAIL: email,
		LOGIN: toText(query.LOGIN) || email,
		DATE_REGISTER: state.stamp(),
		TIMESTAMP_X: state.stamp(),
		LAST_LOGIN: null,
		LAST_ACTIVITY_DATE: null,
		confirmCode: `c${ID}`,
	};
}

const add: Method = {
	scopes: USER_SCOPES,
	run(params, context): MethodAnswer | Refusal {
		const refused = refusal(context);
		if (refused) return refused;
		const { state } = context;
		const query = upperKeys(params);
		const { email, extranet } = checkInvitation(query, context);
		const invited = account(query, email, context);
		invited.USER_TYPE = extranet ? 'extranet' : 'employee';
		if (extranet) delete query.UF_DEPARTMENT;
		// What is refused from here on leaves the account behind, unless the switch says otherwise.
		const early = state.quirks.invitesFirst ? {} : encodeFields(query, state);
		state.people.set(invited.ID, invited);
		if (extranet) {
			invited.UF_DEPARTMENT = [];
			joinWorkgroups(invited, query.SONET_GROUP_ID, context);
		}
		const text = state.quirks.messageText ? toText(query.MESSAGE_TEXT) : '';
		invited.invitations.push({ text, at: state.stamp() });
		const changes = state.quirks.invitesFirst ? encodeFields(query, state) : early;
		Object.assign(invited, changes, { EMAIL: email });
		return { result: invited.ID };
	},
};

/** A new e-mail must be one, and nobody else's. */
function checkEmail(email: string, own: number, { state }: Context): void {
	if (!EMAIL.test(email)) throw coreError(systemText('wrongEmail', state.language));
	const owner = state.findByEmail(email);
	if (owner && owner.ID !== own) {
		throw coreError(systemText('emailTaken', state.language, email));
	}
}

const update: Method = {
	scopes: USER_SCOPES,
	run(params, context): MethodAnswer | Refusal {
		const refused = refusal(context);
		if (refused) return refused;
		const { state, caller } = context;
		const query = upperKeys(params);
		const id = toInt(query.ID);
		const mayAll = holdsInviteRight(caller, state);
		if (id <= 0 || (!mayAll && id !== caller.ID)) throw coreError('access_denied');
		const target = state.people.get(id);
		if (!target) throw coreError('');
		refuseLogo(query);
		if ('EMAIL' in query) checkEmail(toText(query.EMAIL), id, context);
		// Dropped without a word, and the answer is still true. (server behaviour)
		if (!mayAll) for (const field of ['ACTIVE', 'UF_DEPARTMENT']) delete query[field];
		const changes = encodeFields(query, state, target);
		Object.assign(target, changes, { TIMESTAMP_X: state.stamp() });
		if ('UF_DEPARTMENT' in query) loseRoles(id, target.UF_DEPARTMENT, state);
		if ('ACTIVE' in query) activate(target, query.ACTIVE, state);
		return { result: true };
	},
};

export const writingMethods: Record<string, Method> = { 'user.add': add, 'user.update': update };
