/** Starts the benchmark's processes and talks to them. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Opened, Wanted } from './portalProcess';
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

export interface Piece {
	contestant: Contestant;
	workload: Workload;
	/** Size of the portal. */
	people: number;
	/** People to work on, for work that names people; without it everybody. */
	count?: number;
	/** On a portal without limits and costs. */
	free?: boolean;
}

/** Measures one contestant on a fresh portal. */
export async function measure(piece: Piece): Promise<Measurement> {
	const { contestant, workload, people, count, free = false } = piece;
	const portal = start('portalProcess.ts');
	try {
		const worker = start('worker.ts', ['--expose-gc']);
		const wanted: Wanted = { people, count, secure: contestant === 'sdk', workload, free };
		portal.send(wanted);
		const opened = await answerOf<Opened>(portal);
		const task: Task = { ...opened, contestant, workload };
		worker.send(task);
		const finish = await answerOf<Finish>(worker);
		portal.send('judge');
		const seen = await answerOf<Seen>(portal);
		const expected = expectedIds(workload, opened.visible, task);
		const complete = expected && sameSet(finish.ids, expected);
		return { ...finish, ...seen, contestant, workload, people, complete };
	} finally {
		portal.send('stop');
		await once(portal, 'exit');
	}
}

const LISTED: readonly Workload[] = ['list', 'sorted', 'include'];

function expectedIds(workload: Workload, visible: string[], task: Task): string[] | undefined {
	if (LISTED.includes(workload)) return visible;
	if (workload.startsWith('getBy')) return task.people.map(({ ID }) => String(ID));
	return undefined;
}

function sameSet(found: string[], expected: string[]): boolean {
	const wanted = new Set(expected);
	return found.length === wanted.size && found.every((id) => wanted.delete(id));
}
