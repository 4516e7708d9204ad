/** What must be true of the portal when the demo's workflow has run: seen in its data, not in what the node says. */
import type { IDataObject } from 'n8n-workflow';

import type { WorkflowRun } from '../harness';
import type { Portal, StoredPerson } from '../portal';

/** What is not as it should be, a sentence each. */
export function shortfalls(portal: Portal, run: WorkflowRun): string[] {
	const people = run.json('New People');
	const missing = run.error ? [`The workflow stopped: ${run.error.message}`] : [];
	if (people.length === 0) missing.push('There was nobody to invite.');
	people.forEach((person) => {
		missing.push(...personShortfalls(person, findByEmail(portal, person.Email)));
	});
	const dismissed = run.json('Dismiss').map(({ ID }) => portal.people.get(Number(ID)));
	if (dismissed.length !== 1 || dismissed[0]?.ACTIVE !== false)
		missing.push('Nobody was dismissed.');
	// When the list was read nobody had been dismissed yet, and everybody the administrator sees plainly was on it.
	const expected = [...portal.people.values()].filter(
		({ ACTIVE, EXTERNAL_AUTH_ID, ID, USER_TYPE }) =>
			(ACTIVE || ID === dismissed[0]?.ID) && USER_TYPE === 'employee' && !EXTERNAL_AUTH_ID,
	);
	const listed = run.json('Get Many').filter(({ USER_TYPE }) => USER_TYPE === 'employee');
	if (new Set(listed.map(({ ID }) => ID)).size !== expected.length) {
		missing.push(`${expected.length} employees were active, ${listed.length} were listed.`);
	}
	if (run.json('Search').length === 0) missing.push('The search found nobody.');
	if (run.json('Get Fields').length === 0) missing.push('No fields were listed.');
	if (run.json('Get Current').length !== 1) missing.push('The credential belongs to nobody.');
	return missing;
}

function personShortfalls(wanted: IDataObject, stored: StoredPerson | undefined): string[] {
	const email = String(wanted.Email);
	if (!stored) return [`${email} is not in the portal.`];
	const values: Array<[string, unknown, unknown]> = [
		['first name', stored.NAME, wanted['First name']],
		['last name', stored.LAST_NAME, wanted['Last name']],
		['position', stored.WORK_POSITION, wanted.Position],
		['mobile', stored.PERSONAL_MOBILE, String(wanted.Mobile)],
		['status', stored.ACTIVE, true],
		['number of invitations', stored.invitations.length, 1],
	];
	return values
		.filter(([, is, shouldBe]) => is !== shouldBe)
		.map(([what, is, shouldBe]) => `The ${what} of ${email} is ${is}, not ${shouldBe}.`);
}

function findByEmail(portal: Portal, email: unknown): StoredPerson | undefined {
	return [...portal.people.values()].find((person) => person.EMAIL === email);
}
