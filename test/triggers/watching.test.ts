/** Bitrix24 User Changes Trigger: movers, first sign-ins, watched fields, and portals and credentials that change what is seen. */
import { CAST, startPortal, type Portal } from '../portal';
import type { Quirks } from '../portal/quirks';
import { complaint } from '../support/handlers';
import { addPerson, Watcher } from '../support/polling';
import { BOTH_CREDENTIALS, requestsOf, stored, webhookCredential } from '../support/portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 20 });
});
afterEach(() => portal.stop());

const ALL = ['added', 'dismissed', 'firstSignIn', 'moved', 'reinstated', 'updated'];
const HOUR = 3_600_000;

describe.each(BOTH_CREDENTIALS)('with $name', (access) => {
	it('all six kinds are handed on, each once, in one request while nothing happens', async () => {
		const watcher = await new Watcher(portal, { changes: ALL }, access).begin();
		portal.edit(CAST.employee, { NAME: 'Jon' });
		portal.edit(CAST.apostrophe, { ACTIVE: false });
		portal.edit(CAST.dismissed, { ACTIVE: true });
		portal.edit(CAST.cyrillic, { UF_DEPARTMENT: [1, 20] });
		await portal.signIn(CAST.invited);
		const added = await addPerson(portal);
		expect(await watcher.changes()).toEqual([
			'moved 2',
			'updated 3',
			'dismissed 4',
			'reinstated 7',
			'firstSignIn 23',
			`added ${added}`,
		]);
		portal.passTime(HOUR / 2);
		portal.forget();
		expect(await watcher.changes()).toEqual([]);
		expect(requestsOf(portal)).toEqual([expect.stringMatching(/^batch\(\d user\.get\)$/)]);
	});
});

describe('moved', () => {
	it('tells the departments before and after, whatever their order', async () => {
		stored(portal, CAST.employee).UF_DEPARTMENT = [20, 1];
		const watcher = await new Watcher(portal, { changes: ['moved'] }).begin();
		portal.edit(CAST.employee, { UF_DEPARTMENT: [1, 20] });
		expect(await watcher.poll()).toEqual([]);
		portal.edit(CAST.employee, { UF_DEPARTMENT: [3] });
		expect(await watcher.poll()).toEqual([
			expect.objectContaining({ change: 'moved', ID: '3', from: [1, 20], to: [3] }),
		]);
	});

	it('is told beside another change of the same person, and not taken for an update', async () => {
		const watcher = await new Watcher(portal, { changes: ALL }).begin();
		portal.edit(CAST.employee, { UF_DEPARTMENT: [3], ACTIVE: false });
		portal.edit(CAST.cyrillic, { UF_DEPARTMENT: [3] });
		expect(await watcher.changes()).toEqual(['moved 2', 'dismissed 3', 'moved 3']);
	});

	it('chosen later begins with the departments of that moment', async () => {
		const watcher = await new Watcher(portal, { changes: ['dismissed'] }).begin();
		portal.edit(CAST.employee, { UF_DEPARTMENT: [3] });
		watcher.parameters = { changes: ['moved'] };
		expect(await watcher.changes()).toEqual([]);
		portal.edit(CAST.employee, { UF_DEPARTMENT: [20] });
		expect(await watcher.poll()).toMatchObject([{ from: [3], to: [20] }]);
	});
});

describe('firstSignIn', () => {
	it('is told of people invited before and after the first poll, once, and not of later sign-ins', async () => {
		const watcher = await new Watcher(portal, { changes: ['firstSignIn'] }).begin();
		const added = await addPerson(portal);
		expect(await watcher.changes()).toEqual([]);
		await portal.signIn(CAST.invited);
		await portal.signIn(CAST.employee);
		await portal.signIn(added);
		expect(await watcher.changes()).toEqual(['firstSignIn 23', `firstSignIn ${added}`]);
		await portal.signIn(CAST.invited);
		expect(await watcher.changes()).toEqual([]);
	});

	it('is told of somebody who was invited and signed in between two polls', async () => {
		const watcher = await new Watcher(portal, { changes: ['added', 'firstSignIn'] }).begin();
		const added = await addPerson(portal);
		await portal.signIn(added);
		expect(await watcher.changes()).toEqual([`added ${added}`, `firstSignIn ${added}`]);
		expect(await watcher.changes()).toEqual([]);
	});

	it('with a scope that hides sign-ins is refused, rather than never coming', async () => {
		const watcher = new Watcher(portal, { changes: ['firstSignIn'] }, undefined, {
			scopes: ['user_brief'],
		});
		expect(await complaint(watcher.poll())).toMatch(
			/^The credential cannot see the field LAST_LOGIN/,
		);
	});
});

describe('watched fields', () => {
	const form = { changes: ['updated'], watchFields: ['WORK_POSITION', 'UF_USR_BADGE'] };

	it('make an update of nothing else, and the output tells which of them changed', async () => {
		const watcher = await new Watcher(portal, { ...form, output: 'raw' }).begin();
		portal.edit(CAST.employee, { NAME: 'Jon', WORK_PHONE: '1' });
		expect(await watcher.poll()).toEqual([]);
		portal.edit(CAST.employee, { WORK_POSITION: 'Lead', NAME: 'John' });
		portal.edit(CAST.complete, { WORK_POSITION: 'Lead', UF_USR_BADGE: '43' });
		expect(await watcher.poll()).toMatchObject([
			{ change: 'updated', ID: '3', changedFields: ['WORK_POSITION'] },
			{ change: 'updated', ID: '22', changedFields: ['WORK_POSITION', 'UF_USR_BADGE'] },
		]);
	});

	it('break the loop of a workflow that writes others', async () => {
		const watcher = await new Watcher(portal, { ...form }).begin();
		portal.edit(CAST.employee, { WORK_POSITION: 'Lead' });
		expect(await watcher.changes()).toEqual(['updated 3']);
		portal.edit(CAST.employee, { PERSONAL_NOTES: 'Badge ordered' });
		expect(await watcher.changes()).toEqual([]);
	});

	it('take nothing for another nothing: emptied, never set, left out', async () => {
		const watcher = await new Watcher(portal, { ...form }).begin();
		stored(portal, CAST.employee).UF_USR_BADGE = null;
		portal.edit(CAST.employee, { UF_USR_BADGE: null });
		const first = await watcher.changes();
		portal.edit(CAST.employee, { UF_USR_BADGE: '' });
		expect([first.length <= 1, await watcher.changes()]).toEqual([true, []]);
	});

	it('of a name the portal does not have are refused', async () => {
		const watcher = new Watcher(portal, { watchFields: ['NAME', 'UF_USR_NONE'] });
		expect(await complaint(watcher.poll())).toMatch(
			/^The credential cannot see the field UF_USR_NONE, or the portal has none/,
		);
	});
});

describe('what was passed over', () => {
	it('does not come up after a restart when the choice is widened at the same time', async () => {
		const watcher = await new Watcher(portal, { changes: ['added'] }).begin();
		const saved = structuredClone(watcher.memory);
		portal.edit(CAST.employee, { NAME: 'Jon' });
		portal.edit(CAST.apostrophe, { ACTIVE: false });
		expect(await watcher.changes()).toEqual([]);
		// n8n saved nothing since: no poll handed anything on.
		Object.assign(watcher.memory, saved);
		watcher.parameters = { changes: ALL };
		expect(await watcher.changes()).toEqual([]);
		expect(await watcher.changes()).toEqual([]);
		portal.edit(CAST.apostrophe, { ACTIVE: true });
		expect(await watcher.changes()).toEqual(['reinstated 4']);
	});

	it('by a filter does not come up after a restart when the filter is taken away', async () => {
		const form = { changes: ALL, filters: { departments: [20] } };
		const watcher = await new Watcher(portal, form).begin();
		const saved = structuredClone(watcher.memory);
		portal.edit(CAST.employee, { NAME: 'Jon' });
		portal.edit(CAST.cyrillic, { NAME: 'Jana' });
		Object.assign(watcher.memory, saved);
		watcher.parameters = { changes: ALL };
		expect(await watcher.changes()).toEqual(['updated 2']);
		expect(await watcher.changes()).toEqual([]);
	});

	it('while n8n was stopped is handed on with an unchanged choice', async () => {
		const watcher = await new Watcher(portal, { changes: ALL }).begin();
		const saved = structuredClone(watcher.memory);
		await watcher.poll();
		portal.passTime(24 * HOUR);
		portal.edit(CAST.apostrophe, { ACTIVE: false });
		await portal.signIn(CAST.invited);
		Object.assign(watcher.memory, saved);
		expect(await watcher.changes()).toEqual(['dismissed 4', 'firstSignIn 23']);
		expect(await watcher.changes()).toEqual([]);
	});

	it('is not handed on after an update from the first version of this node, nor are changes lost', async () => {
		const watcher = await new Watcher(portal).begin();
		const kept = ['portal', 'since', 'settledId', 'arrivedIds', 'next', 'dismissed', 'seen'];
		for (const key of Object.keys(watcher.memory)) {
			if (!kept.includes(key)) delete watcher.memory[key];
		}
		watcher.memory.version = 1;
		portal.edit(CAST.employee, { ACTIVE: false });
		expect(await watcher.changes()).toEqual(['dismissed 3']);
		expect(await watcher.changes()).toEqual([]);
	});
});

describe.each<[string, Partial<Quirks>]>([
	['three hours later', { timestampHoursOff: 3 }],
	['twelve hours later', { timestampHoursOff: 12 }],
	['five hours earlier', { timestampHoursOff: -5 }],
	['its day', { timestampFilter: 'days' }],
	['the day in twelve hours', { timestampFilter: 'days', timestampHoursOff: 12 }],
])('in a portal that takes the moment of a filter for %s', (_, quirk) => {
	it.each(['iso', 'mixed'] as const)(
		'each change is handed on once, dates in answers: %s',
		async (timestamps) => {
			const odd = await startPortal({ people: 20, quirks: { ...quirk, timestamps } });
			// Changed before the first poll: nobody's change to tell.
			odd.edit(CAST.complete, { NAME: 'Carl' });
			odd.passTime(2 * HOUR);
			const watcher = await new Watcher(odd).begin();
			expect(await watcher.changes()).toEqual([]);
			odd.passTime(300_000);
			odd.edit(CAST.employee, { NAME: 'Jon' });
			odd.edit(CAST.apostrophe, { ACTIVE: false });
			expect(await watcher.changes()).toEqual(['updated 3', 'dismissed 4']);
			for (let poll = 0; poll < 3; poll++) {
				odd.passTime(300_000);
				expect(await watcher.changes()).toEqual([]);
			}
			odd.edit(CAST.apostrophe, { ACTIVE: true });
			odd.passTime(300_000);
			odd.edit(CAST.cyrillic, { NAME: 'Jana' });
			expect(await watcher.changes()).toEqual(['updated 2', 'reinstated 4']);
			odd.forget();
			expect(await watcher.changes()).toEqual([]);
			expect(odd.requests).toHaveLength(1);
			await odd.stop();
		},
	);
});

describe('a credential that sees more than before', () => {
	/** Guests are hidden from people who are no administrators. */
	const asEmployee = (userId: number) => new Watcher(portal, {}, undefined, { userId });

	it('exchanged for an administrator’s: an edit of a guest dismissed long ago is an update', async () => {
		const watcher = await asEmployee(CAST.employee).begin();
		const changed = new Watcher(portal);
		Object.assign(changed.memory, watcher.memory);
		expect(await changed.changes()).toEqual([]);
		portal.edit(CAST.extranetDismissed, { NAME: 'Gus' });
		expect(await changed.changes()).toEqual([`updated ${CAST.extranetDismissed}`]);
		portal.edit(CAST.extranetAlone, { ACTIVE: false });
		expect(await changed.changes()).toEqual([`dismissed ${CAST.extranetAlone}`]);
	});

	it('exchanged and edited between the same two polls: still an update', async () => {
		const watcher = await asEmployee(CAST.employee).begin();
		const changed = new Watcher(portal);
		Object.assign(changed.memory, watcher.memory);
		portal.edit(CAST.extranetDismissed, { NAME: 'Gus' });
		portal.edit(CAST.apostrophe, { ACTIVE: false });
		expect(await changed.changes()).toEqual(['dismissed 4', `updated ${CAST.extranetDismissed}`]);
	});

	it('of a person who became an administrator meanwhile: the same', async () => {
		const watcher = await asEmployee(CAST.employee).begin();
		stored(portal, CAST.employee).isAdmin = true;
		expect(await watcher.changes()).toEqual([]);
		portal.edit(CAST.extranetDismissed, { NAME: 'Gus' });
		expect(await watcher.changes()).toEqual([`updated ${CAST.extranetDismissed}`]);
	});

	it('exchanged for one of the same rights loses no dismissal', async () => {
		const watcher = await new Watcher(portal).begin();
		portal.edit(CAST.extranetAlone, { ACTIVE: false });
		const changed = new Watcher(portal, {}, undefined, { userId: CAST.secondAdministrator });
		Object.assign(changed.memory, watcher.memory);
		expect(await changed.changes()).toEqual([`dismissed ${CAST.extranetAlone}`]);
	});
});

it('the same person by another webhook goes on where the first one was', async () => {
	const watcher = await new Watcher(portal, { changes: ALL }).begin();
	const other = new Watcher(portal, { changes: ALL });
	Object.assign(other.credentials, webhookCredential(portal));
	Object.assign(other.memory, watcher.memory);
	portal.edit(CAST.employee, { UF_DEPARTMENT: [3] });
	expect(await other.changes()).toEqual(['moved 3']);
});
