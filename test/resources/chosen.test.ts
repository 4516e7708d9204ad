/**
 * What a locator shows after another credential was chosen: n8n keeps `cachedResultName` beside the value and does not look
 * it up again (n8n 2.40, `ResourceLocator`), so the ID may be somebody else's.
 */
import { CAST, startPortal, type Portal } from '../portal';
import { changesOf, runOn } from '../support/portal';

let portal: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 0 });
});
beforeEach(() => portal.forget());
afterAll(() => portal.stop());

const chosen = (value: number, cachedResultName?: string) => ({
	__rl: true,
	mode: 'list',
	value: String(value),
	cachedResultName,
});

const failure = async (parameters: Record<string, unknown>) => {
	const run = await runOn(portal, parameters as never);
	return run.error?.message;
};

const carla = (name?: string) => chosen(CAST.complete, name);

describe('somebody chosen from the list of another portal', () => {
	const stranger = carla('Bob Stranger (bob@example.org), Driver');

	it.each(['get', 'update', 'dismiss', 'offboard'])(
		'%s changes nobody and says who it is',
		async (operation) => {
			const fields = { mappingMode: 'defineBelow', value: { WORK_POSITION: 'Lead' } };
			const message = await failure({ operation, user: stranger, fields });

			expect(message).toContain(
				'"Bob Stranger (bob@example.org), Driver" was chosen, but ID 22 is "Carla',
			);
			expect(changesOf(portal)).toEqual([]);
		},
	);

	it.each([
		['department', 'delete', { department: chosen(57, 'Legal / Contracts') }, 'Quality'],
		['department', 'getMembers', { department: chosen(57, 'Legal / Contracts') }, 'Quality'],
		[
			'department',
			'update',
			{ department: chosen(57, 'Legal'), updateFields: { name: 'New' } },
			'Quality',
		],
		['workgroup', 'getMembers', { workgroup: chosen(1, 'Board room') }, ''],
		['customField', 'delete', { field: chosen(178, 'Size (UF_USR_SIZE)') }, 'UF_USR_BADGE'],
	])('a %s that is another one there is refused by %s', async (resource, operation, form, name) => {
		const message = await failure({ resource, operation, ...form });

		expect(message).toMatch(/was chosen, but ID \d+ is "/u);
		expect(message).toContain(name);
	});

	it('a department that moved is the same one', async () => {
		const moved = chosen(57, 'Elsewhere / Quality');

		expect(
			await failure({ resource: 'department', operation: 'get', department: moved }),
		).toBeUndefined();
	});

	it.each([
		['the name as it is', 'Carla Complete (carla.complete@example.com)'],
		['another family name since', 'Carla Smith (carla.smith@example.com), Accountant'],
		['other letters', 'CARLA COMPLETE'],
		['another name, the same address', 'Nobody Else (Carla.Complete@example.com)'],
		['listed by the ID, for want of an address', `No name (ID ${CAST.complete})`],
		['no name kept beside the value', undefined],
	])('is the same person with %s', async (_, name) => {
		expect(await failure({ operation: 'get', user: carla(name) })).toBeUndefined();
	});
});
