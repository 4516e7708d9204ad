/** Runs commands of a release, each in the folder it is about. */
import { spawnSync } from 'node:child_process';

export interface Finished {
	code: number;
	/** Both streams, as far as they were captured. */
	text: string;
}

export interface RunOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** Prints what the command prints. */
	loud?: boolean;
}

/** npm tells its scripts which package they belong to; commands in another folder must not hear that. */
const OF_THIS_SCRIPT = /^(npm_|INIT_CWD$|NODE_OPTIONS$)/;

/** The environment without what npm set for the script that is running. */
export function ownEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(([name]) => !OF_THIS_SCRIPT.test(name));
	return { ...Object.fromEntries(kept), ...extra };
}

/** Runs to the end, whatever the exit code. */
export function attempt(command: string, args: readonly string[], options: RunOptions): Finished {
	const { status, stdout, stderr, error } = spawnSync(command, args, {
		cwd: options.cwd,
		env: options.env ?? ownEnvironment(),
		encoding: 'utf8',
		maxBuffer: 64 * 1024 * 1024,
		stdio: options.loud ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
	});
	if (error) throw error;
	return { code: status ?? -1, text: `${stdout ?? ''}${stderr ?? ''}` };
}

/**
 * What it printed.
 *
 * @throws with what it printed when it ends with anything but 0
 */
export function run(command: string, args: readonly string[], options: RunOptions): string {
	const { code, text } = attempt(command, args, options);
	if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${text}`);
	return text.trim();
}
