/** Columns and empty cells, as staff files have them: which field is meant, and what an empty value does. */
import { CAST, startPortal, type Portal } from '../../portal';
import { AUTOMATIC, callsOf, columns, runOn, stored } from '../../support/portal';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 5 });
});
afterEach(() => portal.stop());

const BY_ID = { operation: 'update', user: { __rl: true, mode: 'id', value: '={{ $json.ID }}' } };

const update = (json: IDataObject, options: INodeParameters = {}, more: INodeParameters = {}) =>
	runOn(portal, { ...BY_ID, fields: AUTOMATIC, options, ...more }, { items: [json] });

const sent = () => callsOf(portal, 'user.update').map(({ params }) => params);

describe('a blank cell', () => {
	it.each(['', ' ', null, '=', '\u200B'])('%j in ACTIVE dismisses nobody', async (blank) => {
		for (const emptyValues of ['keep', 'clear']) {
			await update({ ID: 3, WORK_POSITION: 'Lead', ACTIVE: blank }, { emptyValues });
		}
		expect(sent()).toEqual(Array(2).fill({ WORK_POSITION: 'Lead', ID: '3' }));
		expect(stored(portal, CAST.employee).ACTIVE).toBe(true);
	});

	it('in departments takes nobody out of them, in a yes/no stands for nothing', async () => {
		const blanks = { UF_DEPARTMENT: '', UF_USR_DRIVER: '', WORK_PHONE: '' };
		const kept = await update({ ID: 3, ...blanks });
		expect(kept.items[0].json).toMatchObject({ ID: '3', updated: false });
		expect(sent()).toEqual([]);
		await update({ ID: 3, ...blanks }, { emptyValues: 'clear' });
		expect(sent()).toEqual([{ WORK_PHONE: '', ID: '3' }]);
	});

	it('in a mapped column does the same', async () => {
		const fields = columns({ WORK_PHONE: '', UF_USR_DRIVER: false, WORK_POSITION: 'Lead' });
		await update({ ID: 3 }, {}, { fields });
		expect(sent()).toEqual([{ UF_USR_DRIVER: '0', WORK_POSITION: 'Lead', ID: '3' }]);
	});
});

describe('Clear Fields', () => {
	it('clears whatever is mapped', async () => {
		await update({ ID: 3, WORK_PHONE: '1' }, { clearFields: ['WORK_PHONE', 'PERSONAL_CITY'] });
		expect(sent()).toEqual([{ WORK_PHONE: '', PERSONAL_CITY: '', ID: '3' }]);
	});

	it.each(['ACTIVE', 'UF_DEPARTMENT', 'EMAIL', 'UF_USR_DRIVER'])('refuses %s', async (code) => {
		const run = await update({ ID: 3 }, { clearFields: [code] });
		expect(run.error?.message).toContain(code);
		expect(sent()).toEqual([]);
	});
});

describe('a column ACTIVE', () => {
	it.each(['N', 'нет', false, 0])(
		'that says %j is refused, with the operation for it',
		async (no) => {
			const run = await update({ ID: 3, WORK_POSITION: 'Lead', ACTIVE: no });
			expect(`${run.error?.message} ${run.error?.description}`).toContain('Dismiss');
			expect(sent()).toEqual([]);
		},
	);

	it('is taken with the option "Allow Status Column"', async () => {
		await update({ ID: 3, ACTIVE: 'no' }, { allowStatus: true });
		expect(sent()).toEqual([{ ACTIVE: 'N', ID: '3' }]);
	});
});

describe('headers of a staff file', () => {
	it('mean fields by the portal’s labels, in any letters', async () => {
		const run = await update({
			ID: 3,
			'First name': 'Ann',
			job_title: 'Lead',
			'hire-date': '31/03/2020',
			'Mobile phone': 491701234567,
			Gender: 'f',
			Units: 'Nowhere; 1',
		});
		expect(run.error?.message).toContain('There is no department "Nowhere"');
		await update({
			ID: 3,
			'First name': 'Ann',
			job_title: 'Lead',
			'hire-date': '31/03/2020',
			'Mobile phone': 491701234567,
			Gender: 'f',
			Units: 1,
		});
		expect(sent()).toEqual([
			{
				NAME: 'Ann',
				WORK_POSITION: 'Lead',
				UF_EMPLOYMENT_DATE: '2020-03-31',
				PERSONAL_MOBILE: '491701234567',
				PERSONAL_GENDER: 'F',
				UF_DEPARTMENT: [1],
				ID: '3',
			},
		]);
	});

	it('that mean several fields, or none, are told', async () => {
		const run = await update({ ID: 3, NAME: 'Ann', City: 'Bonn', 'Job titel': 'Lead' });
		const hints = JSON.stringify(run.hints);
		expect(hints).toContain('City (can mean PERSONAL_CITY or WORK_CITY');
		expect(hints).toContain('Job titel (near: Job Title)');
	});

	it('of which none is known: nothing is said to be updated', async () => {
		const run = await update({ ID: 3, foo: 'x', bar: 'y' });
		expect(run.error?.message).toBe('There is nothing to change');
		expect(run.error?.description).toContain('foo, bar');
	});

	it('two of them for one field with different values are refused', async () => {
		const run = await update({ ID: 3, 'First name': 'Ann', NAME: 'Anna' });
		expect(run.error?.message).toContain('both mean');
		expect(sent()).toEqual([]);
	});
});
