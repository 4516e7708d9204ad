/** Every parameter of the triggers does something: the portal is asked something else, or something else comes out. */
import type { INodeProperties } from 'n8n-workflow';

import { Bitrix24ProfileButtonTrigger } from '../../nodes/Bitrix24/Bitrix24ProfileButtonTrigger.node';
import { Bitrix24Trigger } from '../../nodes/Bitrix24/Bitrix24Trigger.node';
import { Bitrix24UserChangesTrigger } from '../../nodes/Bitrix24/Bitrix24UserChangesTrigger.node';
import { choicesOf, leavesOf } from '../support/form';
import { holdRow } from '../support/parameters/hold';
import { triggers } from '../support/parameters/triggers';

const nodes: Array<[name: string, properties: INodeProperties[]]> = [
	new Bitrix24Trigger(),
	new Bitrix24UserChangesTrigger(),
	new Bitrix24ProfileButtonTrigger(),
].map(({ description: { name, properties } }) => [name, properties]);

it('every trigger is there', () => {
	expect(Object.keys(triggers).sort()).toEqual(nodes.map(([name]) => name).sort());
});

describe.each(nodes)('%s', (name, properties) => {
	const { happen, rows } = triggers[name];
	// Where there is one thing to choose, it is what the form begins with.
	const leaves = leavesOf(properties).filter(({ property }) => choicesOf(property).length !== 1);

	it('has a row for every parameter, and a parameter for every row', () => {
		expect(Object.keys(rows).sort()).toEqual(leaves.map(({ path }) => path).sort());
	});

	it('comes to the same when the same happens again', async () => {
		expect(await happen({}, {})).toEqual(await happen({}, {}));
	});

	for (const leaf of leaves) {
		const row = rows[leaf.path];
		if (!row) continue;
		it(`${leaf.path} does something`, () => holdRow(leaf, row, {}, (form) => happen(row, form)));
	}
});
