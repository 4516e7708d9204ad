/** What is told of people beside their fields: for all people of a run together. */
import type { Addition } from '../../../plan/types';
import type { Include } from '../form/include';
import { departmentsOfPeople } from './departments';
import { manager } from './manager';
import { profileUrl } from './profileUrl';
import { status } from './status';

/** One column of our own; undefined for a row that has none. */
export type Inclusion = Pick<Addition, 'select'> & {
	of(...asked: Parameters<Addition['of']>): Promise<unknown[]>;
};

const INCLUSIONS: Readonly<Record<Include, Inclusion>> = {
	departments: departmentsOfPeople,
	manager,
	profileUrl,
	status,
};

/** @param wanted what to include; nothing is added when it is empty */
export function including(wanted: readonly Include[]): Addition | undefined {
	if (wanted.length === 0) return undefined;
	return {
		key: `include ${wanted.join()}`,
		select: [...new Set(wanted.flatMap((one) => INCLUSIONS[one].select))],
		async of(rows, asker, hint) {
			const columns: Array<[Include, unknown[]]> = [];
			for (const one of wanted) columns.push([one, await INCLUSIONS[one].of(rows, asker, hint)]);
			return rows.map((_, at) =>
				Object.fromEntries(
					columns.flatMap(([one, values]) => (values[at] === undefined ? [] : [[one, values[at]]])),
				),
			);
		},
	};
}
