/** What the browser posts when the button is pressed. Source: b24restdocs `api-reference/widgets/`. */
import { isRecord } from '../../transport/types';

/** An opening, read but not proved. */
export interface Opening {
	/** A live token of the person who pressed; never handed on. */
	token: string;
	applicationToken: string;
	memberId: string;
	/** The portal's name of the place. */
	place: string;
	/** Whose card it was. */
	userId: string;
}

const TOKEN = /^[\w.-]{1,512}$/;
const MEMBER_ID = /^\w{1,64}$/;
const ID = /^[1-9]\d{0,14}$/;

/** Reads a body; undefined when it is not an opening about a person. */
export function readOpening(body: unknown): Opening | undefined {
	if (!isRecord(body)) return undefined;
	const text = (name: string) => {
		const value = Object.hasOwn(body, name) ? body[name] : undefined;
		return typeof value === 'string' ? value : '';
	};
	const opening = {
		token: text('AUTH_ID'),
		applicationToken: text('APPLICATION_TOKEN'),
		memberId: text('member_id'),
		place: text('PLACEMENT').toUpperCase(),
		userId: userIn(text('PLACEMENT_OPTIONS')),
	};
	const isWhole =
		TOKEN.test(opening.token) &&
		TOKEN.test(opening.applicationToken) &&
		MEMBER_ID.test(opening.memberId) &&
		ID.test(opening.userId);
	return isWhole ? opening : undefined;
}

/** The ID in `{"USER_ID":"1401","URI":"/company/personal/user/1401/"}`. */
function userIn(options: string): string {
	if (options.length > 10_000) return '';
	try {
		const parsed: unknown = JSON.parse(options);
		const id = isRecord(parsed) ? parsed.USER_ID : undefined;
		return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
	} catch {
		return '';
	}
}
