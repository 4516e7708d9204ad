/**
 * Previews: every operation that has one says beforehand what its run then does, and changes nothing. Which operations
 * those are is read from the form; a new one is held to it by its subject of the contract.
 */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { type Portal, startPortal } from '../portal';
import { operationsWith } from '../support/operations';
import { changesOf, columns, runOn, stored, userBy } from '../support/portal';
import { stateOf } from '../support/state';
import { subjects, type Subject } from '../support/subjects';
import { FORM, listOf } from './user/sync/support';

interface Scene extends Pick<Subject, 'portal' | 'before' | 'preview'> {
	/** The operation, and what is special. */
	name: string;
	form: INodeParameters;
	items: (portal: Portal) => IDataObject[];
	changes: NonNullable<Subject['changes']>;
}

const id = userBy('id', '={{ $json.id }}');
const position = { fields: columns({ WORK_POSITION: '={{ $json.position }}' }) };

/** More than the subjects of the contract say: people who stay as they are, and several items for one person. */
const MORE: Array<Omit<Scene, 'changes'>> = [
	{
		name: 'user.update: somebody of whom nothing is said',
		form: { operation: 'update', user: id, ...position },
		items: () => [{ id: 3, position: 'Lead' }, { id: 2 }, { id: 5, position: 'Clerk' }],
	},
	{
		name: 'user.update: only changes',
		form: { operation: 'update', user: id, ...position, options: { onlyChanges: true } },
		items: () => [
			{ id: 3, position: 'Lead' },
			{ id: 17, position: 'Please select from the list' },
		],
	},
	{
		name: 'user.upsert: somebody new twice, and somebody of whom nothing differs',
		form: { operation: 'upsert', email: '={{ $json.email }}', departments: [1], ...position },
		items: () => [
			{ email: 'new@example.com', position: 'New' },
			{ email: 'John.Smith@example.com', position: 'Lead' },
			{ email: 'paula.select@example.com', position: 'Please select from the list' },
			{ email: 'NEW@example.com', position: 'Newer' },
		],
	},
	{
		name: 'user.sync: everything at once',
		form: { ...FORM, onMissing: 'dismiss', onDismissed: 'reinstate' },
		preview: { asked: { preview: true } },
		items: (portal) => [
			...listOf(portal).slice(2),
			{ email: 'new@example.com', position: 'New', departments: [1] },
			{ email: 'peter.gone@example.com', position: 'Back', departments: [1] },
		],
	},
];

const SCENES: Scene[] = [
	...subjects.flatMap(({ changes, items, ...subject }): Scene[] =>
		changes ? [{ ...subject, changes, items: () => items.map(([json]) => json) }] : [],
	),
	...MORE.map((one) => ({ ...one, changes: changesOf })),
];

it('every operation whose form has a preview is held to it here', async () => {
	const names = (await operationsWith('preview')).map(({ name }) => name);
	expect(names).toContain('user.sync');
	expect(names.length).toBeGreaterThan(15);
	const held = new Set(SCENES.map(({ name }) => name));
	expect(names.filter((name) => !held.has(name))).toEqual([]);
});

/**
 * What has no ID before it is created is told with null, and somebody then by the address where the run tells the ID alone;
 * whatever else a preview says, the run says as well.
 */
function expectForeseen(foreseen: IDataObject, done: IDataObject): void {
	const { preview, ...told } = foreseen;
	expect(preview).toBe(true);
	expect(done).not.toHaveProperty('preview');
	const isNew = (key: string) => /^id$/iu.test(key) && told[key] === null;
	const isInstead = (key: string) => key === 'EMAIL' && told.ID === null && !(key in done);
	const keys = [...new Set([...Object.keys(told), ...Object.keys(done)])];
	const same = keys.filter((key) => !isNew(key) && !isInstead(key));
	for (const key of same) expect([key, told[key]]).toEqual([key, done[key]]);
}

describe.each(SCENES)('$name', (scene) => {
	const open = async () => {
		const portal = await startPortal({ people: 0, ...scene.portal });
		scene.before?.(portal);
		return portal;
	};

	it('the preview changes nothing and puts out what the run then does', async () => {
		const [shown, changed] = [await open(), await open()];
		try {
			const items = scene.items(shown);
			const options = typeof scene.form.options === 'object' ? scene.form.options : {};
			const asked = scene.preview?.asked ?? { options: { ...options, preview: true } };
			const before = stateOf(shown);
			const preview = await runOn(shown, { ...scene.form, ...asked }, { items });
			expect(preview.error).toBeUndefined();
			expect(scene.changes(shown)).toEqual([]);
			expect(stateOf(shown)).toEqual(before);

			const run = await runOn(changed, scene.form, { items });
			expect(run.error).toBeUndefined();
			expect(scene.changes(changed)).not.toEqual([]);
			expect(preview.items).toHaveLength(run.items.length);
			run.items.forEach(({ json }, at) => expectForeseen(preview.items[at].json, json));
		} finally {
			await Promise.all([shown.stop(), changed.stop()]);
		}
	});
});

it.each(['maybe', '={{ "perhaps" }}'])(
	'a preview of %p is refused, never taken for no',
	async (preview) => {
		const portal = await startPortal({ people: 0 });
		try {
			const form = { operation: 'dismiss', user: userBy('id', 3), options: { preview } };
			const run = await runOn(portal, form);
			expect(run.error?.message).toContain('Parameter "Preview"');
			expect(stored(portal, 3).ACTIVE).toBe(true);
		} finally {
			await portal.stop();
		}
	},
);
