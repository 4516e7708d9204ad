/**
 * The FILTER of user.get, with everything it forgives: unknown names, prefixes it cannot read and
 * empty lists drop a condition without a word. (docs: user/user-get.md; the rest is server behaviour)
 */
import { readDay, readMoment } from './dates';
import type { Params, Php } from './php';
import { toInt, toText, truthy } from './php';
import { startsWithWords } from '../domain/search';
import type { PortalState } from '../domain/state';
import type { StoredPerson } from '../types';
import type { Kind } from './values';
import { comparable, fold, kindOf } from './values';

export type Test = (person: StoredPerson) => boolean;

/** A compiled filter: bounds on the primary key apart, because they decide how people are read. */
export interface Conditions {
	tests: Test[];
	ids?: Set<number>;
	above: number;
	below: number;
	/** The plain key ID was used, which lets administrators see extranet people. */
	plainId: boolean;
}

const OPERATORS = ['!=', '>=', '<=', '!@', '=%', '%=', '!%', '=', '!', '>', '<', '@', '%'] as const;
type Operator = (typeof OPERATORS)[number] | '';

/** The server reads a prefix of at most two characters; `!=%NAME` asks for a field named `%NAME`. */
function splitKey(key: string): { operator: Operator; field: string } {
	const operator = OPERATORS.find((prefix) => key.startsWith(prefix)) ?? '';
	return { operator, field: key.slice(operator.length) };
}

const NEGATED: Partial<Record<Operator, Operator>> = { '!': '', '!=': '=', '!@': '@', '!%': '%' };

/** A pattern of SQL's LIKE. */
function like(pattern: string): RegExp {
	const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return new RegExp(`^${escaped.replace(/%/g, '.*').replace(/_/g, '.')}$`, 'su');
}

/** A value of the request as the column compares it; undefined when it cannot match anything. */
function wanted(value: Php, kind: Kind, state: PortalState): string | number | undefined {
	if (kind === 'number') return Number.parseFloat(toText(value)) || toInt(value);
	if (kind === 'flag') return value === true || toText(value) === 'Y' ? 'y' : 'n';
	if (kind === 'day') return readDay(value, state.calendar);
	if (kind === 'moment') {
		const moment = readMoment(value, state.calendar);
		return moment === undefined ? undefined : Math.floor(moment / 1000);
	}
	return fold(toText(value));
}

const HOUR = 3600;

/** Seconds, or the beginning of their day in the portal's zone where filters see days only. */
function coarse(value: string | number, { quirks, calendar }: PortalState): string | number {
	if (quirks.timestampFilter === 'moments' || typeof value !== 'number') return value;
	const zone = calendar.zone * 60;
	return Math.floor((value + zone) / (24 * HOUR)) * 24 * HOUR - zone;
}

/** What the server makes of a moment it is asked for. */
function askedFor<T extends string | number | undefined>(
	field: string,
	target: T,
	state: PortalState,
) {
	if (field !== 'TIMESTAMP_X' || typeof target !== 'number') return target;
	return coarse(target + state.quirks.timestampHoursOff * HOUR, state);
}

type Comparison = (stored: string | number) => boolean;

function comparison(operator: Operator, target: string | number, kind: Kind): Comparison {
	switch (operator) {
		case '>':
			return (stored) => stored > target;
		case '>=':
			return (stored) => stored >= target;
		case '<':
			return (stored) => stored < target;
		case '<=':
			return (stored) => stored <= target;
		case '%':
			return (stored) => String(stored).includes(String(target));
		case '=%':
		case '%=': {
			const pattern = like(String(target));
			return (stored) => pattern.test(String(stored));
		}
		case '': {
			// Without a prefix the server compares text with LIKE: `_` and `%` are wildcards.
			const wild = kind === 'text' && /[%_]/.test(String(target));
			const pattern = wild ? like(String(target)) : undefined;
			return (stored) => (pattern ? pattern.test(String(stored)) : stored === target);
		}
		default:
			return (stored) => stored === target;
	}
}

const isEmpty = (values: Array<string | number>): boolean =>
	values.length === 0 || values.every((value) => value === '');

/** One condition on one column. */
function column(field: string, operator: Operator, value: Php, state: PortalState): Test {
	const kind = kindOf(field, state);
	const positive = NEGATED[operator];
	const read = (person: StoredPerson) => comparable(person[field], kind);
	const asksEmpty =
		value === null || (value === false && kind !== 'flag') || (value === '' && operator === '');
	if (asksEmpty) {
		return positive === undefined
			? (person) => isEmpty(read(person))
			: (person) => !isEmpty(read(person));
	}
	const values = typeof value === 'object' ? Object.values(value) : [value];
	const targets = values.map((item) => askedFor(field, wanted(item, kind, state), state));
	const known = targets.filter((target) => target !== undefined);
	// An unreadable date matches nothing, negated or not. (docs: user/user-get.md)
	if (known.length === 0) return () => false;
	const comparisons = known.map((target) => comparison(positive ?? operator, target, kind));
	const matches: Test = (person) =>
		read(person).some((stored) => {
			const here = field === 'TIMESTAMP_X' ? coarse(stored, state) : stored;
			return comparisons.some((compare) => compare(here));
		});
	return positive === undefined ? matches : (person) => !matches(person);
}

/** Somebody whose departments are all unknown is in none. (server behaviour) */
function isInStructure({ departments }: PortalState): Test {
	const known = new Set(departments.map(({ ID }) => ID));
	return ({ UF_DEPARTMENT }) => UF_DEPARTMENT.some((id) => known.has(id));
}

function special(field: string, value: Php, state: PortalState): Test | undefined {
	switch (field) {
		case 'NAME_SEARCH':
			return startsWithWords(
				toText(value),
				['NAME', 'LAST_NAME', 'SECOND_NAME', 'EMAIL', 'LOGIN'],
				state.quirks,
			);
		case 'HAS_DEPARTAMENT':
			return value === 'Y' ? isInStructure(state) : undefined;
		case 'ACTIVE': {
			// Any truthy value but "N" means active, the text "false" included. (server behaviour)
			const active = truthy(value) && value !== 'N';
			return (person) => person.ACTIVE === active;
		}
		default:
			return undefined;
	}
}

const SPECIAL = new Set(['NAME_SEARCH', 'HAS_DEPARTAMENT', 'ACTIVE']);

const intersect = (known: Set<number> | undefined, ids: number[]): Set<number> =>
	new Set(known ? ids.filter((id) => known.has(id)) : ids);

/** Conditions on ID narrow what is read at all; returns false for those that stay an ordinary test. */
function narrow(conditions: Conditions, operator: Operator, value: Php): boolean {
	const ids = (typeof value === 'object' && value !== null ? Object.values(value) : [value]).map(
		toInt,
	);
	const [id] = ids;
	switch (operator) {
		case '':
		case '=':
		case '@':
			conditions.ids = intersect(conditions.ids, ids);
			conditions.plainId ||= operator === '';
			return true;
		case '>':
		case '>=':
			conditions.above = Math.max(conditions.above, operator === '>' ? id : id - 1);
			return true;
		case '<':
		case '<=':
			conditions.below = Math.min(conditions.below, operator === '<' ? id : id + 1);
			return true;
		default:
			return false;
	}
}

/** Compiles a filter whose keys are upper-case already; `fields` are the names this scope may use. */
export function compile(
	filter: Params,
	fields: ReadonlySet<string>,
	state: PortalState,
): Conditions {
	const conditions: Conditions = { tests: [], above: -Infinity, below: Infinity, plainId: false };
	for (const [key, value] of Object.entries(filter)) {
		const { operator, field } = splitKey(key);
		const emptyList = typeof value === 'object' && value !== null && !truthy(value);
		if (emptyList) continue;
		if (operator === '' && SPECIAL.has(field)) {
			const test = special(field, value, state);
			if (test) conditions.tests.push(test);
			continue;
		}
		if (!fields.has(field)) continue;
		if (field === 'ID' && narrow(conditions, operator, value)) continue;
		conditions.tests.push(column(field, operator, value, state));
	}
	return conditions;
}
