/** Starts the benchmark's processes and talks to them. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Opened } from './portalProcess';
import type { Contestant, Finish, Seen, Task, Workload } from './protocol';

function start(file: string, nodeOptions: string[] = []): ChildProcess {
	return fork(join(__dirname, file), { execArgv: ['--import', 'tsx', ...nodeOptions] });
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
	const [answer] = (await Promise.race([
		once(child, 'message'),
		once(child, 'exit').then(([code]) => {
			throw new Error(`A process of the benchmark ended with ${String(code)}`);
		}),
	])) as [T];
	return answer;
}

export interface Measurement extends Finish, Seen {
	contestant: Contestant;
	workload: Workload;
	people: number;
	/** Whether the people that came out are exactly those the portal shows; undefined where nothing comes out. */
	complete?: boolean;
}

/**
 * Measures one contestant on a fresh portal.
 *
 * @param people size of the portal
 * @param count people to work on, for the workloads that name people
 */
export async function measure(
	contestant: Contestant,
	workload: Workload,
	people: number,
	count = 0,
): Promise<Measurement> {
	const portal = start('portalProcess.ts');
	try {
		portal.send({ people, secure: contestant === 'sdk' });
		const { webhook, ca, visible, employees } = await answerOf<Opened>(portal);
		const task: Task = { contestant, workload, webhook, ca, people: employees.slice(0, count) };
		const worker = start('worker.ts', ['--expose-gc']);
		worker.send(task);
		const finish = await answerOf<Finish>(worker);
		portal.send('judge');
		const seen = await answerOf<Seen>(portal);
		const expected = expectedIds(workload, visible, task);
		const complete = expected && sameSet(finish.ids, expected);
		return { ...finish, ...seen, contestant, workload, people, complete };
	} finally {
		portal.send('stop');
		await once(portal, 'exit');
	}
}

function expectedIds(workload: Workload, visible: string[], task: Task): string[] | undefined {
	if (workload === 'list' || workload === 'sorted') return visible;
	if (workload.startsWith('get')) return task.people.map(({ ID }) => String(ID));
	return undefined;
}

function sameSet(found: string[], expected: string[]): boolean {
	const wanted = new Set(expected);
	return found.length === wanted.size && found.every((id) => wanted.delete(id));
}
