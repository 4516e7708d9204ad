/** Parameters that only hand on columns, read without n8n: they come out as n8n's own expressions do. */
import { type INode, type INodeTypes, type NodeParameterValueType, Workflow } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { NOT_PLAIN, plainReader } from '../../nodes/Bitrix24/engine/plainColumn';

const node: INode = {
	id: '1',
	name: 'Node',
	type: 'plain.node',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const blank = {
	description: {
		displayName: '',
		name: 'node',
		group: [],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: [],
		properties: [],
	},
};

const nodeTypes: INodeTypes = {
	getByName: () => blank,
	getByNameAndVersion: () => blank,
	getKnownTypes: () => ({}),
};

/** What n8n makes of a parameter. */
function byN8n(raw: NodeParameterValueType, json: IDataObject): unknown {
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const { expression } = workflow;
	return expression.getParameterValue(raw, null, 0, 0, node.name, [{ json }], 'manual', {});
}

const JSON_OF_ITEM: IDataObject = {
	email: ' Ann@Example.com ',
	zero: 0,
	amount: 12.5,
	no: false,
	nothing: null,
	blank: '',
	formula: '={{ $json.email }}',
	dollar: '$& {{ 1 + 1 }}',
	'First name': 'Ann',
	Фамилия: 'Ли',
	departments: [1, 'Sales / North'],
	empty: [],
	length: 3,
};

describe('a parameter that hands on columns is what n8n makes of it', () => {
	it.each<[NodeParameterValueType]>([
		['plain text'],
		[''],
		[7],
		[true],
		[null],
		['={{ $json.email }}'],
		['={{$json.email}}'],
		['={{\n\t$json.email\n}}'],
		['={{ $json["email"] }}'],
		["={{ $json['First name'] }}"],
		["={{ $json['Фамилия'] }}"],
		['={{ $json.zero }}'],
		['={{ $json.amount }}'],
		['={{ $json.no }}'],
		['={{ $json.nothing }}'],
		['={{ $json.blank }}'],
		['={{ $json.formula }}'],
		['={{ $json.dollar }}'],
		['={{ $json.departments }}'],
		['={{ $json.empty }}'],
		['={{ $json.length }}'],
		[[1, '={{ $json.zero }}', 'x']],
		[{ __rl: true, mode: 'email', value: '={{ $json.email }}' }],
		[{ mappingMode: 'defineBelow', value: { NAME: '={{ $json["First name"] }}', TITLE: 'Dr.' } }],
	])('%j', (raw) => {
		const value = plainReader(raw)(JSON_OF_ITEM);
		expect(value).not.toBe(NOT_PLAIN);
		expect(value).toEqual(byN8n(raw, JSON_OF_ITEM));
	});
});

describe('anything more is left to n8n', () => {
	it.each<[unknown]>([
		['={{ $json.missing }}'],
		['= {{ $json.email }}'],
		['={{ $json.email }} '],
		['={{ $json.email }}{{ $json.email }}'],
		['={{ $json.email.trim() }}'],
		['={{ $json.email || "x" }}'],
		['={{ $json.departments[0] }}'],
		['={{ $json["a\\"b"] }}'],
		['={{ $json.constructor }}'],
		['={{ $json["__proto__"] }}'],
		['={{ $json.toString }}'],
		['={{ $json.date }}'],
		['={{ $json.object }}'],
		['={{ $json.objects }}'],
		['={{ $input.item.json.email }}'],
		['={{ $fromAI("email") }}'],
		['='],
		['=text'],
		[['x', '={{ 1 }}']],
		[{ deep: { value: '={{ $now }}' } }],
		[`={{ $json["${'a'.repeat(300)}"] }}`],
	])('%j', (raw) => {
		const json: IDataObject = {
			...JSON_OF_ITEM,
			date: new Date(0),
			object: { a: 1 },
			objects: [{ a: 1 }],
			['a'.repeat(300)]: 'long',
		};
		expect(plainReader(raw)(json)).toBe(NOT_PLAIN);
	});
});

it('what it gives is a copy: neither the workflow nor the item can be changed through it', () => {
	const raw = { values: ['a'] };
	const json: IDataObject = { list: ['b'] };
	const value = plainReader({ raw: raw.values, list: '={{ $json.list }}' })(json);
	expect(value).toEqual({ raw: ['a'], list: ['b'] });
	expect(Object.values(Object(value))).not.toContain(raw.values);
	expect(Object.values(Object(value))).not.toContain(json.list);
});

it('what has no expression is the same object for every item, and cannot be changed', () => {
	const read = plainReader({ schema: [{ id: 'NAME' }], value: { NAME: '={{ $json.name }}' } });
	const [one, other] = ['Ada', 'Max'].map((name) => Object(read({ name })));
	expect(one.value).toEqual({ NAME: 'Ada' });
	expect(other.value).toEqual({ NAME: 'Max' });
	expect(one.schema).toBe(other.schema);
	expect(Object.isFrozen(one.schema) && Object.isFrozen(one.schema[0])).toBe(true);
});
