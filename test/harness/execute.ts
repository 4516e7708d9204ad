/** Runs a workflow through n8n's WorkflowExecute and keeps what n8n would store of it. */
import { ExecutionLifecycleHooks, WorkflowExecute, WorkflowHasIssuesError } from 'n8n-core';
import { createRunExecutionData, Workflow } from 'n8n-workflow';
import type {
	IConnections,
	IDataObject,
	INode,
	IPinData,
	IRun,
	IWorkflowBase,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { makeAdditionalData } from './additionalData';
import type { CredentialStore } from './credentialStore';
import { engine } from './engine';
import { HarnessCredentialsHelper } from './credentialsHelper';
import { log } from './packages';
import type { Registry } from './packages';
import { serialise } from './serialise';

export interface Execution {
	registry: Registry;
	store: CredentialStore;
	nodes: INode[];
	connections: IConnections;
	/** Name of the node to begin with. */
	start: string;
	pinData?: IPinData;
	staticData?: IDataObject;
	/** Default 'manual', as with the editor's button. */
	mode?: WorkflowExecuteMode;
	/** Cancels the execution as the editor's Stop button does. */
	abortSignal?: AbortSignal;
	/** The same, so many milliseconds after the start. */
	cancelAfter?: number;
}

export interface Executed {
	run: IRun;
	/** Everything n8n would write to its database: the execution's data and the workflow. */
	stored: string;
	/** Everything that was logged meanwhile, at any level. */
	logged: string;
}

let lastExecutionId = 0;

/** n8n stores a run that cannot even start (a required parameter is empty) as a failed one. */
function failedBeforeStart(error: WorkflowHasIssuesError, mode: WorkflowExecuteMode): IRun {
	const now = new Date();
	return {
		data: createRunExecutionData({ resultData: { error, runData: {} } }),
		finished: false,
		mode,
		startedAt: now,
		stoppedAt: now,
		storedAt: 'db',
		status: 'error',
	};
}

/** Cancels `running` on the signal or after the time; returns what undoes that. */
function cancelOn(running: { cancel(): void }, options: Execution): () => void {
	const { abortSignal, cancelAfter } = options;
	const cancel = (): void => running.cancel();
	const timer = cancelAfter === undefined ? undefined : setTimeout(cancel, cancelAfter);
	if (abortSignal?.aborted) cancel();
	abortSignal?.addEventListener('abort', cancel, { once: true });
	return () => {
		clearTimeout(timer);
		abortSignal?.removeEventListener('abort', cancel);
	};
}

/** n8n 1 takes the same by position; the second place but one is for where to stop. */
function runFrom(
	execute: WorkflowExecute,
	workflow: Workflow,
	startNode: INode,
	pinData: IPinData | undefined,
): ReturnType<WorkflowExecute['run']> {
	if (engine !== 'n8n-1') return execute.run({ workflow, startNode, pinData });
	return Reflect.apply(execute.run, execute, [workflow, startNode, undefined, pinData]);
}

async function start(options: Execution, workflow: Workflow, base: IWorkflowBase): Promise<IRun> {
	const { registry, store, pinData, mode = 'manual' } = options;
	lastExecutionId += 1;
	const executionId = String(lastExecutionId);
	const additionalData = makeAdditionalData(new HarnessCredentialsHelper(registry, store), {
		executionId,
		workflowId: workflow.id,
		hooks: new ExecutionLifecycleHooks(mode, executionId, base),
	});
	const startNode = workflow.getNode(options.start);
	if (!startNode) throw new Error(`The workflow has no node "${options.start}"`);
	try {
		const execute = new WorkflowExecute(additionalData, mode);
		const running = runFrom(execute, workflow, startNode, pinData);
		const forget = cancelOn(running, options);
		return await running.finally(forget);
	} catch (error) {
		if (!(error instanceof WorkflowHasIssuesError)) throw error;
		return failedBeforeStart(error, mode);
	}
}

export async function execute(options: Execution): Promise<Executed> {
	const mark = log.mark;
	const settings = { executionOrder: 'v1' as const };
	const base: IWorkflowBase = {
		id: 'workflow-of-the-test',
		name: 'Workflow of the test',
		active: false,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		activeVersionId: null,
		nodes: structuredClone(options.nodes),
		connections: options.connections,
		settings,
	};
	const workflow = new Workflow({
		id: base.id,
		name: base.name,
		nodes: structuredClone(options.nodes),
		connections: options.connections,
		active: false,
		nodeTypes: options.registry,
		staticData: options.staticData,
		settings,
		pinData: options.pinData,
	});
	const run = await start(options, workflow, base);
	const logged = log.since(mark);
	return {
		run,
		// Made when somebody looks: of a list of 50,000 people it takes longer than the run.
		get stored() {
			return serialise({ data: run.data, workflow: base });
		},
		logged,
	};
}
