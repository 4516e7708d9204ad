/** Walks of several items that come to one change. */
import {
	goTogether,
	Together,
	type Walk,
} from '../../../nodes/Bitrix24/resources/department/together';
import type { Answers, Wish } from '../../../nodes/Bitrix24/plan/types';
import type { RestRequest } from '../../../nodes/Bitrix24/transport/types';

const ask = (method: string): RestRequest => ({ method, params: {}, safety: 'read' });

/** Answers every request with its own method, and keeps what was asked in each round. */
function follow<T>(walk: Walk<T>): { rounds: string[][]; value?: T; error?: unknown } {
	const rounds: string[][] = [];
	try {
		let step = walk.next();
		while (!step.done) {
			rounds.push((step.value.requests ?? []).map(({ method }) => method));
			step = walk.next(answersOf(step.value));
		}
		return { rounds, value: step.value };
	} catch (error) {
		return { rounds, error };
	}
}

function answersOf({ requests = [], lists = [] }: Wish): Answers {
	return {
		lists: lists.map(() => ({ ok: true, value: [] })),
		requests: requests.map(({ method }) => ({ ok: true, value: { result: method } })),
	};
}

function* asking(...methods: string[]): Walk<void> {
	for (const method of methods) {
		const { requests } = yield { requests: [ask(method)] };
		expect(requests).toEqual([{ ok: true, value: { result: method } }]);
	}
}

it('walks once for all who join, and gives all of them what it came to', () => {
	let walks = 0;
	const shared = new Together(function* (): Walk<number> {
		walks++;
		yield { requests: [ask('a')] };
		return 7;
	});
	const values: number[] = [];
	function* item(): Walk<void> {
		values.push(yield* shared.join());
	}
	expect(follow(goTogether([item(), item(), item()])).rounds).toEqual([['a']]);
	expect([walks, values]).toEqual([1, [7, 7, 7]]);
});

it('fails for all who join when it fails', () => {
	const shared = new Together<void>(function* () {
		yield* asking('a');
		throw new Error('refused');
	});
	expect(follow(shared.join()).error).toEqual(new Error('refused'));
	expect(follow(shared.join())).toEqual({ rounds: [], error: new Error('refused') });
});

it('goes side by side, each with its own answers, however long each takes', () => {
	const { rounds, error } = follow(goTogether([asking('a', 'b'), asking(), asking('c', 'd', 'e')]));
	expect(error).toBeUndefined();
	expect(rounds).toEqual([['a', 'c'], ['b', 'd'], ['e']]);
});

it('brings the others to their end when one goes wrong, and tells the first that did', () => {
	const ends: string[] = [];
	function* failing(name: string, ...methods: string[]): Walk<void> {
		yield* asking(...methods);
		throw new Error(name);
	}
	function* whole(): Walk<void> {
		yield* asking('a', 'b', 'c');
		ends.push('whole');
	}
	const walk = goTogether([failing('second', 'x', 'y'), failing('first', 'z'), whole()]);
	expect(follow(walk).error).toEqual(new Error('first'));
	expect(ends).toEqual(['whole']);
});
