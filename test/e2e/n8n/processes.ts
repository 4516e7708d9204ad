/** Child processes in groups of their own, so that stopping one stops what it started and nothing else. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

const KEPT_LINES = 400;
const PATIENCE = 10_000;

const running = new Set<Service>();

// Whatever ends this process ends its children: no leftovers, even after a thrown error.
process.on('exit', () => {
	for (const service of running) service.kill('SIGKILL');
});

/** What a child needs of the environment: nothing of npm's or the test runner's own settings. */
export function plainEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
	const { PATH, HOME, LANG, TMPDIR } = process.env;
	return { PATH, HOME, LANG, TMPDIR, ...extra };
}

/** npm's own settings for the script that is running; they must not reach another project. */
const OF_THIS_SCRIPT =
	/^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|INIT_CWD$|NODE_OPTIONS$)/;

/** What a child needs that reaches out to a registry: proxies, certificates and npm's settings as the person has them. */
export function networkEnvironment(): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !OF_THIS_SCRIPT.test(name)),
	);
}

/** A process that serves until it is stopped. */
export class Service {
	readonly lines: string[] = [];
	readonly ended: Promise<number>;
	isRunning = true;
	private readonly child: ChildProcess;

	constructor(
		readonly name: string,
		command: string,
		parameters: string[],
		options: Pick<SpawnOptions, 'cwd' | 'env'>,
	) {
		this.child = spawn(command, parameters, {
			...options,
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		running.add(this);
		for (const stream of [this.child.stdout, this.child.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => this.remember(text));
		}
		this.ended = new Promise((resolve) => {
			this.child.once('error', (error) => this.remember(String(error)));
			this.child.once('close', (code) => {
				this.isRunning = false;
				running.delete(this);
				resolve(code ?? -1);
			});
		});
	}

	/** Prints what it prints, from now on. */
	echo(): void {
		this.child.stdout?.on('data', (text: string) => process.stdout.write(text));
		this.child.stderr?.on('data', (text: string) => process.stderr.write(text));
	}

	/** The last lines it printed, for an error message. */
	tail(count = 30): string {
		return this.lines.slice(-count).join('\n');
	}

	kill(signal: NodeJS.Signals): void {
		if (this.child.pid === undefined) return;
		try {
			process.kill(-this.child.pid, signal);
		} catch {
			// The group is gone already.
		}
	}

	/** Asks it to end, and ends it when it does not. */
	async stop(): Promise<void> {
		if (this.isRunning) {
			this.kill('SIGTERM');
			const timer = setTimeout(() => this.kill('SIGKILL'), PATIENCE);
			await this.ended;
			clearTimeout(timer);
		}
		// Children that outlived their parent.
		this.kill('SIGKILL');
	}

	private remember(text: string): void {
		this.lines.push(...text.split('\n').filter((line) => line.trim() !== ''));
		if (this.lines.length > KEPT_LINES) this.lines.splice(0, this.lines.length - KEPT_LINES);
	}
}

/** Runs a command to its end; `onTick` is called every ten seconds meanwhile. */
export async function runCommand(
	command: string,
	parameters: string[],
	options: Pick<SpawnOptions, 'cwd' | 'env'>,
	onTick?: () => void,
): Promise<string> {
	const service = new Service(command, command, parameters, options);
	const timer = onTick && setInterval(onTick, 10_000);
	const code = await service.ended;
	clearInterval(timer);
	if (code !== 0) {
		throw new Error(`${command} ${parameters.join(' ')} ended with ${code}:\n${service.tail(60)}`);
	}
	return service.lines.join('\n');
}

/**
 * Asks until something is there.
 *
 * @param probe undefined while it is not; an error counts as not yet
 */
export async function until<Result>(
	what: string,
	probe: () => Promise<Result | undefined>,
	{ seconds = 60, every = 250 }: { seconds?: number; every?: number } = {},
): Promise<Result> {
	const giveUp = Date.now() + seconds * 1000;
	let last: unknown;
	for (;;) {
		try {
			const result = await probe();
			if (result !== undefined) return result;
		} catch (error) {
			last = error;
		}
		if (Date.now() > giveUp) {
			throw new Error(`${what}: not within ${seconds} s`, { cause: last });
		}
		await new Promise((resolve) => setTimeout(resolve, every));
	}
}
