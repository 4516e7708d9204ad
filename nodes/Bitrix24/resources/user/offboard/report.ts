/** What came of an offboarding, part by part. */
import type { IDataObject } from 'n8n-workflow';

import { NotConfirmed } from '../../../plan/errors';
import type { Came, Heir, Leaver, Part } from './words';

export class Report {
	private readonly parts: IDataObject = {};

	private readonly skipped: Record<string, string> = {};

	/** Per part a few words, in order. */
	private readonly words: string[] = [];

	private stopped?: { part: Part; error: Error };

	constructor(
		private readonly leaver: Leaver,
		private readonly heir: Heir | undefined,
	) {}

	get hasStopped(): boolean {
		return this.stopped !== undefined;
	}

	add(part: Part, { report, words, stopped }: Came): void {
		Object.assign(this.parts, report);
		this.words.push(`${part.label}: ${words}.`);
		if (stopped) this.stopped ??= { part, error: stopped };
	}

	/** A part the credential may not carry out. */
	skip(part: Part, { message }: Error): void {
		this.skipped[part.name] = message;
		this.words.push(`${part.label}: left out.`);
	}

	/** A part that was not begun, because one before it stopped. */
	leaveOut(part: Part): void {
		this.words.push(`${part.label}: not begun.`);
	}

	get output(): IDataObject {
		return {
			ID: String(this.leaver.id),
			successor: this.heir ? String(this.heir.id) : null,
			...this.parts,
			...(Object.keys(this.skipped).length > 0 && { skipped: this.skipped }),
		};
	}

	/** @throws {Stopped} when a part stopped in the middle */
	get result(): IDataObject {
		if (!this.stopped) return this.output;
		const { part, error } = this.stopped;
		throw new Stopped(this.leaver, part, error, this.words.join(' '));
	}
}

/** An offboarding that did not come to its end: what was done, why not all, and that it can be repeated. */
class Stopped extends NotConfirmed {
	constructor({ label }: Leaver, part: Part, error: Error, soFar: string) {
		const remedy = 'remedy' in error && typeof error.remedy === 'string' ? error.remedy : '';
		super(
			`The offboarding of ${label} stopped at "${part.label}": ${error.message}`,
			`${remedy} So far: ${soFar} Run it again to do what is left.`.trim(),
		);
	}
}
