/** Runs an importable workflow, as in `examples/*.json`, from its trigger to its ends. */
import type {
	ExecutionError,
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	IPinData,
	IRun,
	ITaskData,
	NodeExecutionHint,
} from 'n8n-workflow';
import { storeOf } from './credentialStore';
import type { CredentialStore, StoredCredential } from './credentialStore';
import { execute } from './execute';
import { loadPackage, Registry } from './packages';
import type { LoadedPackage } from './packages';

/** The part of an exported workflow that matters to the engine. */
export interface WorkflowJson {
	nodes: INode[];
	connections: IConnections;
	pinData?: Record<string, Array<INodeExecutionData | IDataObject>>;
}

export interface WorkflowRunOptions {
	/** Given to every node that can use their types, whatever IDs the JSON names. */
	credentials?: StoredCredential | StoredCredential[];
	/** What the trigger hands on: whole items or their json alone. Default: one empty item. */
	triggerItems?: Array<INodeExecutionData | IDataObject>;
	/** Name of the trigger to start from. Default: the first in the JSON. */
	trigger?: string;
	package?: LoadedPackage;
}

export interface WorkflowRun {
	/** All outputs of a node, over all its runs; empty when it did not run. */
	outputs: Record<string, INodeExecutionData[][]>;
	/** The items' json of one output. */
	json(node: string, output?: number): IDataObject[];
	/** What nodes threw, by their names. */
	errors: Record<string, ExecutionError>;
	hints: Record<string, NodeExecutionHint[]>;
	/** What stopped the execution. */
	error?: ExecutionError;
	run: IRun;
	stored: string;
	logged: string;
}

function isTrigger(node: INode, registry: Registry): boolean {
	const { group } = registry.getByNameAndVersion(node.type, node.typeVersion).description;
	return group.includes('trigger') && node.disabled !== true;
}

function asItem(item: INodeExecutionData | IDataObject): INodeExecutionData {
	const whole = typeof item.json === 'object' && item.json !== null;
	return structuredClone(whole ? (item as INodeExecutionData) : { json: item as IDataObject });
}

/** The JSON's node with the test's credentials in the places where it may have its own. */
function withCredentials(node: INode, registry: Registry, store: CredentialStore): INode {
	const types = registry.credentialTypesOf(node.type, node.typeVersion);
	return { ...structuredClone(node), credentials: store.references(types) };
}

function merged(tasks: ITaskData[]): INodeExecutionData[][] {
	const outputs: INodeExecutionData[][] = [];
	for (const task of tasks) {
		task.data?.main?.forEach((items, index) => {
			outputs[index] = [...(outputs[index] ?? []), ...(items ?? [])];
		});
	}
	return outputs;
}

/** Values that are there, by node name. */
function byNode<Value>(
	run: IRun,
	pick: (tasks: ITaskData[]) => Value | undefined,
): Record<string, Value> {
	const result: Record<string, Value> = {};
	for (const [name, tasks] of Object.entries(run.data.resultData.runData)) {
		const value = pick(tasks);
		if (value !== undefined) result[name] = value;
	}
	return result;
}

function hintsOf(tasks: ITaskData[]): NodeExecutionHint[] | undefined {
	const hints = tasks.flatMap((task) => task.hints ?? []);
	return hints.length > 0 ? hints : undefined;
}

export async function runWorkflow(
	workflow: WorkflowJson,
	options: WorkflowRunOptions = {},
): Promise<WorkflowRun> {
	const registry = new Registry(options.package ?? (await loadPackage()));
	const store = storeOf(options.credentials);
	const start = options.trigger ?? workflow.nodes.find((node) => isTrigger(node, registry))?.name;
	if (start === undefined) throw new Error('The workflow has no trigger to start from');

	const pinData: IPinData = {};
	for (const [name, items] of Object.entries(workflow.pinData ?? {})) {
		pinData[name] = items.map(asItem);
	}
	if (options.triggerItems || !pinData[start]) {
		pinData[start] = (options.triggerItems ?? [{}]).map(asItem);
	}
	const { run, stored, logged } = await execute({
		registry,
		store,
		nodes: workflow.nodes.map((node) => withCredentials(node, registry, store)),
		connections: workflow.connections,
		start,
		pinData,
	});
	const outputs = byNode(run, merged);
	return {
		outputs,
		json: (node, output = 0) => (outputs[node]?.[output] ?? []).map(({ json }) => json),
		errors: byNode(run, (tasks) => tasks.find((task) => task.error)?.error),
		hints: byNode(run, hintsOf),
		error: run.data.resultData.error,
		run,
		stored,
		logged,
	};
}
