/** The bad input table of departments: what people enter, what they see, and what the portal got. */
import {
	members,
	refused,
	whatDepartment,
	whichDepartment,
} from '../../support/badInput/departments';
import { expectSeen, type BadInput } from '../../support/badInput/row';

describe.each<[part: string, rows: BadInput[]]>([
	['which department', whichDepartment],
	['what it is to be', whatDepartment],
	['who is in it', members],
	['what the portal refuses', refused],
])('bad input: %s', (_part, rows) => {
	it.each(rows)('$enters', expectSeen);
});
