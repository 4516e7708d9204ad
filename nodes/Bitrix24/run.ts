/** The only loop over items: prepare, dispatch, settle. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { dispatch } from './dispatch';
import { type Position, nodeError } from './failure';
import { Hints } from './hints';
import { itemReader } from './item';
import { operations } from './operations';
import type { Item, Operation, Plan } from './operations/types';
import { PortalError } from './transport/errors';
import { plainText } from './transport/redact';
import { type Authentication, Portal } from './transport/request';
import { failed, type Outcome, succeeded } from './transport/types';

/** Runs the node's operation for all input items. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const portal = await connect(context);
	const operation = chosenOperation(context);
	const hints = new Hints();
	const read = itemReader(context, portal, hints);
	const goOn = context.continueOnFail();

	const plans: Array<Outcome<Plan>> = [];
	for (let index = 0; index < context.getInputData().length; index++) {
		plans.push(await prepare(operation, read(index)));
	}
	// Everything is checked before anything is sent: a mistake in the last item does not leave half of them done.
	const sound = goOn || plans.every((plan) => plan.ok);
	const outcomes = sound
		? await dispatch(portal, plans, !goOn, hints)
		: plans.map((plan) => (plan.ok ? undefined : plan));

	if (portal.renamed) hints.add('renamed');
	hints.show(context);
	return [settle(context, portal, operation, outcomes)];
}

async function connect(context: IExecuteFunctions): Promise<Portal> {
	const authentication = context.getNodeParameter('authentication', 0) as Authentication;
	const portal = await Portal.connect(context, authentication);
	if (portal.ok) return portal.value;
	throw nodeError(context.getNode(), portal.error, { index: 0 }, plainText);
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const value = context.getNodeParameter('operation', 0);
	const operation = operations.find((candidate) => candidate.value === value);
	if (operation) return operation;
	throw new NodeOperationError(context.getNode(), `There is no operation "${String(value)}"`, {
		description: 'Choose an operation from the list.',
	});
}

async function prepare(operation: Operation, item: Item): Promise<Outcome<Plan>> {
	try {
		return succeeded(await operation.prepare(item));
	} catch (error) {
		return failed(error instanceof Error ? error : new Error(String(error)));
	}
}

/** Pairs every outcome with its item. Undefined stands for an item that was not reached. */
function settle(
	context: IExecuteFunctions,
	portal: Portal,
	operation: Operation,
	outcomes: Array<Outcome<IDataObject[]> | undefined>,
): INodeExecutionData[] {
	const output: INodeExecutionData[] = [];
	const goOn = context.continueOnFail();
	outcomes.forEach((outcome, index) => {
		if (outcome?.ok) {
			for (const json of outcome.value) output.push({ json, pairedItem: { item: index } });
			return;
		}
		if (!outcome || isNotSent(outcome.error)) return;
		const cancelled = outcome.error instanceof PortalError && outcome.error.kind === 'cancelled';
		const position: Position = { index };
		if (!goOn && outcomes.length > 1) {
			position.stopped = {
				of: outcomes.length,
				done: outcomes.filter((other) => other?.ok).length,
				writes: operation.changes,
			};
		}
		const error = nodeError(context.getNode(), outcome.error, position, portal.clean);
		if (!goOn || cancelled) throw error;
		output.push({ json: { error: error.message }, error, pairedItem: { item: index } });
	});
	return output;
}

function isNotSent(error: Error): boolean {
	return error instanceof PortalError && error.kind === 'notSent';
}
