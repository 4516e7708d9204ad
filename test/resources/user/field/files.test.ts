/** Photos and files: the shapes of expressions, names without an extension, set and cleared for real. */
import type { IBinaryData } from 'n8n-workflow';

import { CAST, startPortal, type Portal } from '../../../portal';
import { changesOf, columns, runOn, stored, userBy } from '../../../support/portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});
afterEach(() => portal.stop());

const BYTES = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]);

const binary = (fileName: string | undefined, more: Partial<IBinaryData> = {}): IBinaryData => ({
	data: BYTES.toString('base64'),
	mimeType: 'image/png',
	...(fileName !== undefined && { fileName }),
	...more,
});

const fileOf = (id: number, code: string) => portal.files.get(Number(stored(portal, id)[code]));

const update = (
	parameters: { fields?: Record<string, unknown>; options?: Record<string, unknown> },
	binaries: Record<string, IBinaryData> = {},
	id: number = CAST.employee,
) =>
	runOn(
		portal,
		{
			operation: 'update',
			user: userBy('id', id),
			fields: columns(parameters.fields ?? {}),
			options: (parameters.options ?? {}) as Record<string, string>,
		},
		{ items: [{ json: {}, binary: binaries }] },
	);

describe('a photo', () => {
	it('named by an expression that gives the whole description of the binary field is taken', async () => {
		const run = await update(
			{ options: { photoBinaryProperty: '={{ $binary.portrait }}' } },
			{ other: binary('other.png', { id: 'filesystem:1' }), portrait: binary('ann.png') },
		);
		expect(run.error).toBeUndefined();
		expect(fileOf(CAST.employee, 'PERSONAL_PHOTO')).toEqual({ name: 'ann.png', bytes: BYTES });
	});

	it.each([
		['300', '300.png'],
		['ann.smith', 'ann.smith.png'],
		['photo.PNG', 'photo.PNG'],
		[undefined, 'data.png'],
	])('with the file name %j is stored as %j', async (fileName, expected) => {
		const options = { photoBinaryProperty: 'data' };
		const run = await update({ options }, { data: binary(fileName) });
		expect(run.error).toBeUndefined();
		expect(fileOf(CAST.employee, 'PERSONAL_PHOTO')?.name).toBe(expected);
	});

	it('that is none is refused before anything is sent', async () => {
		const options = { photoBinaryProperty: 'data' };
		const pdf = binary('cv.pdf', { mimeType: 'application/pdf', fileExtension: 'pdf' });
		const run = await update({ options }, { data: pdf });
		expect(run.error?.message).toContain('"cv.pdf"');
		expect(changesOf(portal)).toEqual([]);
	});

	it('named by an expression for a description the item lacks is refused, never left out', async () => {
		const options = { photoBinaryProperty: '={{ { fileName: "ann.png" } }}' };
		const run = await update({ options, fields: { TITLE: 'Dr.' } }, { data: binary('b.png') });
		expect(run.error?.message).toContain('Photo Input Binary Field');
		expect(changesOf(portal)).toEqual([]);
	});
});

describe('a custom field of type file', () => {
	const code = 'UF_USR_CONTRACT';

	it.each(['data', '={{ $binary.data }}', '={{ "data" }}'])(
		'set by %j is read back',
		async (value) => {
			const run = await update({ fields: { [code]: value } }, { data: binary('cv.png') });
			expect(run.error).toBeUndefined();
			expect(fileOf(CAST.employee, code)).toEqual({ name: 'cv.png', bytes: BYTES });
		},
	);

	it.each([
		['Clear Fields', { options: { clearFields: [code] } }],
		['Empty Values', { fields: { [code]: '' }, options: { emptyValues: 'clear' } }],
	])('cleared by %s is empty afterwards', async (_how, parameters) => {
		const before = Number(stored(portal, CAST.complete)[code]);
		const run = await update(parameters, {}, CAST.complete);
		expect(run.error).toBeUndefined();
		// b24restdocs `api-reference/files/how-to-update-files.md`
		expect(changesOf(portal)[0].params[code]).toEqual({ id: before, remove: 'Y' });
		expect(fileOf(CAST.complete, code)).toBeUndefined();
	});

	it('cleared in Invite or Update is empty afterwards', async () => {
		const run = await runOn(portal, {
			operation: 'upsert',
			email: 'carla.complete@example.com',
			departments: [],
			options: { clearFields: [code] },
		});
		expect(run.error).toBeUndefined();
		expect(fileOf(CAST.complete, code)).toBeUndefined();
	});

	it('left empty with the rest of the row stays', async () => {
		await update({ fields: { [code]: '', TITLE: 'Prof.' } }, {}, CAST.complete);
		expect(fileOf(CAST.complete, code)).toBeDefined();
	});
});
