/**
 * The one-time key behind the button of the page that asks. It carries what was proved when the page was opened, signed by
 * us, so that no token stands in the page, and any n8n process can tell it: nothing is kept until it is used.
 */
import { randomBytes } from 'node:crypto';

import { isRecord } from '../../transport/types';
import { isSameSecret, signatureOf } from '../handlers/secret';

/** Who pressed the button, and for whom. */
export interface Pressed {
	/** ID of the person it is about. */
	userId: string;
	/** Their name, for the page. */
	name: string;
	openedBy: { ID: string; NAME: string; LAST_NAME: string; admin: boolean };
}

/** Milliseconds a page may stand open. */
const LIFETIME = 15 * 60_000;

/** Characters of a key; names of any length fit in. */
const MAX_LENGTH = 50_000;

/** What a key is signed with and for: one of another button is worth nothing here. */
export interface Seal {
	secret: string;
	/** Path of the button's own webhook. */
	path: string;
}

/** Makes a key that is good once. */
export function issue(pressed: Pressed, seal: Seal, now: number): string {
	const nonce = randomBytes(12).toString('base64url');
	const text = JSON.stringify({ ...pressed, nonce, until: now + LIFETIME });
	const payload = Buffer.from(text, 'utf8').toString('base64url');
	return `${payload}.${signed(payload, seal)}`;
}

/** What a key stands for; undefined when it is not ours or too old. */
export function redeem(
	ticket: string,
	seal: Seal,
	now: number,
): { pressed: Pressed; nonce: string } | undefined {
	const [payload, signature = ''] = ticket.slice(0, MAX_LENGTH).split('.');
	if (!isSameSecret(signature, signed(payload, seal))) return undefined;
	const read: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
	if (!isRecord(read) || !isRecord(read.openedBy) || Number(read.until) < now) return undefined;
	const { ID, NAME, LAST_NAME, admin } = read.openedBy;
	const openedBy = {
		ID: String(ID),
		NAME: String(NAME),
		LAST_NAME: String(LAST_NAME),
		admin: admin === true,
	};
	const pressed = { userId: String(read.userId), name: String(read.name), openedBy };
	return { pressed, nonce: String(read.nonce) };
}

function signed(payload: string, { secret, path }: Seal): string {
	return signatureOf(`ticket ${path} ${payload}`, secret);
}
