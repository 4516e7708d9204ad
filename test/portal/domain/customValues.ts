/** Writing custom fields: every type has its own idea of a value. (server behaviour of the field types) */
import { isoDate, readDay, readMoment } from '../protocol/dates';
import { coreError } from '../protocol/errors';
import type { Php } from '../protocol/php';
import { toInt, toList, toText, truthy } from '../protocol/php';
import type { PortalState } from './state';
import { systemText } from '../protocol/texts';
import type { CustomField } from '../types';
import { changeFiles } from './files';

const isBlank = (value: Php): boolean =>
	value === null ||
	value === '' ||
	value === false ||
	(typeof value === 'object' && !truthy(value));

function one(field: CustomField, value: Php, state: PortalState): string | number | null {
	if (field.USER_TYPE_ID === 'boolean') {
		// PHP's truth: the texts "N" and "false" switch it on.
		return truthy(value) ? 1 : 0;
	}
	if (isBlank(value)) return null;
	const wrong = () => coreError(systemText('wrongValue', state.language, field.FIELD_NAME));
	switch (field.USER_TYPE_ID) {
		case 'integer':
		case 'employee':
			return toInt(value);
		case 'double':
			return Number.parseFloat(toText(value).replace(',', '.')) || 0;
		case 'enumeration':
			if (!field.LIST?.some(({ ID }) => ID === toInt(value))) throw wrong();
			return toInt(value);
		case 'date': {
			const day = readDay(value, state.calendar);
			if (day === undefined) throw wrong();
			return day;
		}
		case 'datetime': {
			const moment = readMoment(value, state.calendar);
			if (moment === undefined) throw wrong();
			return isoDate(moment, state.calendar);
		}
		case 'money':
			if (!/^-?\d+(\.\d+)?\|[A-Z]{3}$/.test(toText(value))) throw wrong();
			return toText(value);
		default:
			return toText(value);
	}
}

/** The stored form of a custom value: an array for fields with many values, NULL when empty. */
export function encodeCustom(
	field: CustomField,
	value: Php,
	state: PortalState,
	current: unknown,
): unknown {
	if (field.MANDATORY && isBlank(value)) {
		throw coreError(systemText('mandatory', state.language, field.LABEL));
	}
	if (field.USER_TYPE_ID === 'file') return changeFiles(field, value, current, state);
	if (!field.MULTIPLE) {
		const isOne = typeof value !== 'object' || value === null;
		return one(field, isOne ? value : (toList(value)[0] ?? ''), state);
	}
	return toList(value)
		.map((item) => one(field, item, state))
		.filter((item) => item !== null);
}
