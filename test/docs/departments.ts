/** How people write departments, as a table. */
import { DEPARTMENT_NAMES, written } from '../support/departmentNames';
import { table } from './markdown';

export const departmentTable = (): string =>
	table(
		['Written', 'Understood as'],
		DEPARTMENT_NAMES.map(([value, understood]) => [
			`\`${written(value)}\``,
			typeof understood === 'string'
				? understood
				: understood.map((path) => `\`${path}\``).join(', '),
		]),
	);
