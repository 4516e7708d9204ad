/** user.add and user.update, to the letter of their refusals. (docs: user/user-add.md, user-update.md) */
import type { Context, Method, MethodAnswer, Refusal } from '../server/context';
import { argumentError, coreError, RestError } from '../protocol/errors';
import type { Params, Php } from '../protocol/php';
import { toInt, toList, toText, truthy, upperKeys } from '../protocol/php';
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
	if (!caller.isAdmin && caller.mayInvite !== true) throw coreError('access_denied');
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
	if ([query.LOGIN, query.NAME].some((name) => [...toText(name)].length > 25)) {
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

const add: Method = {
	scopes: USER_SCOPES,
	run(params, context): MethodAnswer | Refusal {
		const refused = refusal(context);
		if (refused) return refused;
		const { state } = context;
		const query = upperKeys(params);
		const { email, extranet } = checkInvitation(query, context);
		const changes = encodeFields(query, state);
		const ID = state.people.nextId();
		const invited: StoredPerson = {
			...person(state, { ID }),
			...changes,
			EMAIL: email,
			LOGIN: toText(query.LOGIN) || email,
			USER_TYPE: extranet ? 'extranet' : 'employee',
			UF_DEPARTMENT: extranet ? [] : departmentsOf(query.UF_DEPARTMENT),
			DATE_REGISTER: state.stamp(),
			TIMESTAMP_X: state.stamp(),
			LAST_LOGIN: null,
			LAST_ACTIVITY_DATE: null,
		};
		state.people.set(ID, invited);
		if (extranet) joinWorkgroups(invited, query.SONET_GROUP_ID, context);
		invited.invitations.push({ text: toText(query.MESSAGE_TEXT), at: state.stamp() });
		return { result: ID };
	},
};

/** `$active == 'N' ? 'N' : …`: the loose comparison finds JSON `true` equal to "N". (server behaviour) */
function activeFlag(value: Php): boolean {
	return truthy(value) && value !== true && value !== 'N';
}

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
		if (id <= 0 || (!caller.isAdmin && id !== caller.ID)) throw coreError('access_denied');
		const target = state.people.get(id);
		if (!target) throw coreError('');
		refuseLogo(query);
		if ('EMAIL' in query) checkEmail(toText(query.EMAIL), id, context);
		const changes = encodeFields(query, state);
		if (caller.isAdmin) {
			if ('ACTIVE' in query) changes.ACTIVE = activeFlag(query.ACTIVE);
		} else {
			// Dropped without a word, and the answer is still true. (server behaviour)
			delete changes.UF_DEPARTMENT;
		}
		Object.assign(target, changes, { TIMESTAMP_X: state.stamp() });
		return { result: true };
	},
};

export const writingMethods: Record<string, Method> = { 'user.add': add, 'user.update': update };
