/** The only loop over items: prepare or weigh, dispatch, settle. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Item, Operation, Plan, Resource } from '../plan/types';
import type { Authentication } from '../transport/credential';
import { Portal } from '../transport/portal';
import { plainText } from '../transport/redact';
import { attemptAsync, failed, type Outcome, succeeded } from '../transport/types';
import { InputError } from '../values/errors';
import { type Finders, RunAsker } from './asker';
import { Dispatch, type Rows } from './dispatch';
import { Hints, RENAMED } from './hints';
import { itemReader } from './item';
import { type Result, settle } from './settle';

/** How the node's form is read before there are items: the operation, the credential, how long to wait. */
export interface Settings {
	resources: readonly Resource[];
	/** Reads `authentication`. Throws an InputError for a value there is none of. */
	authentication(form: Pick<Item, 'param'>): Authentication;
	/** Milliseconds. Throws an InputError. */
	maxWait(form: Pick<Item, 'param'>): number;
}

/** Runs the node's operation for all input items. */
export async function run(
	context: IExecuteFunctions,
	settings: Settings,
): Promise<INodeExecutionData[][]> {
	const hints = new Hints();
	const ready = await attemptAsync(async () => await begin(context, settings, hints));
	if (!ready.ok) {
		// Thrown under Continue On Fail, it would let the input items through as if they had succeeded.
		const results = context.getInputData().map((_, index) => ({ index, rows: ready }));
		return [settle(context, results, { writes: false, clean: plainText })];
	}
	const { operation, asker, finders } = ready.value;
	const read = itemReader(context, asker, hints);
	const items = context.getInputData().map((_, index) => read(index));
	const halt = !context.continueOnFail();
	const weighed = await weigh(operation, items);
	// Everything is checked before anything is sent: a mistake in the last item does not leave half of them done.
	const answersTool = !operation.writes && items.some(({ isTool }) => isTool);
	const isSound = !halt || weighed.items.every(({ ok }) => ok);
	const plans = [...weighed.items, ...weighed.others.map(succeeded)];
	const outcomes = isSound
		? await safely(
				plans,
				async () => await new Dispatch(asker, finders, hints, halt, answersTool).run(plans),
			)
		: plans.map((plan) => (plan.ok ? undefined : plan));
	const results: Result[] = outcomes.map((rows, at) => ({
		index: at < items.length ? at : undefined,
		rows,
	}));
	if (asker.portal.isRenamed) hints.add(RENAMED);
	hints.show(context);
	const { clean } = asker.portal;
	return [settle(context, results, { writes: operation.writes, clean, report: weighed.report })];
}

async function begin(context: IExecuteFunctions, settings: Settings, hints: Hints) {
	const { resources } = settings;
	const resource = chosen(resources, context.getNodeParameter('resource', 0, ''), 'resource');
	const operation = chosen(
		resource.operations,
		context.getNodeParameter('operation', 0, ''),
		'operation',
	);
	const form: Pick<Item, 'param'> = {
		param: (name, fallback) => context.getNodeParameter(name, 0, fallback),
	};
	const portal = await Portal.connect(context, settings.authentication(form), {
		refusals: resources.flatMap(({ refusals }) => refusals),
		maxWait: settings.maxWait(form),
	});
	if (!portal.ok) throw portal.error;
	const finders: Finders = (value) => chosen(resources, value, 'resource').finder;
	const { length } = context.getInputData();
	return { operation, finders, asker: new RunAsker(portal.value, finders, hints, length) };
}

function chosen<T extends { value: string }>(
	entries: readonly T[],
	value: unknown,
	what: string,
): T {
	const entry = entries.find((candidate) => candidate.value === value);
	if (entry) return entry;
	throw new InputError(
		`There is no ${what} "${String(value)}"`,
		`Choose one from the list: ${entries.map((one) => one.value).join(', ')}.`,
	);
}

/** The plan of every item. Whole operations say at once what all of them come to. */
async function weigh(operation: Operation, items: Parameters<typeof prepareAll>[1]) {
	if ('prepare' in operation) {
		return { items: await prepareAll(operation, items), others: [], report: undefined };
	}
	const weighed = await attemptAsync(async () => await operation.weigh(items));
	if (weighed.ok) return { report: undefined, ...weighed.value };
	return { items: items.map(() => failed(weighed.error)), others: [], report: undefined };
}

async function prepareAll(
	operation: Extract<Operation, { prepare: unknown }>,
	items: ReadonlyArray<Parameters<typeof operation.prepare>[0]>,
): Promise<Array<Outcome<Plan>>> {
	const plans: Array<Outcome<Plan>> = [];
	for (const item of items) {
		plans.push(await attemptAsync(async () => await operation.prepare(item)));
	}
	return plans;
}

/** A mistake of our own fails every item: let out of here under Continue On Fail, it would pass the items on as done. */
async function safely(
	plans: ReadonlyArray<Outcome<Plan>>,
	action: () => Promise<Array<Rows | undefined>>,
): Promise<Array<Rows | undefined>> {
	const done = await attemptAsync(action);
	return done.ok ? done.value : plans.map((plan) => (plan.ok ? done : plan));
}
