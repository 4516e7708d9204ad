/** The commands of a workflow of GitHub Actions, so that they can be run elsewhere. */
import { readFileSync } from 'node:fs';

export interface Command {
	job: string;
	run: string;
}

const JOB = /^ {2}([\w-]+):$/;
const RUN = /^ {6,8}(?:- )?run: (.+)$/;

/**
 * The `run` steps of all jobs, in their order.
 *
 * @throws for a step of several lines: keep each step to one
 */
export function commandsOf(path: string): Command[] {
	const [, jobs = ''] = readFileSync(path, 'utf8').split(/^jobs:$/m);
	const commands: Command[] = [];
	let job = '';
	for (const line of jobs.split('\n')) {
		job = JOB.exec(line)?.[1] ?? job;
		const run = RUN.exec(line)?.[1];
		if (run === undefined) continue;
		if (/^[|>]/.test(run)) throw new Error(`${path}: a step of ${job} has several lines`);
		commands.push({ job, run });
	}
	return commands;
}
