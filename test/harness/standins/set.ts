/**
 * Edit Fields (Set), version 3.4: assignments or JSON, `includeOtherFields`, dot notation.
 * Left out: "Selected" / "Except" input fields, duplicate items, "Ignore Conversion Errors".
 */
import { validateFieldType } from 'n8n-workflow';
import type {
	AssignmentCollectionValue,
	AssignmentValue,
	FieldType,
	GenericValue,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { describeNode } from './describe';

const TYPES: readonly FieldType[] = ['string', 'number', 'boolean', 'array', 'object'];

function isFieldType(type: string | undefined): type is FieldType {
	return TYPES.some((known) => known === type);
}

function convert({ name, value, type }: AssignmentValue): GenericValue {
	if (!isFieldType(type)) return value as GenericValue;
	const result = validateFieldType(name, value, type, { parseStrings: true });
	if (!result.valid) throw new Error(result.errorMessage);
	return result.newValue as GenericValue;
}

/** Writes `a.b` into `{ a: { b } }` without touching the input's own objects. */
function assign(target: IDataObject, [first, ...rest]: string[], value: GenericValue): IDataObject {
	if (rest.length === 0) return { ...target, [first]: value };
	const inner = target[first];
	const object = typeof inner === 'object' && inner !== null ? (inner as IDataObject) : {};
	return { ...target, [first]: assign(object, rest, value) };
}

function assigned(functions: IExecuteFunctions, item: number, base: IDataObject): IDataObject {
	const dotted = functions.getNodeParameter('options.dotNotation', item, true) !== false;
	const { assignments = [] } = functions.getNodeParameter(
		'assignments',
		item,
	) as Partial<AssignmentCollectionValue>;
	return assignments.reduce(
		(json, one) => assign(json, dotted ? one.name.split('.') : [one.name], convert(one)),
		base,
	);
}

function fromJson(functions: IExecuteFunctions, item: number, base: IDataObject): IDataObject {
	const output = functions.getNodeParameter('jsonOutput', item);
	const json: unknown = typeof output === 'string' ? JSON.parse(output) : output;
	return { ...base, ...(json as IDataObject) };
}

export const set: INodeType = {
	description: describeNode({
		name: 'set',
		displayName: 'Edit Fields (Set)',
		properties: [
			{ displayName: 'Mode', name: 'mode', type: 'string', default: 'manual' },
			{ displayName: 'JSON', name: 'jsonOutput', type: 'json', default: '{}' },
			{
				displayName: 'Fields to Set',
				name: 'assignments',
				type: 'assignmentCollection',
				default: {},
			},
			{
				displayName: 'Include Other Input Fields',
				name: 'includeOtherFields',
				type: 'boolean',
				default: false,
			},
			{ displayName: 'Options', name: 'options', type: 'json', default: {} },
		],
	}),
	async execute() {
		const items = this.getInputData().map<INodeExecutionData>((input, item) => {
			const others = this.getNodeParameter('includeOtherFields', item) === true;
			const base = others ? input.json : {};
			const make = this.getNodeParameter('mode', item) === 'raw' ? fromJson : assigned;
			return {
				json: make(this, item, base),
				pairedItem: { item },
				...(others && input.binary ? { binary: input.binary } : {}),
			};
		});
		return [items];
	},
};
