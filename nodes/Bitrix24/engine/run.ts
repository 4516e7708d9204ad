/** The only loop over items: prepare, dispatch, settle. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { dispatch } from './dispatch';
import { isInDoubt, nodeError, type Position } from './failure';
import { InputError, NotConfirmed } from '../values/types';
import { DEFAULT_MAX_WAIT } from '../form/options';
import { Hints } from './hints';
import { itemReader } from './item';
import { operations } from '../resources/user';
import { userRefusals } from '../resources/user/refusals';
import type { Item, Operation, Plan } from '../plan/types';
import { PortalError } from '../transport/errors';
import { plainText } from '../transport/redact';
import type { Authentication } from '../transport/credential';
import { Portal } from '../transport/portal';
import { attemptAsync, failed, type Outcome, succeeded } from '../transport/types';

/** The output of one item, or why there is none. */
type Rows = Outcome<IDataObject[]>;

/** Runs the node's operation for all input items. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(context);
	const portal = operation.ok ? await connect(context) : operation;
	if (!operation.ok || !portal.ok) {
		// Thrown under Continue On Fail, it would let the input items through as if they had succeeded.
		const failure = operation.ok ? portal : operation;
		const outcomes = context.getInputData().map(() => (failure.ok ? undefined : failure));
		return [settle(context, outcomes, false, plainText)];
	}
	const hints = new Hints();
	const outcomes = await carryOut(context, portal.value, operation.value, hints);
	hints.show(context);
	return [settle(context, outcomes, operation.value.changes, portal.value.clean)];
}

/** What comes of every item. Undefined stands for an item that was not reached. */
async function carryOut(
	context: IExecuteFunctions,
	portal: Portal,
	operation: Operation,
	hints: Hints,
): Promise<Array<Rows | undefined>> {
	const read = itemReader(context, portal, hints);
	const goOn = context.continueOnFail();
	const plans: Array<Outcome<Plan>> = [];
	for (let index = 0; index < context.getInputData().length; index++) {
		plans.push(await prepare(operation, read(index)));
	}
	// Everything is checked before anything is sent: a mistake in the last item does not leave half of them done.
	const isSound = goOn || plans.every((plan) => plan.ok);
	const outcomes = isSound
		? await safely(plans, async () => await dispatch(portal, plans, !goOn, hints))
		: plans.map((plan) => (plan.ok ? undefined : plan));
	if (portal.renamed) hints.add('renamed');
	return outcomes;
}

/** A mistake of our own fails every item: let out of here under Continue On Fail, it would pass the items on as done. */
async function safely(plans: Array<Outcome<Plan>>, action: () => Promise<Rows[]>): Promise<Rows[]> {
	const done = await attemptAsync(action);
	return done.ok ? done.value : plans.map((plan) => (plan.ok ? done : plan));
}

async function connect(context: IExecuteFunctions): Promise<Outcome<Portal>> {
	const authentication = context.getNodeParameter('authentication', 0) as Authentication;
	const portal = await Portal.connect(context, authentication, { refusals: userRefusals });
	if (portal.ok) portal.value.maxWait = maxWait(context);
	return portal;
}

/** Milliseconds, from the option in seconds. */
function maxWait(context: IExecuteFunctions): number {
	const seconds = Number(context.getNodeParameter('options.maxWait', 0, DEFAULT_MAX_WAIT));
	return (seconds >= 0 ? seconds : DEFAULT_MAX_WAIT) * 1_000;
}

function chosenOperation(context: IExecuteFunctions): Outcome<Operation> {
	const value = context.getNodeParameter('operation', 0);
	const operation = operations.find((candidate) => candidate.value === value);
	return operation
		? succeeded(operation)
		: failed(
				new InputError(
					`There is no operation "${String(value)}"`,
					'Choose an operation from the list.',
				),
			);
}

async function prepare(operation: Operation, item: Item): Promise<Outcome<Plan>> {
	return await attemptAsync(async () => await operation.prepare(item));
}

/**
 * Pairs every outcome with its item.
 *
 * @param changes whether the operation changes anything in the portal
 * @param clean removes secrets from texts that came from elsewhere
 */
function settle(
	context: IExecuteFunctions,
	outcomes: Array<Rows | undefined>,
	changes: boolean,
	clean: (text: string) => string,
): INodeExecutionData[] {
	const output: INodeExecutionData[] = [];
	const goOn = context.continueOnFail();
	outcomes.forEach((outcome, index) => {
		if (outcome?.ok) {
			for (const json of outcome.value) output.push({ json, pairedItem: { item: index } });
			return;
		}
		if (!outcome || isOfKind(outcome.error, 'notSent')) return;
		const position: Position = { index };
		if (!goOn && outcomes.length > 1) position.stopped = standing(outcomes, index, changes);
		const error = nodeError(context.getNode(), outcome.error, position, clean);
		if (!goOn || isOfKind(outcome.error, 'cancelled')) throw error;
		output.push({ json: { error: error.message }, error, pairedItem: { item: index } });
	});
	return output;
}

/** What an error tells of the other items. */
function standing(outcomes: Array<Rows | undefined>, index: number, changes: boolean) {
	const behind = outcomes.slice(index + 1);
	return {
		of: outcomes.length,
		changes,
		before: outcomes.slice(0, index).filter((outcome) => outcome?.ok).length,
		behind: behind.filter((outcome) => outcome?.ok).length,
		doubtful: behind.filter((outcome) => outcome && !outcome.ok && isUnsure(outcome.error)).length,
	};
}

/** Whether an item that did not go through may be changed all the same. */
function isUnsure(error: Error): boolean {
	return isInDoubt(error) || error instanceof NotConfirmed;
}

function isOfKind(error: Error, kind: PortalError['kind']): boolean {
	return error instanceof PortalError && error.kind === kind;
}
