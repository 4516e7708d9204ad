/** Asks the portal on behalf of a run: questions once, names together. */
import type { Answers, Asker, Finder, Known, Question, Ref, Wish } from '../plan/types';
import { listAll } from '../transport/list';
import type { Portal } from '../transport/portal';
import { sendAll } from '../transport/send';
import { attempt, type Outcome } from '../transport/types';
import type { Hints } from './hints';
import { KnownThings } from './known';

/** The finder of a resource, by its value. */
export type Finders = (resource: string) => Finder;

export class RunAsker implements Asker {
	private readonly asked = new Map<Question<unknown>, Promise<Outcome<unknown>>>();

	constructor(
		readonly portal: Portal,
		private readonly finders: Finders,
		private readonly hints: Hints,
		/** Items of the run. */
		private readonly items = 0,
	) {}

	get portalOrigin(): string {
		return this.portal.origin;
	}

	get ownId(): number | undefined {
		return this.portal.ownerId;
	}

	isOwn(link: string): boolean {
		return this.portal.isOwn(link);
	}

	async ask<T>(question: Question<T>): Promise<T> {
		const asked = this.asked.get(question) ?? this.put(question);
		this.asked.set(question, asked);
		const outcome = await asked;
		if (!outcome.ok) throw outcome.error;
		// Kept under the question that gave it.
		return outcome.value as T;
	}

	async lookUp(refs: readonly Ref[], select?: readonly string[]): Promise<Known> {
		const known = new KnownThings(this.finders, this.hints);
		await this.learn(known, refs, select);
		return known;
	}

	/** Looks refs up, anew where they were known before. */
	async learn(
		known: KnownThings,
		refs: readonly Ref[],
		select: readonly string[] | undefined,
	): Promise<void> {
		const searches = known.searchesFor(refs, select);
		const lists = await listAll(
			this.portal,
			searches.map(({ list }) => list),
		);
		searches.forEach((search, at) => known.learn(search, lists[at]));
	}

	async read({ lists = [], requests = [] }: Wish): Promise<Answers> {
		return {
			lists: await listAll(this.portal, [...lists]),
			requests: await sendAll(this.portal, [...requests], { halt: false }),
		};
	}

	private async put<T>(question: Question<T>): Promise<Outcome<T>> {
		const answers = await this.read(question.sized?.(this.items) ?? question);
		return attempt(() => question.answer(answers));
	}
}
