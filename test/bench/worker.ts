/** One contestant doing one piece of work, in a process of its own so that memory and CPU are its own. */
import type { Finish, Task } from './protocol';

async function contestant(
	task: Task,
): Promise<() => Promise<Pick<Finish, 'ids' | 'items' | 'failure'>>> {
	switch (task.contestant) {
		case 'ours':
			return await (await import('./contestants/ours')).ours(task);
		case 'sdk':
			return await (await import('./contestants/sdk')).sdk(task);
		case 'byHand':
			return (await import('./contestants/byHand')).byHand(task);
		default:
			return await (await import('./contestants/httpRequest')).httpRequest(task);
	}
}

async function work(task: Task): Promise<Finish> {
	const run = await contestant(task);
	global.gc?.();
	const before = process.memoryUsage.rss();
	let peak = before;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
	const cpu = process.cpuUsage();
	const start = performance.now();
	const done = await run();
	const wall = performance.now() - start;
	const { user, system } = process.cpuUsage(cpu);
	clearInterval(watch);
	return {
		...done,
		wall,
		cpu: (user + system) / 1000,
		memory: (Math.max(peak, process.memoryUsage.rss()) - before) / 1024 / 1024,
	};
}

process.once('message', (task: Task) => {
	work(task).then(
		(finish) => process.send?.(finish, () => process.exit(0)),
		(error: unknown) => {
			console.error(error);
			process.exit(1);
		},
	);
});
