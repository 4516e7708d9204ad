/** What the engine and the node write to n8n's log, kept for searches for secrets. */
import type { Logger, LogMetadata } from 'n8n-workflow';
import { serialise } from './serialise';

const LEVELS = ['error', 'warn', 'info', 'debug'] as const;

/** Of an error n8n's log shows these four properties, down the chain of causes. */
function describe(value: unknown): unknown {
	if (!(value instanceof Error)) return value;
	const { name, message, stack, cause } = value;
	return { name, message, stack, cause: cause === undefined ? undefined : describe(cause) };
}

function line(level: string, message: string, metadata: LogMetadata = {}): string {
	const described = Object.entries(metadata).map(([key, value]) => [key, describe(value)]);
	return `${level}: ${message} ${serialise(Object.fromEntries(described))}`;
}

/** Collects every level, also those that an n8n set to "info" would not print. */
export class LogRecorder {
	private readonly lines: string[] = [];

	/** Takes the place of the logger's methods; nothing is printed any more. */
	listenTo(logger: Pick<Logger, (typeof LEVELS)[number]>): void {
		for (const level of LEVELS) {
			logger[level] = (message, metadata) => {
				this.lines.push(line(level, message, metadata));
			};
		}
	}

	/** A mark to ask `since` with. */
	get mark(): number {
		return this.lines.length;
	}

	since(mark: number): string {
		return this.lines.slice(mark).join('\n');
	}
}
