/** Changes in batches, faithful and in order, as if the items had run one by one. */
import { callsOf, columns, pluck, requestsOf, runOn, stored } from '../support/portal';
import type { Portal } from '../portal';
import {
	changesOf,
	closePortals,
	commandsOf,
	guests,
	invitationsOf,
	INVITE,
	notesOf,
	open,
	range,
	UPDATE,
} from './support';

let portal: Portal;

beforeEach(async () => {
	portal = await open({ people: 260 });
});
afterEach(closePortals);

const changed = () => callsOf(portal, 'user.update').map(({ params }) => Number(params.ID));

describe('what travels together, and what alone', () => {
	it('120 updates are batches of 50, in order and paired', async () => {
		const items = changesOf(portal, 120);
		const run = await runOn(portal, UPDATE, { items });
		expect(requestsOf(portal)).toEqual([
			'batch(50 user.update)',
			'batch(50 user.update)',
			'batch(20 user.update)',
		]);
		expect(pluck(run.items, 'ID')).toEqual(items.map(({ id }) => String(id)));
		expect(pluck(run.next, 'row')).toEqual(range(120));
		expect(notesOf(portal, items)).toEqual(items.map(({ text }) => text));
	});

	it('text that must travel alone among 120 updates arrives unaltered, the order kept', async () => {
		const alone: Record<number, string> = {
			0: '$result[c1][0]',
			37: 'Please select from the list',
			38: '<script src=//x>',
			90: 'bell \u0007 and $time[c0]',
			119: '../../etc',
		};
		const items = changesOf(portal, 120).map((item) => ({
			...item,
			text: alone[item.row] ?? item.text,
		}));
		const run = await runOn(portal, UPDATE, { items });
		expect(run.error).toBeUndefined();
		expect(notesOf(portal, items)).toEqual(items.map(({ text }) => text));
		expect(changed()).toEqual(items.map(({ id }) => id));
		expect(commandsOf(portal)).toEqual([1, 36, 1, 1, 50, 1, 1, 28, 1]);
		expect(pluck(run.next, 'row')).toEqual(range(120));
	});

	it('photos travel alone, what is between them together', async () => {
		const data = Buffer.from('photo').toString('base64');
		const items = changesOf(portal, 12).map((json) => ({
			json,
			...(json.row % 5 === 2 && {
				binary: { data: { data, mimeType: 'image/png', fileName: 'a.png' } },
			}),
		}));
		const options = { photoBinaryProperty: '={{ $json.row % 5 === 2 ? "data" : "" }}' };
		const run = await runOn(portal, { ...UPDATE, options }, { items });
		expect(run.error).toBeUndefined();
		expect(commandsOf(portal)).toEqual([2, 1, 4, 1, 4]);
		expect(changed()).toEqual(items.map(({ json }) => json.id));
		const photo = Number(stored(portal, items[7].json.id).PERSONAL_PHOTO);
		expect(portal.files.get(photo)).toEqual({ name: 'a.png', bytes: Buffer.from('photo') });
	});

	it('an update that clears a list is no command, and clears it', async () => {
		const items = changesOf(portal, 5).map((item) => ({
			...item,
			aliases: item.row === 2 ? '' : 'a, b',
		}));
		const fields = columns({ UF_USR_ALIASES: '={{ $json.aliases }}' });
		const options = { emptyValues: 'clear' };
		const run = await runOn(portal, { ...UPDATE, fields, options }, { items });
		expect(run.error).toBeUndefined();
		const writes = portal.requests.filter(({ calls }) => calls[0].method === 'user.update');
		expect(writes.map(({ calls }) => calls.length)).toEqual([2, 1, 2]);
		expect(stored(portal, items[2].id).UF_USR_ALIASES).toEqual([]);
		expect(stored(portal, items[3].id).UF_USR_ALIASES).toEqual(['a', 'b']);
	});

	it('no batch is over 1 MB, however long the texts, and a longer text goes alone', async () => {
		const lengths = range(60).map((row) => (row === 30 ? 1_500_000 : 45_000 + row));
		const items = changesOf(portal, 60).map((item) => ({
			...item,
			text: (item.row % 2 ? 'x' : 'ё').repeat(lengths[item.row] / (item.row % 2 ? 1 : 6)),
		}));
		const run = await runOn(portal, UPDATE, { items });
		expect(run.error).toBeUndefined();
		expect(notesOf(portal, items)).toEqual(items.map(({ text }) => text));
		const batches = portal.requests.filter(({ method }) => method === 'batch');
		expect(batches.every(({ bytes }) => bytes < 1_050_000)).toBe(true);
		expect(requestsOf(portal).filter((name) => name === 'user.update')).toHaveLength(1);
		expect(batches.length).toBeLessThanOrEqual(5);
	});

	it.each([
		[899, 1],
		[900, 2],
		[1_200, 2],
	])(
		'a value of %i parts beside another item: requests %i, nothing cut off',
		async (count, requests) => {
			const many = range(count).map((at) => `alias${at}`);
			const items = changesOf(portal, 2).map((item) => ({
				...item,
				aliases: item.row ? many : ['one'],
			}));
			const fields = columns({ UF_USR_ALIASES: '={{ $json.aliases }}' });
			await runOn(portal, { ...UPDATE, fields }, { items });
			expect(stored(portal, items[1].id).UF_USR_ALIASES).toEqual(many);
			const writes = portal.requests.filter(({ calls }) => calls[0].method === 'user.update');
			expect(writes).toHaveLength(requests);
		},
	);

	it('invitations are 25 to a batch, each sent once', async () => {
		const run = await runOn(portal, INVITE, { items: guests(60) });
		const departments = requestsOf(portal).filter((name) => name === 'department.get');
		expect(requestsOf(portal).slice(departments.length)).toEqual([
			'batch(2 user.get)',
			'batch(25 user.add)',
			'batch(25 user.add)',
			'batch(10 user.add)',
		]);
		expect(pluck(run.next, 'row')).toEqual(range(60));
		expect(invitationsOf(portal)).toEqual(range(60).map(() => 1));
	});
});

describe('stopping', () => {
	it('the 20th of 120 refused: 20 commands run, none after it, told by its number', async () => {
		const items = changesOf(portal, 120).map((item) => ({
			...item,
			id: item.row === 19 ? 999_999 : item.id,
		}));
		const run = await runOn(portal, UPDATE, { items });
		expect(commandsOf(portal)).toEqual([20]);
		expect(changed()).toEqual(items.slice(0, 20).map(({ id }) => id));
		expect(run.error?.context.itemIndex).toBe(19);
		expect(run.error?.description).toContain('Done before it: 19. Nothing after it was sent.');
		expect(notesOf(portal, items.slice(20, 60))).toEqual(range(40).map(() => undefined));
	});

	it('with Continue On Fail every other item succeeds, in the same requests', async () => {
		const bad = [0, 19, 49, 50, 119];
		const items = changesOf(portal, 120).map((item) => ({
			...item,
			id: bad.includes(item.row) ? 999_999 : item.id,
		}));
		const run = await runOn(portal, UPDATE, { items, continueOnFail: 'continueErrorOutput' });
		expect(commandsOf(portal)).toEqual([50, 50, 20]);
		expect(pluck(run.nextOnError, 'row')).toEqual(bad);
		expect(pluck(run.next, 'row')).toEqual(range(120).filter((row) => !bad.includes(row)));
	});
});
