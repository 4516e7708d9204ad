/** Addresses of e-mail. */
import { refused } from './errors';
import { text, visible } from './text';

/** RFC 5321, section 4.5.3.1. */
const MAX_ADDRESS = 254;
const MAX_LOCAL = 64;
const MAX_LABEL = 63;

/** RFC 5322 atoms, and letters of any alphabet (RFC 6531). */
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;
const TOP = /^(?!\d+$).{2,}$/u;

/** Why a text is no address; undefined when it is one. */
function faultOf(address: string): string | undefined {
	if (address.length > MAX_ADDRESS) return 'is too long for an e-mail address';
	const at = address.lastIndexOf('@');
	if (at < 1 || /[\s<>(),;:"]/u.test(address)) return 'is not an e-mail address';
	const local = address.slice(0, at);
	const labels = address.slice(at + 1).split('.');
	// What spreadsheets of Turkey make of "i" in capitals (Unicode, SpecialCasing.txt): another address, and nobody's.
	if (address.includes('İ')) {
		return 'holds the letter İ, which a Turkish spreadsheet makes of i in capitals: no address is written so';
	}
	if (!LOCAL.test(local) || local.length > MAX_LOCAL) return 'is not an e-mail address';
	if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) {
		return 'is not an e-mail address: a dot stands in the wrong place';
	}
	if (address.slice(at).includes('_'))
		return 'is not an e-mail address: no domain has an underscore';
	const isDomain =
		labels.length > 1 &&
		labels.every((label) => label.length <= MAX_LABEL && LABEL.test(label)) &&
		TOP.test(labels[labels.length - 1]);
	return isDomain ? undefined : 'is not an e-mail address: its domain cannot exist';
}

/** An address without the characters that come along when it is copied. */
function cleaned(value: unknown): string {
	return visible(text(value).slice(0, 10 * MAX_ADDRESS));
}

/** Whether a value looks like an address, so that it may be one in the wrong place. */
export function isEmail(value: unknown): boolean {
	return typeof value === 'string' && faultOf(cleaned(value)) === undefined;
}

/**
 * An address, without blanks around it and without the invisible characters that come along when it is copied.
 *
 * @throws {InputError} when no mail server takes it
 */
export function email(value: unknown): string {
	const address = cleaned(value);
	const fault = faultOf(address);
	if (fault === undefined) return address;
	throw refused(value, fault, 'Enter one address, e.g. nathan@example.com.');
}
