/**
 * Lets a run wait minutes in no time, without touching the node: n8n's own `sleep`, which the node waits with, only
 * moves the clock forward that node and portal read. What was waited for is counted, so that a test can tell a wait
 * from none without looking at a real clock.
 */
import { createRequire } from 'node:module';
import { sleep } from 'n8n-workflow';

interface SleepModule {
	sleep: (milliseconds: number) => Promise<void>;
}

/** Where n8n-workflow keeps its `sleep`, the newest first; the older ones have it in a file of their own. */
const HOMES = ['@n8n/utils/sleep', './utils.js'];

function load(id: string): SleepModule | undefined {
	try {
		const found: SleepModule = createRequire(require.resolve('n8n-workflow'))(id);
		return found;
	} catch {
		return undefined;
	}
}

/** The module behind `sleep` of the one copy of n8n-workflow that engine and node share. */
function findSleep(): SleepModule {
	const found = HOMES.map(load).find((home) => home?.sleep === sleep);
	if (!found) throw new Error('n8n-workflow keeps its sleep somewhere else');
	return found;
}

const sleepModule = findSleep();

const realSleep = sleepModule.sleep;
const realNow = Date.now;

export class QuickClock {
	/** Milliseconds waited for since `reset`. */
	waited = 0;

	/** Called at every wait, once it is over. */
	onWait?: (waited: number) => void | Promise<void>;

	private ahead = 0;

	/** From now on waiting takes no time. */
	start(): void {
		Date.now = () => realNow() + this.ahead;
		sleepModule.sleep = async (milliseconds) => {
			this.ahead += milliseconds;
			this.waited += milliseconds;
			await this.onWait?.(this.waited);
			await new Promise((resolve) => setImmediate(resolve));
		};
	}

	/** Lets time pass that nobody waited for. */
	pass(milliseconds: number): void {
		this.ahead += milliseconds;
	}

	/** Forgets what was waited for; the clock never goes back. */
	reset(): void {
		this.waited = 0;
		this.onWait = undefined;
	}

	stop(): void {
		Date.now = realNow;
		sleepModule.sleep = realSleep;
	}
}
