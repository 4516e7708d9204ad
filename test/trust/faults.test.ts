/**
 * Faults × operations, alone and for several items with both settings of "On Error": what becomes of each item, how many
 * requests reach the portal, and what the portal holds afterwards. `npx tsx test/trust/matrix.ts` prints the same table.
 */
import '../harness';
import { QuickClock } from '../support/clock';
import { runCell, WAYS, type Cell, type Fate, type Way } from './support/cell';
import { faultCases, type FaultCase } from './support/faults';
import { subjects, type Subject } from './support/operations';

const clock = new QuickClock();
beforeAll(() => clock.start());
afterAll(() => clock.stop());

/** Runs without faults, to compare with. */
const calmRuns = new Map<string, Promise<Cell>>();
function calmRun(subject: Subject, way: Way): Promise<Cell> {
	// "On Error" makes no difference where nothing goes wrong.
	const key = `${subject.name} ${way === 'alone' ? way : 'batch'}`;
	const calm = calmRuns.get(key) ?? runCell(subject, way, clock);
	calmRuns.set(key, calm);
	return calm;
}

interface Expected {
	fates: Fate[];
	/** HTTP requests in all. */
	requests: number;
	waited: boolean;
	/** Whether the portal has what the item asks for. */
	inPortal: (row: number) => boolean;
}

/** Questions after the first one, at distances of 15, 30, 60 … seconds, until the block of ten minutes or Max Wait is over. */
function looksWithin(maxWait = 60): number {
	const end = Math.min(maxWait, 600);
	let looks = 0;
	for (let waited = 0; waited < end; looks++)
		waited = Math.min(15 * (2 ** (looks + 1) - 1), maxWait);
	return looks;
}

/** A failure of these rows, as the setting "On Error" makes it look. */
function failing(way: Way, count: number, isFailing: (row: number) => boolean): Fate[] {
	const rows = Array.from({ length: count }, (_, row) => row);
	if (way === 'batch, continue') return rows.map((row) => (isFailing(row) ? 'failed' : 'done'));
	const stop = rows.findIndex(isFailing);
	return rows.map((row) => (row === stop ? 'failed' : 'untouched'));
}

function expectFinal(
	{ ahead: many = 0, aheadAlone = many, spared }: Subject,
	way: Way,
	fault: FaultCase,
	calm: Cell,
	looks = 0,
): Expected {
	const { length } = calm.fates;
	const ahead = way === 'alone' ? aheadAlone : many;
	const partial = fault.partial === true && way !== 'alone';
	const fails = (row: number) => !partial || !spared(row);
	const fates = failing(way, length, fails);
	const stop = way === 'batch, stop' ? fates.indexOf('failed') : Infinity;
	return {
		fates,
		requests: fault.cutOff ? 0 : partial ? calm.requests : ahead + 1 + looks,
		waited: looks > 0 || (!fault.atOnce && !fault.partial),
		inPortal: (row) => !fails(row) && row < stop,
	};
}

/** After an unknown outcome: changes are repeated, invitations looked up and sent again only where nobody is there. */
function expectLost({ safety }: Subject, way: Way, { knowledge }: FaultCase, calm: Cell): Expected {
	const isInvitation = (row: number) =>
		safety === 'once' || (safety === 'mixed' && (way === 'alone' || row % 2 === 1));
	const wasDone = knowledge === 'lost after';
	const repeated = calm.fates.some((_, row) => !isInvitation(row));
	const lookedUp = calm.fates.some((_, row) => isInvitation(row));
	let more = (repeated ? 1 : 0) + (lookedUp ? (wasDone ? 1 : 2) : 0);
	// In order: the update before the first invitation in doubt, the look-up, and then whatever is behind it.
	if (safety === 'mixed' && way === 'batch, stop') more = 3;
	return {
		fates: calm.fates.map((_, row) => (wasDone && isInvitation(row) ? 'recovered' : 'done')),
		requests: calm.requests + more,
		waited: repeated,
		inPortal: () => true,
	};
}

function expected(subject: Subject, way: Way, fault: FaultCase, calm: Cell): Expected {
	const isFinal = fault.knowledge === 'final';
	// Without an answer before it, nobody knows how long the method is blocked: asked again at distances that double.
	const looks = fault.partial && way === 'alone' ? looksWithin(fault.maxWait) : undefined;
	const cell = isFinal
		? expectFinal(subject, way, fault, calm, looks)
		: fault.knowledge === 'passing'
			? {
					fates: calm.fates,
					requests: calm.requests + (looks ?? fault.detour ?? 1),
					waited: !fault.atOnce,
					inPortal: () => true,
				}
			: expectLost(subject, way, fault, calm);
	// A batch that halts does not get to the read that ends it: the person changed before that is read back alone.
	const halts = fault.partial && way === 'batch, stop' && subject.name === 'dismiss';
	return halts ? { ...cell, requests: cell.requests + 1 } : cell;
}

describe.each(WAYS)('%s', (way) => {
	describe.each(faultCases)('$name', (fault) => {
		test.each(subjects)('$name', async (subject) => {
			const calm = await calmRun(subject, way);
			const want = expected(subject, way, fault, calm);
			const cell = await runCell(subject, way, clock, fault);

			expect(cell.fates).toEqual(want.fates);
			expect(cell.requests).toBe(want.requests);
			expect(cell.waited).toBe(want.waited);
			expect(cell.blind).toBe(0);
			if (subject.isDone)
				expect(cell.inPortal).toEqual(cell.fates.map((_, row) => want.inPortal(row)));
			cell.invitations.forEach((count, row) => {
				expect(count).toBe(calm.invitations[row] > 0 && want.inPortal(row) ? 1 : 0);
			});
			const done = cell.fates.flatMap((fate, row) => (/done|recovered/.test(fate) ? [row] : []));
			const of = (outputs: Cell['outputs']) => outputs.filter(({ row }) => done.includes(row));
			expect(of(cell.outputs)).toEqual(of(calm.outputs));
			for (const message of cell.messages) expect(message).toMatch(fault.message ?? /never/);
			if (fault.hint) expect(cell.hints).toContainEqual(expect.stringMatching(fault.hint));
		});
	});
});

describe('what a failure tells', () => {
	const named = (name: string) => faultCases.find((fault) => fault.name === name)!;
	const writing = subjects.filter(({ isDone }) => isDone);

	test.each(writing)(
		'$name: a block lasts until a moment, and nothing is lost sight of',
		async (subject) => {
			const fault = named('OPERATION_TIME_LIMIT beyond Max Wait');
			const { descriptions } = await runCell(subject, 'batch, stop', clock, fault);
			expect(descriptions).toEqual([
				expect.stringMatching(
					/free again at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\. .*"Max Wait".* Done before it: \d\. /,
				),
			]);
		},
	);

	test.each(writing)('$name: nothing was changed', async (subject) => {
		const { descriptions } = await runCell(subject, 'batch, stop', clock, named('OVERLOAD_LIMIT'));
		expect(descriptions).toEqual([
			expect.stringMatching(/Only Bitrix24 support .* Nothing was changed in the portal\./),
		]);
	});
});

/** A fault that does not go away ends after a bounded number of requests, whose total says how often was tried. */
describe.each([
	{
		name: 'QUERY_LIMIT_EXCEEDED for good',
		fault: { answer: { status: 503, body: { error: 'QUERY_LIMIT_EXCEEDED' } } },
		// Eleven tries each.
		requests: { getAll: 11, get: 11, search: 11, update: 11, dismiss: 13, invite: 14, upsert: 15 },
		message: /gets too many requests/,
		inDoubt: false,
	},
	{
		name: '502 HTML for good',
		fault: { answer: { status: 502, body: '<h1>Bad Gateway</h1>' } },
		// Four tries each; of an invitation one, and four to look it up.
		requests: { getAll: 4, get: 4, search: 4, update: 4, dismiss: 6, invite: 8, upsert: 13 },
		message: /out of order for the moment/,
		inDoubt: true,
	},
])('$name', ({ fault, requests, message, inDoubt }) => {
	test.each(subjects)('$name', async (subject) => {
		const forGood: FaultCase = {
			name: '',
			knowledge: 'final',
			// From the carrier on, whatever it is called.
			arm: ({ portal }) => portal.fault({ ...fault, skip: subject.ahead ?? 0, times: 1_000 }),
		};
		const cell = await runCell(subject, 'batch, continue', clock, forGood);
		expect(new Set(cell.fates)).toEqual(new Set(['failed']));
		expect(cell.requests).toBe(requests[subject.name as keyof typeof requests]);
		expect(cell.waited).toBe(true);
		expect(cell.inPortal).not.toContain(true);
		expect(cell.messages.every((text) => message.test(text))).toBe(true);
		const doubts = /may have been carried out all the same/;
		for (const text of cell.descriptions) {
			expect(doubts.test(text)).toBe(inDoubt && subject.isDone !== undefined);
		}
	});
});
