/** The view of one input item that operations get. */
import {
	type IBinaryData,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	sleep,
} from 'n8n-workflow';

import type { Answers, HintTopic, Item, Known, Question, Ref, Wish } from '../plan/types';
import { InputError } from '../values/errors';
import { told } from '../values/text';
import type { RunAsker } from './asker';
import type { Hints } from './hints';
import { NOT_PLAIN, plainReader, type Reader } from './plainColumn';

/** A parameter that the workflow does not store. */
const ABSENT = Symbol('absent');

/** What all items of a run share. */
class Shared {
	readonly input: INodeExecutionData[];

	readonly isTool: boolean;

	readonly timezone: string;

	readonly portalOrigin: string;

	/** Readers of the parameters that are stored: n8n searches its whole workflow each time it is asked for one. */
	private readonly parameters = new Map<string, Reader | undefined>();

	constructor(
		readonly context: IExecuteFunctions,
		readonly asker: RunAsker,
		readonly hints: Hints,
	) {
		this.input = context.getInputData();
		this.isTool = isToolNode(context);
		this.timezone = context.getTimezone();
		this.portalOrigin = asker.portalOrigin;
	}

	/** Reads a parameter as far as that takes no expressions; undefined when it is not stored. */
	stored(name: string): Reader | undefined {
		if (!this.parameters.has(name)) {
			const raw: unknown = this.context.getNodeParameter(name, 0, ABSENT, { rawExpressions: true });
			this.parameters.set(name, raw === ABSENT ? undefined : plainReader(raw));
		}
		return this.parameters.get(name);
	}
}

/** One of the items; a class, since there are as many as people in a company. */
class RunItem implements Item {
	constructor(
		private readonly shared: Shared,
		readonly index: number,
	) {}

	get json(): IDataObject {
		return this.own.json;
	}

	get isTool(): boolean {
		return this.shared.isTool;
	}

	get timezone(): string {
		return this.shared.timezone;
	}

	get portalOrigin(): string {
		return this.shared.portalOrigin;
	}

	get ownId(): number | undefined {
		return this.shared.asker.ownId;
	}

	isOwn(link: string): boolean {
		return this.shared.asker.isOwn(link);
	}

	async ask<T>(question: Question<T>): Promise<T> {
		return await this.shared.asker.ask(question);
	}

	async lookUp(refs: readonly Ref[], select?: readonly string[]): Promise<Known> {
		return await this.shared.asker.lookUp(refs, select);
	}

	async read(wish: Wish): Promise<Answers> {
		return await this.shared.asker.read(wish);
	}

	param(name: string, fallback?: unknown): unknown {
		const read = this.shared.stored(name);
		const plain = read ? read(this.json) : (fallback ?? NOT_PLAIN);
		const value =
			plain === NOT_PLAIN
				? this.shared.context.getNodeParameter(name, this.index, fallback)
				: plain;
		return this.isTool ? told(value) : value;
	}

	get binaryNames(): readonly string[] {
		return Object.keys(this.own.binary ?? {});
	}

	hasBinary(property: string): boolean {
		return Object.hasOwn(this.own.binary ?? {}, property);
	}

	binary(property: string): IBinaryData {
		const { binary = {} } = this.own;
		if (!Object.hasOwn(binary, property)) {
			throw new InputError(
				`The input item has no binary field "${property}"`,
				'Check its name in the "Binary" tab of the node before this one.',
			);
		}
		return binary[property];
	}

	async base64(property: string): Promise<string> {
		const { helpers } = this.shared.context;
		return (await helpers.getBinaryDataBuffer(this.index, property)).toString('base64');
	}

	hint(topic: HintTopic, detail?: string): void {
		this.shared.hints.add(topic, detail);
	}

	async breathe(): Promise<void> {
		await sleep(0);
	}

	private get own(): INodeExecutionData {
		return this.shared.input[this.index];
	}
}

/** Makes items that share what was asked. */
export function itemReader(
	context: IExecuteFunctions,
	asker: RunAsker,
	hints: Hints,
): (index: number) => Item {
	const shared = new Shared(context, asker, hints);
	return (index) => new RunItem(shared, index);
}

/** n8n runs a node that is a tool as a type of its own; n8n 1 does not know `isToolExecution`. */
function isToolNode(context: IExecuteFunctions): boolean {
	const { type } = context.getNode();
	const says = 'isToolExecution' in context && typeof context.isToolExecution === 'function';
	return type.endsWith('Tool') || (says && context.isToolExecution());
}
