/** What is typed into departments, workgroups and custom fields: `test/support/badInput/typed.ts`, one list. */
import { customFields } from '../support/badInput/customFields';
import { members, refused, whatDepartment, whichDepartment } from '../support/badInput/departments';
import { expectSeen } from '../support/badInput/row';
import { typed } from '../support/badInput/typed';
import { workgroups } from '../support/badInput/workgroups';

it.each(typed)('$enters', expectSeen);

it('The tables of the three resources have more than 200 rows, each of its own.', () => {
	const departments = [...whichDepartment, ...whatDepartment, ...members, ...refused];
	const titles = [
		...typed.map(({ enters }) => enters),
		...departments.map(({ enters, form }) => `department ${String(form.operation)}: ${enters}`),
		...workgroups.map(({ enters }) => `workgroup ${enters}`),
		...customFields.map(({ enters }) => `customField ${enters}`),
	];
	expect(new Set(titles).size).toBe(titles.length);
	expect(titles.length).toBeGreaterThan(200);
});
