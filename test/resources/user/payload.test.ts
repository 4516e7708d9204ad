/** Texts, photos and files arrive as they were given, and what a batch would alter travels alone. */
import type { IBinaryData } from 'n8n-workflow';

import {
	AUTOMATIC,
	callsOf,
	columns,
	pluck,
	requestsOf,
	runOn,
	stored,
	userBy,
} from '../../support/portal';
import { CAST, startPortal, type Portal } from '../../portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

const ID = CAST.employee;

describe('text arrives unaltered', () => {
	const texts = [
		'$result[0]',
		'Pay $next[0] and $total[x] of $error[y] in $time[z]',
		'Please select from the list',
		'select what you like, then walk away from here',
		'union of people who select',
		'insert coins into the machine',
		'from dawn, where the sun is',
		'<script>alert(1)</script>',
		'javascript: yes; onclick=no',
		'Head of ../ & 100% + #1',
		'Zoë 🦄 👩‍🚀',
		'Руководитель отдела «Ёлка»',
		'O\'Brien "the" `tick` \\ slash',
		'a=b&c[d]=e;f%20g+h',
		'Line one\nLine two\tend',
		'x'.repeat(10_000),
	];

	const update = {
		operation: 'update',
		user: userBy('id', '={{ $json.id }}'),
		fields: columns({ PERSONAL_NOTES: '={{ $json.text }}' }),
	};

	it.each(texts.map((text) => [text.length > 60 ? 'a note of 10,000 characters' : text, text]))(
		'alone: %j',
		async (_name, text) => {
			const run = await runOn(portal, update, { items: [{ id: ID, text }] });
			expect(run.error).toBeUndefined();
			expect(stored(portal, ID).PERSONAL_NOTES).toBe(text);
		},
	);

	it('among 60 items, in order, harmless ones still together', async () => {
		await portal.stop();
		portal = await startPortal({ people: 60 });
		const ids = [...portal.people.keys()].slice(-60);
		const items = ids.map((id, index) => ({
			id,
			row: index,
			text: index % 4 === 3 ? texts[(index >> 2) % texts.length] : `Note ${index}`,
		}));
		const run = await runOn(portal, update, { items });
		expect(pluck(run.next, 'row')).toEqual(items.map(({ row }) => row));
		expect(ids.map((id) => stored(portal, id).PERSONAL_NOTES)).toEqual(
			items.map(({ text }) => text),
		);
		expect(requestsOf(portal).length).toBeLessThan(60);
	});

	it('text that travels alone stops the run like any other: nothing after it is sent', async () => {
		const items = [
			{ id: 2, text: 'first' },
			{ id: 999_999, text: '$result[0]' },
			{ id: 4, text: 'last' },
		];
		const run = await runOn(portal, update, { items });
		expect(run.error?.context.itemIndex).toBe(1);
		expect(run.error?.description).toContain('Done before it: 1. Nothing after it was sent.');
		expect(stored(portal, 2).PERSONAL_NOTES).toBe('first');
		expect(callsOf(portal, 'user.update')).toHaveLength(2);
	});

	it('in an invitation, name and message', async () => {
		const run = await runOn(portal, {
			operation: 'invite',
			email: "o'neil+$result@example.com",
			departments: [1],
			fields: columns({ NAME: '$result[0] 🦄', LAST_NAME: "Д'Арк <b>" }),
			options: { message: 'Please select from the list:\n$result[0]' },
		});
		expect(stored(portal, String(run.items[0]?.json.ID))).toMatchObject({
			EMAIL: "o'neil+$result@example.com",
			NAME: '$result[0] 🦄',
			LAST_NAME: "Д'Арк <b>",
			invitations: [{ text: 'Please select from the list:\n$result[0]' }],
		});
	});
});

/** Bytes that are no text, so that a wrong encoding shows. */
const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 255, 254, 128]);

const binary = (fileName: string | undefined, bytes = PICTURE): IBinaryData => ({
	data: bytes.toString('base64'),
	mimeType: 'image/png',
	fileExtension: 'png',
	...(fileName !== undefined && { fileName }),
});

const fileOf = (id: number, field: string) => portal.files.get(Number(stored(portal, id)[field]));

describe('photos: options.photoBinaryProperty and options.removePhoto', () => {
	const withPhoto = {
		operation: 'update',
		user: userBy('id', '={{ $json.id }}'),
		options: { photoBinaryProperty: '={{ $json.property ?? "data" }}' },
	};

	it('sets the photo from binary data, nothing else mapped', async () => {
		const run = await runOn(portal, withPhoto, {
			items: [{ id: ID }],
			binary: { data: binary('портрет 1.png') },
		});
		expect(run.items.map(({ json }) => json)).toEqual([{ ID: String(ID), updated: true }]);
		expect(fileOf(ID, 'PERSONAL_PHOTO')).toEqual({ name: 'портрет 1.png', bytes: PICTURE });
	});

	it('many items: everybody gets their own, each photo in a request of its own', async () => {
		const items = [2, 3, 4].map((id) => ({
			json: { id, row: id, property: `photo${id}` },
			binary: { [`photo${id}`]: binary(`${id}.png`, Buffer.from(`picture ${id}`)) },
		}));
		const run = await runOn(portal, withPhoto, { items });
		expect(pluck(run.next, 'row')).toEqual([2, 3, 4]);
		for (const id of [2, 3, 4]) {
			expect(fileOf(id, 'PERSONAL_PHOTO')).toEqual({
				name: `${id}.png`,
				bytes: Buffer.from(`picture ${id}`),
			});
		}
		expect(requestsOf(portal)).toEqual(['user.update', 'user.update', 'user.update']);
	});

	it('a picture without a file name gets one with its extension', async () => {
		await runOn(portal, withPhoto, { items: [{ id: ID }], binary: { data: binary(undefined) } });
		expect(fileOf(ID, 'PERSONAL_PHOTO')).toEqual({ name: 'data.png', bytes: PICTURE });
	});

	it('a picture of 3 MB arrives whole', async () => {
		const bytes = Buffer.alloc(3_000_000, 'px');
		const data = binary('big.png', bytes);
		const run = await runOn(portal, withPhoto, { items: [{ id: ID }], binary: { data } });
		expect(run.error).toBeUndefined();
		expect(fileOf(ID, 'PERSONAL_PHOTO')?.bytes.equals(bytes)).toBe(true);
	});

	it('an item without the binary field is that item’s failure alone', async () => {
		const run = await runOn(portal, withPhoto, {
			items: [
				{ json: { id: 2, row: 1 } },
				{ json: { id: 3, row: 2 }, binary: { data: binary('a.png') } },
			],
			continueOnFail: 'continueErrorOutput',
		});
		expect(pluck(run.next, 'row')).toEqual([2]);
		expect(pluck(run.nextOnError, 'row')).toEqual([1]);
		expect(pluck(run.errorItems, 'error')).toEqual([
			'Parameter "Photo Input Binary Field": The input item has no binary field "data"',
		]);
	});

	it('removePhoto deletes it', async () => {
		expect(fileOf(CAST.complete, 'PERSONAL_PHOTO')).toBeDefined();
		const user = userBy('id', CAST.complete);
		const run = await runOn(portal, { operation: 'update', user, options: { removePhoto: true } });
		expect(run.error).toBeUndefined();
		expect(stored(portal, CAST.complete).PERSONAL_PHOTO).toBeNull();
	});

	it('removePhoto false leaves it alone', async () => {
		const user = userBy('id', CAST.complete);
		const fields = columns({ TITLE: 'Prof.' });
		await runOn(portal, { operation: 'update', user, fields, options: { removePhoto: false } });
		expect(stored(portal, CAST.complete)).toMatchObject({ TITLE: 'Prof.', PERSONAL_PHOTO: 1001 });
	});

	it('setting and removing at once is refused before sending', async () => {
		const options = { photoBinaryProperty: 'data', removePhoto: true };
		const run = await runOn(
			portal,
			{ operation: 'update', user: userBy('id', ID), options },
			{ binary: { data: binary('a.png') } },
		);
		expect(run.error?.message).toContain('set and remove the photo at the same time');
		expect(portal.requests).toEqual([]);
	});

	it('a photo column copied from the output of Get is left out, with a hint', async () => {
		const run = await runOn(
			portal,
			{ operation: 'update', user: userBy('id', ID), fields: AUTOMATIC },
			{ items: [{ PERSONAL_PHOTO: 'https://portal.example/a.png', TITLE: 'Dr.' }] },
		);
		expect(run.error).toBeUndefined();
		expect(stored(portal, ID).TITLE).toBe('Dr.');
		expect(run.hints[0].message).toContain('PERSONAL_PHOTO');
	});
});

describe('custom fields of type file: the name of a binary field', () => {
	beforeEach(() => {
		portal.customFields.push({
			ID: 900,
			FIELD_NAME: 'UF_USR_PAPERS',
			USER_TYPE_ID: 'file',
			MULTIPLE: true,
			MANDATORY: false,
			LABEL: 'Papers',
		});
	});

	const attach = (fields: Record<string, unknown>) =>
		runOn(
			portal,
			{ operation: 'update', user: userBy('id', ID), fields: columns(fields) },
			{ binary: { one: binary('one.pdf'), two: binary('two.pdf', Buffer.from('two')) } },
		);

	it('one file', async () => {
		const run = await attach({ UF_USR_CONTRACT: 'one' });
		expect(run.error).toBeUndefined();
		expect(fileOf(ID, 'UF_USR_CONTRACT')).toEqual({ name: 'one.pdf', bytes: PICTURE });
	});

	it.each([
		['with commas', 'one, two', ['one.pdf', 'two.pdf']],
		['as an array', '={{ ["two", "one"] }}', ['two.pdf', 'one.pdf']],
		['a single one', 'two', ['two.pdf']],
	])('several, %s', async (_shape, value, names) => {
		const run = await attach({ UF_USR_PAPERS: value });
		expect(run.error).toBeUndefined();
		const ids = stored(portal, ID).UF_USR_PAPERS as number[];
		expect(ids.map((id) => portal.files.get(id)?.name)).toEqual(names);
	});

	it('a binary field that does not exist is named before anything is sent', async () => {
		const run = await attach({ UF_USR_CONTRACT: 'three' });
		expect(run.error?.message).toBe(
			'"Contract" (UF_USR_CONTRACT): The input item has no binary field "three"',
		);
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});

	it('something else than a name is refused, naming the field', async () => {
		const run = await attach({ UF_USR_CONTRACT: '={{ 12 }}' });
		expect(run.error?.message).toContain(
			'(UF_USR_CONTRACT): "12" is not the name of a binary field of this item',
		);
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});
});
