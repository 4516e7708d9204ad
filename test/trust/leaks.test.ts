/**
 * The search for leaks: every error path with both credentials, by turns on every surface where its outcome can be seen.
 * All that is left behind is searched for the webhook's code, the tokens and the client's secret, in part and in
 * encodings. With `EVERY_PATH=1` every path is taken on every surface.
 */
import '../harness';
import { QuickClock } from '../support/clock';
import { leakCases, searchLeak } from './support/leakSearch';
import { SecretSearch } from './support/secrets';

/** Paths and surfaces take turns, until each has met each credential. */
const chosen = leakCases.filter(({ path, surface, access }) => {
	if (process.env.EVERY_PATH) return true;
	const own = leakCases.filter((other) => other.access === access);
	const paths = [...new Set(own.map((other) => other.path))];
	const looks = [...new Set(own.map((other) => other.surface))];
	const turn = paths.length < looks.length ? looks.indexOf(surface) : paths.indexOf(path);
	return paths[turn % paths.length] === path && looks[turn % looks.length] === surface;
});

const clock = new QuickClock();
beforeAll(() => clock.start());
afterAll(() => clock.stop());

const groups = [...new Set(chosen.map(({ access }) => access))].map((access) => ({
	access: access.name,
	cases: chosen.filter((one) => one.access === access),
}));

test.each(groups)(
	'with $access nothing leaks',
	async ({ cases }) => {
		const hits: string[] = [];
		let errors = 0;
		for (const leakCase of cases) {
			const result = await searchLeak(leakCase);
			hits.push(...result.hits);
			if (result.hasFailed) errors++;
		}
		expect(hits).toEqual([]);
		// A success has little to leak: most of these must have gone wrong to prove anything.
		expect(errors).toBeGreaterThan(cases.length * 0.9);
		process.stdout.write(`Leak search: ${cases.length} paths, ${errors} errors, 0 hits.\n`);
	},
	process.env.EVERY_PATH ? 7_200_000 : 120_000,
);

test('every path and every surface has its turn', () => {
	const count = (name: (one: (typeof leakCases)[number]) => string, of: typeof leakCases) =>
		new Set(of.map(name)).size;
	for (const name of [
		({ path, access }: (typeof leakCases)[number]) => `${access.name} ${path.name}`,
		({ surface, access }: (typeof leakCases)[number]) => `${access.name} ${surface.name}`,
	]) {
		expect(count(name, chosen)).toBe(count(name, leakCases));
	}
});

describe('the search itself', () => {
	const secret = 'a1b2c3d4e5f6g7h8';
	const finder = new SecretSearch([secret]);
	const hidden = Object.defineProperty({}, 'hidden', { value: { deep: secret } });

	test.each([
		['a text', `x${secret}y`],
		['half of it', secret.slice(0, 8)],
		['a key', { [secret]: 1 }],
		['what is not enumerable', hidden],
		['a cause', new Error('x', { cause: new Error(secret) })],
		['Base64 anywhere', Buffer.from(`id:${secret}!`).toString('base64')],
		['a URL in a URL', encodeURIComponent(`https://x/?u=https://y/${secret}`)],
		['a buffer in a map', new Map([[1, Buffer.from(secret)]])],
	])('finds %s', (_, value) => {
		expect(finder.find(value)).not.toEqual([]);
	});

	test('finds nothing in nothing', () => {
		expect(finder.find({ message: 'The portal answered nothing' }, 'a1b2c3d')).toEqual([]);
	});
});
