/** "Conditions": any field of the portal, compared with a value. */
import type { INodeProperties } from 'n8n-workflow';

import { readDepartments } from '../../../form/departments';
import { choice } from '../../../values/choice';
import { encodeValue } from '../../../values/encode';
import { InputError, naming, quoted } from '../../../values/errors';
import { valuesOf } from '../../../values/lists';
import { isOption } from '../../../values/options';
import { isEmpty, text } from '../../../values/text';
import type { UserField } from '../../../values/types';
import { collectionOf } from '../../../form/options';
import type { Item } from '../../../plan/types';
import { userFields } from '../fields/question';
import { isRecord, type Params, type ParamValue } from '../../../transport/types';

/** How an operator reads and what it becomes. */
interface Operator {
	name: string;
	/** Prefix of the filter key; two characters at most, the server drops longer ones silently. */
	prefix: string;
	/** Around the value where the server expects the wildcards in it. */
	wrap?: (text: string) => string;
	takes: 'one' | 'many' | 'nothing';
}

/**
 * Source: b24restdocs `api-reference/user/user-get.md`, and the server: `false` means empty, `!=%` is not understood.
 */
const operators: Readonly<Record<string, Operator>> = {
	contains: { name: 'Contains', prefix: '%', takes: 'one' },
	endsWith: { name: 'Ends With', prefix: '=%', wrap: (text) => `%${text}`, takes: 'one' },
	eq: { name: 'Equals', prefix: '=', takes: 'one' },
	gt: { name: 'Is Greater Than', prefix: '>', takes: 'one' },
	gte: { name: 'Is Greater Than or Equal', prefix: '>=', takes: 'one' },
	in: { name: 'Is One Of', prefix: '@', takes: 'many' },
	isEmpty: { name: 'Is Empty', prefix: '', takes: 'nothing' },
	isNotEmpty: { name: 'Is Not Empty', prefix: '!', takes: 'nothing' },
	lt: { name: 'Is Less Than', prefix: '<', takes: 'one' },
	lte: { name: 'Is Less Than or Equal', prefix: '<=', takes: 'one' },
	neq: { name: 'Is Not Equal', prefix: '!=', takes: 'one' },
	notContains: { name: 'Does Not Contain', prefix: '!%', takes: 'one' },
	notIn: { name: 'Is Not One Of', prefix: '!@', takes: 'many' },
	startsWith: { name: 'Starts With', prefix: '=%', wrap: (text) => `${text}%`, takes: 'one' },
};

const WITHOUT_VALUE = Object.keys(operators).filter((key) => operators[key].takes === 'nothing');

export const conditions: INodeProperties = {
	displayName: 'Conditions',
	name: 'conditions',
	type: 'fixedCollection',
	placeholder: 'Add Condition',
	default: {},
	typeOptions: { multipleValues: true },
	description: 'Only people who meet all of these are returned',
	options: [
		{
			displayName: 'Condition',
			name: 'condition',
			values: [
				{
					displayName: 'Field Name or ID',
					name: 'field',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getUserFields' },
					allowArbitraryValues: true,
					default: '',
					description:
						'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				{
					displayName: 'Operator',
					name: 'operator',
					type: 'options',
					noDataExpression: true,
					default: 'eq',
					options: Object.entries(operators)
						.map(([value, { name }]) => ({ name, value }))
						.sort((a, b) => a.name.localeCompare(b.name)),
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. Berlin',
					displayOptions: { hide: { operator: WITHOUT_VALUE } },
					description:
						'What to compare with. Several values for Is One Of are separated by commas; dates are written as 2026-03-31.',
				},
			],
		},
	],
};

/**
 * Reads the parameter into a filter.
 *
 * @throws {InputError} for a field the portal does not have: the server would ignore the condition and return everybody
 */
export async function readConditions(item: Item): Promise<Params> {
	const rows = rowsOf(item);
	const filter: Params = {};
	if (rows.length === 0) return filter;
	const fields = new Map((await item.ask(userFields)).fields.map((field) => [field.code, field]));
	for (const row of rows) {
		const code = isEmpty(row.field) ? '' : text(row.field).trim();
		const field = fields.get(code);
		if (!field) throw unknownField(code);
		const key = isEmpty(row.operator)
			? 'eq'
			: naming(`Operator of the condition on "${field.label}"`, () =>
					choice(row.operator, Object.keys(operators)),
				);
		const operator = operators[key];
		const said = await comparedWith(item, field, operator, row.value);
		const [filterKey, value] = PLAIN_KEYS.has(code)
			? plainCondition(field, key, operator, said, item.timezone)
			: [filterKeyOf(field, operator), filterValue(field, operator, said, item.timezone)];
		if (Object.hasOwn(filter, filterKey)) throw repeated(field, operator);
		filter[filterKey] = value;
	}
	return filter;
}

/** The rows of the form. */
function rowsOf(item: Item): Array<Record<string, unknown>> {
	const { condition = [] } = collectionOf(item, 'conditions', 'Conditions');
	const rows = Array.isArray(condition) ? condition : [condition];
	return rows.map((row) => {
		if (isRecord(row)) return row;
		throw new InputError(
			`${quoted(row)} is no condition`,
			'Enter field, operator and value of each condition.',
		);
	});
}

/** Keys the server reads without a prefix only: one with a prefix is another condition, or none at all. */
const PLAIN_KEYS = new Set(['ACTIVE', 'IS_ONLINE', 'USER_TYPE']);

/** A condition on one of them, turned into "is" or "is one of". */
function plainCondition(
	field: UserField,
	key: string,
	operator: Operator,
	raw: unknown,
	timezone: string,
): [key: string, value: ParamValue] {
	const isNegative = key === 'neq' || key === 'notIn';
	if (field.type === 'boolean' && (key === 'eq' || key === 'neq')) {
		const wanted = filterValue(field, operator, raw, timezone) === 'Y';
		return [field.code, wanted === isNegative ? 'N' : 'Y'];
	}
	if (field.type === 'list' && (isNegative || key === 'eq' || key === 'in')) {
		const said = filterValue(field, operator, raw, timezone);
		const types = Array.isArray(said) ? said : [said];
		const others = (field.options ?? [])
			.map(({ value }) => value)
			.filter((type) => !types.includes(type));
		if (!isNegative) return [field.code, types];
		if (others.length > 0) return [field.code, others];
		throw new InputError(
			`The condition on "${field.label}" leaves nobody`,
			'The portal would leave it out and send everybody. Take a value out of it.',
		);
	}
	throw new InputError(
		`"${field.label}" cannot be compared with ${operator.name}`,
		field.type === 'boolean' ? 'Use Equals with true or false.' : 'Use Equals or Is One Of.',
	);
}

/** Extranet people come to an administrator only by the plain key `ID` (b24restdocs `api-reference/user/user-get.md`). */
function filterKeyOf({ code }: UserField, { prefix }: Operator): string {
	return code === 'ID' && (prefix === '=' || prefix === '@') ? code : prefix + code;
}

function filterValue(
	field: UserField,
	operator: Operator,
	raw: unknown,
	timezone: string,
): ParamValue {
	if (operator.takes === 'nothing') return false;
	if (operator.takes === 'many') {
		const isOne = (whole: string) => field.type === 'list' && isOption(field, whole);
		const values = valuesOf(raw, isOne);
		if (values.length === 0) throw emptyValue(field, operator);
		return values.map((value) => compared(field, operator, value, timezone));
	}
	if (isEmpty(raw)) throw emptyValue(field, operator);
	return compared(field, operator, raw, timezone);
}

/** Departments are compared by ID, whatever they were called. */
async function comparedWith(
	item: Item,
	field: UserField,
	operator: Operator,
	raw: unknown,
): Promise<unknown> {
	if (field.type !== 'departments' || operator.takes === 'nothing') return raw;
	const ids = await readDepartments(item, raw, `Condition on "${field.label}"`);
	return operator.takes === 'many' || ids.length > 1 ? ids : ids[0];
}

/** One value in the form the server compares with. Parts of a text are taken as they are. */
function compared(
	field: UserField,
	operator: Operator,
	raw: unknown,
	timezone: string,
): ParamValue {
	if (operator.prefix.includes('%')) {
		const part = naming(`Condition on "${field.label}"`, () => text(raw));
		if (operator.wrap && /[%_]/u.test(part)) throw wildcard(field, operator);
		return operator.wrap ? operator.wrap(part) : part;
	}
	if (field.type === 'unknown' && !/^\d{1,15}$/u.test(String(raw).slice(0, 20))) {
		throw untyped(field, raw);
	}
	const comparable: UserField = { ...field, multiple: false };
	// An address is compared as it is typed: a condition need not be a valid one.
	if (field.type === 'email' || field.type === 'file' || field.type === 'photo')
		comparable.type = 'text';
	return naming(
		`Condition on "${field.label}"`,
		() => encodeValue(comparable, raw, timezone) ?? '',
	);
}

function unknownField(code: string): InputError {
	return code === ''
		? new InputError('A condition has no field', 'Choose the field, or remove the condition.')
		: new InputError(
				`The portal has no field ${code}`,
				'Choose the field from the list, or give the credential a scope that shows it. Nothing was asked: the portal would ignore the condition and return everybody.',
			);
}

/** A list would be compared with the number 0, a yes/no with yes: people would come who are not meant. */
function untyped(field: UserField, raw: unknown): InputError {
	return new InputError(
		`The condition on "${field.label}" compares with ${quoted(raw)}, and the type of the field is not known: the credential lacks the scope "user.userfield", or is not an administrator’s`,
		'Add the scope to the webhook or application. Without it compare with whole numbers (the ID of a list value, 1 or 0), or with "Contains".',
	);
}

function repeated(field: UserField, operator: Operator): InputError {
	return new InputError(
		`Two conditions compare "${field.label}" in the same way (${operator.name})`,
		'The portal takes one of each kind. Use "Is One Of" for several values, or a Filter node behind this one.',
	);
}

function wildcard(field: UserField, operator: Operator): InputError {
	return new InputError(
		`The condition on "${field.label}" (${operator.name}) holds % or _`,
		'The portal takes these for wildcards here. Use "Contains", which takes them literally.',
	);
}

function emptyValue(field: UserField, operator: Operator): InputError {
	return new InputError(
		`The condition on "${field.label}" (${operator.name}) has no value`,
		'Enter one, or use "Is Empty" to find people without a value.',
	);
}
