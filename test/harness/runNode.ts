/** Runs one node of the package under test on input items, as a workflow of two or three nodes. */
import type {
	ExecutionError,
	IBinaryKeyData,
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IRun,
	ITaskData,
	NodeExecutionHint,
	OnError,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { storeOf } from './credentialStore';
import type { CredentialStore, StoredCredential } from './credentialStore';
import { execute } from './execute';
import { loadPackage, Registry } from './packages';
import type { LoadedPackage } from './packages';
import { FOLLOW_TYPE, START_TYPE } from './standins';

/** Name of the node whose output is the input: `$('Start').item.json` in expressions. */
export const START = 'Start';
const NODE = 'Bitrix24';
const NEXT = 'Next';
const NEXT_ERROR = 'Next on error';

export interface NodeRunOptions {
	/** As the editor would save them; what is left out gets its default. */
	parameters: INodeParameters;
	credentials?: StoredCredential | StoredCredential[];
	/** Input items, whole or their json alone. Default: one empty item. */
	items?: Array<INodeExecutionData | IDataObject>;
	/** Binary data added to every input item. */
	binary?: IBinaryKeyData;
	/** The node's setting "On Error". Default 'stop'. */
	continueOnFail?: 'stop' | 'continueRegularOutput' | 'continueErrorOutput';
	/** The node's setting "Retry On Fail", without its pause unless one is given. */
	retryOnFail?: boolean | { maxTries?: number; waitBetweenTries?: number };
	/** Short or full type name. Default 'bitrix24'. */
	type?: string;
	/** Default: the newest. */
	typeVersion?: number;
	/** Other settings of the node (`executeOnce`, `alwaysOutputData`…). */
	settings?: Partial<INode>;
	/** Fields with expressions for a node behind both outputs, to see whether items stay linked. */
	next?: INodeParameters;
	abortSignal?: AbortSignal;
	cancelAfter?: number;
	mode?: WorkflowExecuteMode;
	/** Default: the packed package under test. */
	package?: LoadedPackage;
}

export interface NodeRun {
	/** Main output. */
	items: INodeExecutionData[];
	/** Error output, with 'continueErrorOutput'. */
	errorItems: INodeExecutionData[];
	/** What stopped the execution, as stored. */
	error?: ExecutionError;
	/** What the node threw, also when the execution went on. */
	nodeError?: ExecutionError;
	hints: NodeExecutionHint[];
	/** What `next` resolved to behind the main output; `linkError` where it could not. */
	next: INodeExecutionData[];
	/** The same behind the error output. */
	nextOnError: INodeExecutionData[];
	run: IRun;
	stored: string;
	logged: string;
}

const ON_ERROR: Record<NonNullable<NodeRunOptions['continueOnFail']>, OnError> = {
	stop: 'stopWorkflow',
	continueRegularOutput: 'continueRegularOutput',
	continueErrorOutput: 'continueErrorOutput',
};

function isWholeItem(item: INodeExecutionData | IDataObject): item is INodeExecutionData {
	return typeof item.json === 'object' && item.json !== null && !Array.isArray(item.json);
}

function inputItems({ items = [{}], binary }: NodeRunOptions): INodeExecutionData[] {
	return items.map((item) => {
		const whole = isWholeItem(item) ? item : { json: item };
		return structuredClone(binary ? { ...whole, binary: { ...whole.binary, ...binary } } : whole);
	});
}

function retrySettings({ retryOnFail = false }: NodeRunOptions): Partial<INode> {
	if (retryOnFail === false) return {};
	// n8n reads 0 as "not set" and waits a second.
	const given = retryOnFail === true ? {} : retryOnFail;
	return { retryOnFail: true, waitBetweenTries: 1, ...given };
}

function plainNode(name: string, type: string, row: number, parameters: INodeParameters): INode {
	return { id: name, name, type, typeVersion: 1, position: [row * 200, 0], parameters };
}

function nodeUnderTest(options: NodeRunOptions, registry: Registry, store: CredentialStore): INode {
	const type = registry.fullName(options.type ?? 'bitrix24');
	const typeVersion = options.typeVersion ?? registry.newestVersion(type);
	return {
		...plainNode(NODE, type, 1, options.parameters),
		typeVersion,
		credentials: store.references(registry.credentialTypesOf(type, typeVersion)),
		onError: ON_ERROR[options.continueOnFail ?? 'stop'],
		...retrySettings(options),
		...options.settings,
	};
}

function connections(withNext: boolean): IConnections {
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	return {
		[START]: { main: [to(NODE)] },
		...(withNext && { [NODE]: { main: [to(NEXT), to(NEXT_ERROR)] } }),
	};
}

/** The last run of a node: with Retry On Fail there is still only one entry. */
function lastTask(run: IRun, name: string): ITaskData | undefined {
	return run.data.resultData.runData[name]?.at(-1);
}

function output(run: IRun, name: string, index: number): INodeExecutionData[] {
	return lastTask(run, name)?.data?.main?.[index] ?? [];
}

export async function runNode(options: NodeRunOptions): Promise<NodeRun> {
	const registry = new Registry(options.package ?? (await loadPackage()));
	const store = storeOf(options.credentials);
	const nodes = [
		plainNode(START, START_TYPE, 0, {}),
		nodeUnderTest(options, registry, store),
		plainNode(NEXT, FOLLOW_TYPE, 2, { fields: options.next ?? {} }),
		plainNode(NEXT_ERROR, FOLLOW_TYPE, 3, { fields: options.next ?? {} }),
	];
	const executed = await execute({
		registry,
		store,
		nodes: options.next ? nodes : nodes.slice(0, 2),
		connections: connections(options.next !== undefined),
		start: START,
		pinData: { [START]: inputItems(options) },
		mode: options.mode,
		abortSignal: options.abortSignal,
		cancelAfter: options.cancelAfter,
	});
	const { run, logged } = executed;
	const task = lastTask(run, NODE);
	return {
		items: output(run, NODE, 0),
		errorItems: output(run, NODE, 1),
		error: run.data.resultData.error,
		nodeError: task?.error,
		hints: task?.hints ?? [],
		next: output(run, NEXT, 0),
		nextOnError: output(run, NEXT_ERROR, 0),
		run,
		get stored() {
			return executed.stored;
		},
		logged,
	};
}
