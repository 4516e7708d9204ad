/** Advances the steps of all items together, so that they share requests. */
import type { IDataObject } from 'n8n-workflow';

import type { Answers, Steps, Wish } from '../plan/types';
import { attempt, failed, type Outcome, succeeded } from '../transport/types';
import type { RunAsker } from './asker';
import { about } from './write/about';

type Generated = ReturnType<Steps['steps']>;

/** One item's steps and the wish it waits for. */
interface Walk {
	at: number;
	task: Steps;
	steps: Generated;
	wish: Wish;
}

/**
 * Walks all steps to their end: one that began is not left half-way because another failed.
 *
 * @returns per task its output, or why there is none
 */
export async function walk(
	asker: RunAsker,
	tasks: readonly Steps[],
): Promise<Array<Outcome<IDataObject[]>>> {
	const outcomes: Array<Outcome<IDataObject[]>> = new Array(tasks.length);
	let open = tasks.flatMap((task, at) => {
		const steps = task.steps();
		return next({ at, task, steps, wish: {} }, undefined, outcomes);
	});
	while (open.length > 0) {
		const answers = await answersOf(asker, open);
		open = open.flatMap((walker, position) => next(walker, answers[position], outcomes));
	}
	return outcomes;
}

function next(
	walker: Walk,
	answers: Answers | undefined,
	outcomes: Array<Outcome<IDataObject[]>>,
): Walk[] {
	const step = attempt(() =>
		answers === undefined ? walker.steps.next(NO_ANSWERS) : walker.steps.next(answers),
	);
	if (!step.ok) {
		outcomes[walker.at] = failed(about(walker.task.about, step.error));
		return [];
	}
	if (step.value.done) {
		outcomes[walker.at] = succeeded(step.value.value);
		return [];
	}
	return [{ ...walker, wish: step.value.value }];
}

const NO_ANSWERS: Answers = { lists: [], requests: [] };

/** All wishes in one go, each with its own answers. */
async function answersOf(asker: RunAsker, walkers: readonly Walk[]): Promise<Answers[]> {
	const lists = walkers.flatMap(({ wish }) => wish.lists ?? []);
	const requests = walkers.flatMap(({ wish }) => wish.requests ?? []);
	const all = await asker.read({ lists, requests });
	let list = 0;
	let request = 0;
	return walkers.map(({ wish }) => ({
		lists: all.lists.slice(list, (list += wish.lists?.length ?? 0)),
		requests: all.requests.slice(request, (request += wish.requests?.length ?? 0)),
	}));
}
