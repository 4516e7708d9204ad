/**
 * Sync Values. An update merges the list it is sent, and people lose values that are removed: server behaviour, which the
 * pages of b24restdocs `api-reference/user/userfields/` do not mention.
 */
import { CAST, startPortal, type Portal } from '../../portal';
import { callsOf, hintsOf, requestsOf, runOn, stored } from '../../support/portal';
import { fieldChangesOf, form, storedField, storedValues } from '../../support/customFields';

const SIZE = 'UF_USR_1724228142162';
const LANGUAGES = 'UF_USR_LANGUAGES';

const SYNC = form('syncValues', { values: '={{ $json.values }}' });

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
	stored(portal, CAST.employee)[SIZE] = 26;
	stored(portal, CAST.extranet)[SIZE] = 27;
	stored(portal, CAST.dismissed)[SIZE] = 27;
});

afterEach(() => portal.stop());

const sizes = (values: unknown, options: Record<string, unknown> = {}) => ({
	...SYNC,
	field: { __rl: true, mode: 'id', value: '183' },
	values: values as string,
	options: options as Record<string, string>,
});

const REMOVE = { removeMissing: true };

describe('Sync Values', () => {
	it('in line already: nothing is sent', async () => {
		const run = await runOn(portal, sizes('S\nM\nL\nXL'));
		expect(run.items[0].json).toMatchObject({ added: [], renamed: [], removed: [] });
		expect(requestsOf(portal)).toEqual(['user.userfield.list']);
	});

	it('missing values go only where that is asked for, counted before they go', async () => {
		const run = await runOn(portal, sizes('S; XL', REMOVE));
		expect(run.items[0].json).toMatchObject({
			kept: ['S', 'XL'],
			removed: [
				{ value: 'M', people: 3 },
				{ value: 'L', people: 0 },
			],
		});
		expect(storedValues(portal, SIZE)).toEqual(['S', 'XL']);
		expect(hintsOf(run)).toEqual([
			`People lost the values that were removed from the lists: ${SIZE} "M" (3)`,
		]);
		const order = portal.requests.flatMap(({ calls }) => calls.map(({ method }) => method));
		expect(order.lastIndexOf('user.get')).toBeLessThan(order.indexOf('user.userfield.update'));
	});

	it('a preview counts too, and nobody loses anything', async () => {
		const run = await runOn(portal, sizes('S; XL', { ...REMOVE, preview: true }));
		expect(run.items[0].json).toMatchObject({
			removed: [
				{ value: 'M', people: 3 },
				{ value: 'L', people: 0 },
			],
			preview: true,
		});
		expect(run.hints[0].message).toContain(`would lose the values`);
		expect(storedValues(portal, SIZE)).toEqual(['S', 'M', 'L', 'XL']);
	});

	it('people keep what they have chosen when a value is only written anew', async () => {
		await runOn(portal, sizes(' s ; M;L;XL'));
		expect(storedValues(portal, SIZE)).toEqual(['s', 'M', 'L', 'XL']);
		expect(stored(portal, CAST.employee)[SIZE]).toBe(26);
		expect(storedField(portal, SIZE)?.LIST?.[0]).toMatchObject({ ID: 26, XML_ID: 'xml-26' });
	});

	it('counts people with several values', async () => {
		const languages = { ...SYNC, options: REMOVE };
		const items = [{ field: LANGUAGES, values: ['English'] }];
		const run = await runOn(portal, languages, { items });
		expect(run.items[0].json.removed).toEqual([
			{ value: 'Русский', people: 0 },
			{ value: 'Deutsch', people: 1 },
			{ value: 'O‘zbekcha', people: 0 },
		]);
		expect(stored(portal, CAST.complete)[LANGUAGES]).toEqual([30]);
	});

	it('new values stand behind the others, in their order', async () => {
		await runOn(portal, sizes('XXXL; XXL'));
		const list = storedField(portal, SIZE)?.LIST ?? [];
		expect(list.slice(-2).map(({ VALUE, SORT }) => [VALUE, SORT])).toEqual([
			['XXXL', 310],
			['XXL', 320],
		]);
	});

	it('an answer that was lost is not sent again: the list tells that it arrived', async () => {
		portal.fault({ method: 'user.userfield.update', when: 'after', connection: 'reset' });
		const run = await runOn(portal, sizes('S; XXL'));
		expect(run.error).toBeUndefined();
		expect(run.items[0].json.added).toEqual(['XXL']);
		expect(callsOf(portal, 'user.userfield.update')).toHaveLength(1);
		expect(storedValues(portal, SIZE)).toEqual(['S', 'M', 'L', 'XL', 'XXL']);
	});

	it('two items for one field are refused: the second would remove what the first added', async () => {
		const items = [
			{ field: SIZE, values: 'S' },
			{ field: '1724228142162', values: 'M' },
		];
		const run = await runOn(portal, { ...SYNC, options: REMOVE }, { items });
		expect(run.error?.message).toContain(`An item before this one has values for ${SIZE} already`);
		expect(fieldChangesOf(portal)).toEqual([]);
	});
});
