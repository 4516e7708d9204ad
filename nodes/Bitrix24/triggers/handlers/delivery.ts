/** One event as the portal posts it. Source: b24restdocs `api-reference/common/events/on-user-add.md`. */
import type { IDataObject } from 'n8n-workflow';

import type { Cell } from '../../transport/types';
import { type Branch, nest, textAt, textsOf, type Nested } from './nest';

/** A delivery, read but not proved. */
export interface Delivery {
	/** `ONUSERADD` */
	event: string;
	userId: string;
	/** What the event tells of the person, typed as user.get types it and free of secrets. */
	user: IDataObject;
	/** Host of the portal, with its port where it has one. */
	domain: string;
	/** Identifies the portal, whatever its address. */
	memberId: string;
	applicationToken: string;
	/** Absent in deliveries to outgoing webhooks, and when the portal cannot tell on whose behalf to issue one. */
	accessToken?: string;
}

const TOKEN = /^[\w.-]{1,512}$/;
const MEMBER_ID = /^\w{1,64}$/;
const HOST = /^[a-z0-9.-]{1,253}(?::\d{1,5})?$/i;
const ID = /^[1-9]\d{0,14}$/;
const FIELD = /^[A-Z][A-Z0-9_]{0,99}$/;

/** Never a part of an event; left out should a portal ever send one. */
const SECRET_FIELD = /PASSWORD|CHECKWORD|TOKEN|SECRET|CONFIRM_CODE/;

/** Reads a body; undefined when it is not an event about a person. */
export function readDelivery(body: unknown): Delivery | undefined {
	const tree = nest(body);
	const event = textAt(tree, 'event')?.toUpperCase() ?? '';
	const userId = textAt(tree, 'data', 'ID') ?? '';
	const domain = textAt(tree, 'auth', 'domain') ?? '';
	const memberId = textAt(tree, 'auth', 'member_id') ?? '';
	const applicationToken = textAt(tree, 'auth', 'application_token') ?? '';
	const accessToken = textAt(tree, 'auth', 'access_token');
	const data = tree?.data;
	const isWhole =
		typeof data === 'object' &&
		FIELD.test(event) &&
		ID.test(userId) &&
		HOST.test(domain) &&
		MEMBER_ID.test(memberId) &&
		TOKEN.test(applicationToken) &&
		(accessToken === undefined || TOKEN.test(accessToken));
	if (!isWhole) return undefined;
	const secrets = [applicationToken, accessToken, textAt(tree, 'auth', 'refresh_token')];
	const user = readUser(
		data,
		secrets.filter((secret) => secret !== undefined),
	);
	return { event, userId, user, domain, memberId, applicationToken, accessToken };
}

/** Fields that user.get does not answer as text. */
const typed: Readonly<Record<string, (value: Nested) => Cell>> = {
	ACTIVE: (value) => value === 'Y' || value === '1',
	UF_DEPARTMENT: (value) => textsOf(value).map(Number).filter(Number.isSafeInteger),
};

function readUser(data: Branch, secrets: string[]): IDataObject {
	const user: IDataObject = { ID: textAt(data, 'ID') };
	for (const [code, value] of Object.entries(data)) {
		if (code === 'ID' || !FIELD.test(code) || SECRET_FIELD.test(code)) continue;
		const read = Object.hasOwn(typed, code) ? typed[code] : (tree: Nested) => plain(tree, secrets);
		user[code] = read(value);
	}
	return user;
}

/** Maps whose keys are 0, 1, 2… are lists in PHP. */
function plain(tree: Nested, secrets: string[]): Cell {
	if (typeof tree === 'string') return without(tree, secrets);
	const entries = Object.entries(tree).map(([key, value]) => [key, plain(value, secrets)]);
	return entries.every(([key], index) => key === String(index))
		? entries.map(([, value]) => value)
		: Object.fromEntries(entries);
}

/** Only exact secrets: a text of the person may look like anything. */
function without(text: string, secrets: string[]): string {
	return secrets.reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}
