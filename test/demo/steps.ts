/** What a run of the demo's workflow consisted of: one step per Bitrix24 node, in the order they ran. */
import type { ITaskData } from 'n8n-workflow';

import type { WorkflowJson, WorkflowRun } from '../harness';
import type { Portal, RecordedRequest } from '../portal';

export interface Step {
	/** Of the node. */
	name: string;
	operation: string;
	/** Numbers of items. */
	input: number;
	output: number;
	milliseconds: number;
	/** Each HTTP request in a few words: `batch of 3 × user.add`. */
	requests: string[];
}

/** A step as it is told. */
export interface Told extends Omit<Step, 'operation'> {
	purpose: string;
	/** What came of it. */
	lines: string[];
	hints: string[];
}

/** A request and when it came in, on the clock that n8n stamps its nodes with. */
export interface Stamped {
	at: number;
	request: RecordedRequest;
}

/** Stamps every request from now on. The portal's own record counts from its start, not on the wall clock. */
export function stampRequests({ requests }: Portal): Stamped[] {
	const stamps: Stamped[] = [];
	requests.push = (...arrived) => {
		for (const request of arrived) {
			stamps.push({ at: Date.now(), request });
			requests[requests.length] = request;
		}
		return requests.length;
	};
	return stamps;
}

/** The steps of a run. Nodes run one after the other, so a request belongs to the last one begun before it. */
export function stepsOf(workflow: WorkflowJson, run: WorkflowRun, stamps: Stamped[]): Step[] {
	const steps = workflow.nodes.flatMap(({ name, type, parameters }) => {
		const task = run.run.data.resultData.runData[name]?.[0];
		if (!task || !type.endsWith('.bitrix24')) return [];
		return [{ name, task, operation: String(parameters.operation) }];
	});
	steps.sort((a, b) => a.task.startTime - b.task.startTime);
	return steps.map(({ name, task, operation }, index) => {
		const end = steps[index + 1]?.task.startTime ?? Infinity;
		const own = stamps.filter(({ at }) => at >= task.startTime && at < end);
		return {
			name,
			operation,
			input: inputOf(task, run, workflow),
			output: run.json(name).length,
			milliseconds: task.executionTime,
			requests: own.map(({ request }) => describeRequest(request)),
		};
	});
}

/** How many items the node took in: those of the node before it, or one with "Execute Once". */
function inputOf(task: ITaskData, run: WorkflowRun, workflow: WorkflowJson): number {
	const previous = task.source[0]?.previousNode;
	if (previous === undefined) return 0;
	const follower = workflow.connections[previous]?.main[0]?.[0]?.node;
	const once = workflow.nodes.find(({ name }) => name === follower)?.executeOnce === true;
	return once ? 1 : run.json(previous).length;
}

/** In a few words. */
export function describeRequest({ method, calls }: RecordedRequest): string {
	if (method !== 'batch') return method;
	const counts = new Map<string, number>();
	for (const call of calls) counts.set(call.method, (counts.get(call.method) ?? 0) + 1);
	return `batch of ${[...counts].map(([name, times]) => `${times} × ${name}`).join(' + ')}`;
}
