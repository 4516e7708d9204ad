/** Filters of the small lists (workgroups, field definitions): operators on rows as they are shown. */
import type { Answer } from '../protocol/json';
import type { Params } from '../protocol/php';
import { toList, toText } from '../protocol/php';
import { fold } from '../protocol/values';

const PREFIX = /^(!=|!%|!@|>=|<=|=|!|>|<|%|@)?(.*)$/;

/** Text that looks like a number is compared as one. */
function compare(left: string, right: string): number {
	const numeric = left !== '' && right !== '' && !isNaN(Number(left)) && !isNaN(Number(right));
	if (numeric) return Number(left) - Number(right);
	return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether a row matches; fields the row does not have are ignored. */
export function simpleFilter(
	row: { [field: string]: Answer | undefined },
	filter: Params,
): boolean {
	return Object.entries(filter).every(([key, value]) => {
		const [, prefix = '', field] = PREFIX.exec(key) ?? ['', '', key];
		const stored = row[field];
		if (typeof stored !== 'string' && typeof stored !== 'number') return true;
		const here = fold(String(stored));
		const wanted = toList(value).map((item) => fold(toText(item)));
		const some = (test: (order: number, item: string) => boolean) =>
			wanted.some((item) => test(compare(here, item), item));
		switch (prefix) {
			case '>':
				return some((order) => order > 0);
			case '>=':
				return some((order) => order >= 0);
			case '<':
				return some((order) => order < 0);
			case '<=':
				return some((order) => order <= 0);
			case '%':
				return some((_, item) => here.includes(item));
			case '!%':
				return !some((_, item) => here.includes(item));
			case '!':
			case '!=':
			case '!@':
				return !some((order) => order === 0);
			default:
				return some((order) => order === 0);
		}
	});
}
