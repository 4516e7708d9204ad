/** Files of people. (docs: user/user-update.md, user/userfields/user-userfield-file-get.md; the rest is server behaviour) */
import { batch, caller, query } from './server/caller';
import type { Call } from './server/caller';
import { CAST, startPortal } from '.';
import type { Portal, PortalOptions } from './types';

let portal: Portal;
let call: Call;

async function open(quirks: PortalOptions['quirks'] = {}): Promise<void> {
	portal = await startPortal({ people: 0, quirks });
	call = caller(portal.webhook());
	portal.customFields.push({
		ID: 500,
		FIELD_NAME: 'UF_USR_PAPERS',
		USER_TYPE_ID: 'file',
		MULTIPLE: true,
		MANDATORY: false,
		LABEL: 'Papers',
	});
}

afterEach(() => portal.stop());

const base64 = (text: string) => Buffer.from(text).toString('base64');
const file = (name: string) => ({ fileData: [name, base64(name)] });
const valueOf = async (field: string, ID: number) =>
	(await call('user.get', { ID })).rows[0]?.[field];
const names = (ids: unknown) =>
	(Array.isArray(ids) ? ids : [ids]).map((id) => portal.files.get(Number(id))?.name);

it('a file field shows id, showUrl and downloadData', async () => {
	await open();
	// The printed answer of docs `user/userfields/user-userfield-file-get.md`, with our numbers.
	expect(await valueOf('UF_USR_CONTRACT', CAST.complete)).toEqual({
		id: 1002,
		showUrl:
			'/bitrix/services/main/ajax.php?action=rest.file.get&SITE_ID=s1&entity=USER&id=22&field=UF_USR_CONTRACT&value=1002',
		downloadData: { id: 22, field: 'UF_USR_CONTRACT', value: 1002 },
	});
});

it('takes {fileData} and {id, remove: "Y"}', async () => {
	await open();
	await call('user.update', { ID: 3, UF_USR_CONTRACT: file('a.pdf') });
	const id = portal.people.get(3)?.UF_USR_CONTRACT;
	expect(names(id)).toEqual(['a.pdf']);
	await call('user.update', { ID: 3, UF_USR_CONTRACT: { id: 4711, remove: 'Y' } });
	expect(portal.people.get(3)?.UF_USR_CONTRACT).toBe(id);
	await call('user.update', { ID: 3, UF_USR_CONTRACT: { id, remove: 'Y' } });
	expect(await valueOf('UF_USR_CONTRACT', 3)).toBeUndefined();
});

it('takes both inside a batch', async () => {
	await open();
	await batch(call, {
		a: `user.update?${query({ ID: '3', 'UF_USR_CONTRACT[fileData][0]': 'b.pdf', 'UF_USR_CONTRACT[fileData][1]': base64('b') })}`,
	});
	expect(names(portal.people.get(3)?.UF_USR_CONTRACT)).toEqual(['b.pdf']);
});

it.each<[string, unknown]>([
	['a bare pair', ['a.pdf', base64('a')]],
	['an empty text', ''],
	['null', null],
	['a file ID', 1002],
])('%s changes nothing, and the answer is true', async (_, value) => {
	await open();
	const before = await valueOf('UF_USR_CONTRACT', CAST.complete);
	const change = { ID: CAST.complete, UF_USR_CONTRACT: value };
	expect((await call('user.update', change)).result).toBe(true);
	expect(await valueOf('UF_USR_CONTRACT', CAST.complete)).toEqual(before);
});

it('on other portals a bare pair is stored', async () => {
	await open({ bareFilePair: 'stored' });
	await call('user.update', { ID: 3, UF_USR_CONTRACT: ['a.pdf', base64('a')] });
	expect(names(portal.people.get(3)?.UF_USR_CONTRACT)).toEqual(['a.pdf']);
});

it('a multiple field keeps the files that are there', async () => {
	await open();
	await call('user.update', { ID: 3, UF_USR_PAPERS: [file('a.pdf'), file('b.pdf')] });
	await call('user.update', { ID: 3, UF_USR_PAPERS: [file('c.pdf')] });
	const ids = Object(portal.people.get(3)?.UF_USR_PAPERS);
	expect(names(ids)).toEqual(['a.pdf', 'b.pdf', 'c.pdf']);
	await call('user.update', { ID: 3, UF_USR_PAPERS: [{ id: ids[1], remove: 'Y' }, file('d.pdf')] });
	expect(names(portal.people.get(3)?.UF_USR_PAPERS)).toEqual(['a.pdf', 'c.pdf', 'd.pdf']);
	await call('user.update', { ID: 3, UF_USR_PAPERS: [] });
	expect(names(portal.people.get(3)?.UF_USR_PAPERS)).toHaveLength(3);
});

it('a multiple field is false when empty, and its links do not open on some portals', async () => {
	for (const brokenShowUrl of [true, false]) {
		await portal?.stop();
		await open({ brokenShowUrl });
		expect(await valueOf('UF_USR_PAPERS', 3)).toBe(false);
		await call('user.update', { ID: 3, UF_USR_PAPERS: [file('a.pdf'), file('b.pdf')] });
		const [{ showUrl, id }] = Object(await valueOf('UF_USR_PAPERS', 3));
		const expected = brokenShowUrl ? `&value[0]=${id}&value[1]=${id + 1}` : `&value=${id}`;
		expect(String(showUrl).split('UF_USR_PAPERS')[1]).toBe(expected);
	}
});

it.each(['me.jpg', 'me.JPEG', 'me.png', 'me.gif', 'me.bmp', 'me.webp'])(
	'a photo may be called %s',
	async (name) => {
		await open();
		await call('user.update', { ID: 3, PERSONAL_PHOTO: [name, base64('x')] });
		expect(names(portal.people.get(3)?.PERSONAL_PHOTO)).toEqual([name]);
	},
);

it.each(['photo', 'me.heic', 'me.pdf', 'png'])('a photo may not be called %s', async (name) => {
	await open();
	const answer = await call('user.update', { ID: 3, PERSONAL_PHOTO: [name, base64('x')] });
	expect(answer).toMatchObject({ status: 400, error: 'ERROR_CORE' });
	expect(answer.error_description).toMatch(/<br>$/);
});
