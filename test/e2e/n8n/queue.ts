/** n8n in queue mode: one main, two workers, Redis; all on loopback and on the same database. */
import { randomBytes } from 'node:crypto';

import { join } from 'node:path';

import { openStage, type Stage, type StageOptions } from '.';
import { REDIS } from './debian';
import { removeTemporary, temporaryFolder } from './folders';
import { startWorker } from './instance';
import { freePorts } from './ports';
import { plainEnvironment, Service, until } from './processes';

export const WORKERS = 2;
/** Executions one worker takes at a time; n8n recommends no less than five in production. */
const CONCURRENCY = 2;

/** Where a worker, counted from 1, writes what it does. */
export function workerLog(userFolder: string, worker: number): string {
	return join(userFolder, `worker-${worker}.log`);
}

export async function openQueue(options: StageOptions): Promise<Stage> {
	const { say = () => undefined } = options;
	const [port] = await freePorts(1);
	const folder = temporaryFolder('redis');
	const parameters = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
	const redis = new Service('redis', REDIS, [...parameters, '--save', '', '--appendonly', 'no'], {
		cwd: folder,
		env: plainEnvironment(),
	});
	const workers: Service[] = [];
	const closeOthers = async () => {
		await Promise.all(workers.map((worker) => worker.stop()));
		await redis.stop();
		removeTemporary(folder);
	};
	try {
		await until('Redis is ready', () =>
			Promise.resolve(redis.lines.some((line) => /ready to accept/i.test(line)) || undefined),
		);
		const stage = await openStage({
			...options,
			environment: {
				EXECUTIONS_MODE: 'queue',
				QUEUE_BULL_REDIS_HOST: '127.0.0.1',
				QUEUE_BULL_REDIS_PORT: String(port),
				N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
				OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
				...options.environment,
			},
		});
		for (let index = 1; index <= WORKERS; index++) {
			say(`Starting worker ${index}`);
			workers.push(
				await startWorker(stage.instance, CONCURRENCY, workerLog(stage.instance.userFolder, index)),
			);
		}
		return {
			...stage,
			async close() {
				await Promise.all(workers.map((worker) => worker.stop()));
				await stage.close();
				await closeOthers();
			},
		};
	} catch (error) {
		await closeOthers();
		throw error;
	}
}
