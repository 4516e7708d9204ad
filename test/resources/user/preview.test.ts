/** Previews: every operation that changes people says beforehand what its run then does, and changes nothing. */
import type { IDataObject } from 'n8n-workflow';

import { type Portal, startPortal } from '../../portal';
import { changesOf, columns, runOn, stored, userBy } from '../../support/portal';
import { FORM, listOf } from './sync/support';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

const id = userBy('id', '={{ $json.id }}');
const position = { fields: columns({ WORK_POSITION: '={{ $json.position }}' }) };
const invitation = { email: '={{ $json.email }}', departments: [1], ...position };

interface Subject {
	operation: string;
	parameters: IDataObject;
	items: (portal: Portal) => IDataObject[];
	/** How a preview is asked for. */
	asked?: IDataObject;
	name?: string;
}

const SUBJECTS: Subject[] = [
	{
		operation: 'invite',
		parameters: { ...invitation, options: { returnUser: false } },
		items: () => [{ email: 'new@example.com', position: 'New' }],
	},
	{
		operation: 'update',
		parameters: { user: id, ...position },
		items: () => [{ id: 3, position: 'Lead' }, { id: 2 }, { id: 5, position: 'Clerk' }],
	},
	{
		operation: 'update',
		name: 'update, only changes',
		parameters: { user: id, ...position, options: { onlyChanges: true } },
		items: () => [
			{ id: 3, position: 'Lead' },
			{ id: 17, position: 'Please select from the list' },
		],
	},
	{
		operation: 'upsert',
		parameters: invitation,
		items: () => [
			{ email: 'new@example.com', position: 'New' },
			{ email: 'John.Smith@example.com', position: 'Lead' },
			{ email: 'paula.select@example.com', position: 'Please select from the list' },
			{ email: 'NEW@example.com', position: 'Newer' },
		],
	},
	{ operation: 'dismiss', parameters: { user: id }, items: () => [{ id: 3 }, { id: 5 }] },
	{ operation: 'reinstate', parameters: { user: id }, items: () => [{ id: 7 }] },
	{
		operation: 'sync',
		parameters: { ...FORM, onMissing: 'dismiss', onDismissed: 'reinstate' },
		asked: { preview: true },
		items: (own) => [
			...listOf(own).slice(2),
			{ email: 'new@example.com', position: 'New', departments: [1] },
			{ email: 'peter.gone@example.com', position: 'Back', departments: [1] },
		],
	},
];

/** What the portal says of an invitation; `invite` puts out the ID alone. */
function comparable({ operation }: Subject, { json }: { json: IDataObject }, isPreview: boolean) {
	const { preview, ...rest } = json;
	expect(preview).toBe(isPreview ? true : undefined);
	const isNew = rest.action === 'invited' || operation === 'invite';
	return {
		...rest,
		...(operation === 'invite' && { EMAIL: undefined }),
		...(isNew && { ID: null }),
	};
}

it.each(SUBJECTS.map((subject) => ({ ...subject, name: subject.name ?? subject.operation })))(
	'$name: the preview changes nothing and puts out what the run at once after it does',
	async (subject) => {
		const { operation, parameters, items, asked } = subject;
		const own = items(portal);
		const form = { ...parameters, operation } as { operation: string };
		const options = { ...(parameters.options as IDataObject), preview: true };
		const before = structuredClone([...portal.people.values()]);
		const foreseen = await runOn(portal, { ...form, ...(asked ?? { options }) }, { items: own });
		expect(foreseen.error).toBeUndefined();
		expect(changesOf(portal)).toEqual([]);
		expect([...portal.people.values()]).toEqual(before);

		const run = await runOn(portal, form, { items: own });
		expect(run.error).toBeUndefined();
		expect(changesOf(portal).length).toBeGreaterThan(0);
		const told = run.items.map((item) => comparable(subject, item, false));
		const isNew = run.items.map(({ json }) => json.action === 'invited');
		const news = new Set(run.items.filter((_, at) => isNew[at]).map(({ json }) => json.ID));
		// Whoever the run invites has no ID before it, also in the items behind.
		const expected = told.map((json) => (news.has(json.ID ?? '') ? { ...json, ID: null } : json));
		expect(foreseen.items.map((item) => comparable(subject, item, true))).toEqual(expected);
	},
);

it.each(['maybe', '={{ "perhaps" }}'])(
	'a preview of %p is refused, never taken for no',
	async (preview) => {
		const run = await runOn(portal, {
			operation: 'dismiss',
			user: userBy('id', 3),
			options: { preview },
		});
		expect(run.error?.message).toContain('Parameter "Preview"');
		expect(stored(portal, 3).ACTIVE).toBe(true);
	},
);
