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
	/** Whether it has changed anything, or tried to. */
	hasBegun: boolean;
}

/** What each came to; undefined: it was not reached. */
type Outcomes = Array<Outcome<IDataObject[]> | undefined>;

/**
 * Walks all steps to their end.
 *
 * @param halt begin no more changes after a failure. What has begun goes on: nothing is left half-way because another
 * item failed
 * @returns per task its output, or why there is none
 */
export async function walk(
	asker: RunAsker,
	tasks: readonly Steps[],
	halt: boolean,
): Promise<Outcomes> {
	const outcomes: Outcomes = new Array(tasks.length).fill(undefined);
	let open = tasks.flatMap((task, at) =>
		next({ at, task, steps: task.steps(), wish: {}, hasBegun: false }, NO_ANSWERS, outcomes),
	);
	for (;;) {
		const hasFailed = halt && outcomes.some((outcome) => outcome?.ok === false);
		if (hasFailed) open = open.filter(({ hasBegun, wish }) => hasBegun || !writes(wish));
		if (open.length === 0) return outcomes;
		const answers = await answersOf(asker, open);
		open = open.flatMap((walker, position) => {
			const hasBegun = walker.hasBegun || writes(walker.wish);
			return next({ ...walker, hasBegun }, answers[position], outcomes);
		});
	}
}

function writes({ requests = [] }: Wish): boolean {
	return requests.some(({ safety }) => safety !== 'read');
}

function next(walker: Walk, answers: Answers, outcomes: Outcomes): Walk[] {
	const step = attempt(() => walker.steps.next(answers));
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
