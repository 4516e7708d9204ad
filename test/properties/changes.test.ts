/**
 * Any set of faults in any run of changes: each item ends in exactly one of done and failed with a reason, nobody is
 * invited twice, and the portal's state agrees with what was said.
 */
import fc from 'fast-check';
import { RunAsker } from '../../nodes/Bitrix24/engine/asker';
import { Dispatch } from '../../nodes/Bitrix24/engine/dispatch';
import { Hints } from '../../nodes/Bitrix24/engine/hints';
import { isInDoubt } from '../../nodes/Bitrix24/engine/failure';
import { yesNo as flag } from '../../nodes/Bitrix24/values/yesNo';
import { NotConfirmed } from '../../nodes/Bitrix24/plan/errors';
import { change } from '../../nodes/Bitrix24/plan/plans';
import type { Done, Plan } from '../../nodes/Bitrix24/plan/types';
import { updateOf } from '../../nodes/Bitrix24/resources/user/edit';
import { invitationOf, taken } from '../../nodes/Bitrix24/resources/user/invitations';
import { people as finder, personByEmail } from '../../nodes/Bitrix24/resources/user/people';
import { type Params, succeeded } from '../../nodes/Bitrix24/transport/types';
import { QuickClock } from '../support/clock';
import { kindOf, Lab, RUNS, type Trouble } from './lab';

const clock = new QuickClock();
beforeAll(() => clock.start());
afterAll(() => clock.stop());

type Kind = 'update' | 'alone' | 'dismiss' | 'invite' | 'upsert';

/** What each HTTP request meets, in order; after that nothing. */
const troubles = fc.array(
	fc.oneof(
		{ weight: 6, arbitrary: fc.constant<Trouble>('none') },
		{
			weight: 4,
			arbitrary: fc.constantFrom<Trouble>('limit', 'broken', 'lost', 'page', 'emptied'),
		},
		{ weight: 1, arbitrary: fc.constantFrom<Trouble>('overload', 'refused') },
	),
	{ maxLength: 14 },
);

/** What single calls meet, by their number. */
const spoiled = fc.dictionary(
	fc.nat(80).map(String),
	fc.constantFrom('QUERY_LIMIT_EXCEEDED', 'INTERNAL_SERVER_ERROR', 'ERROR_CORE'),
	{ maxKeys: 3 },
);
const STATUS: Record<string, number> = {
	QUERY_LIMIT_EXCEEDED: 503,
	INTERNAL_SERVER_ERROR: 500,
	ERROR_CORE: 400,
};

const kinds = fc.array(
	fc.constantFrom<Kind>(
		'update',
		'update',
		'update',
		'alone',
		'dismiss',
		'invite',
		'invite',
		'upsert',
	),
	{ minLength: 1, maxLength: 70 },
);

const idOf = (row: number) => 100 + row;
const isNewcomer = (kind: Kind, row: number) =>
	kind === 'invite' || (kind === 'upsert' && row % 2 === 0);
const emailOf = (kind: Kind, row: number) =>
	isNewcomer(kind, row) ? `new${row}@example.com` : `person${idOf(row)}@example.com`;

function planOf(kind: Kind, row: number): Plan {
	const mark = { WORK_POSITION: `mark${row}` };
	const email = emailOf(kind, row);
	const ref = personByEmail(email);
	const told = { foresee: () => ({}), finish: ({ id }: Done) => ({ ID: id }) };
	const invitation = () =>
		invitationOf(
			email,
			{ ...mark, EMAIL: email, UF_DEPARTMENT: [1] },
			{ check: undefined, ...told },
		);
	const update = (params: Params, id = idOf(row)) =>
		updateOf(id, params, { about: `row ${row}`, check: undefined, ...told });
	switch (kind) {
		case 'update':
			return change([], () => update(mark));
		case 'alone':
			// A text no batch can carry.
			return change([], () => update({ ...mark, PERSONAL_NOTES: '$result[0]' }));
		case 'dismiss':
			return change([], () => ({
				...update({ ACTIVE: 'N' }),
				check: { of: idOf(row), resource: 'user', select: ['ID', 'ACTIVE'], decides: true },
				finish({ id, row: now }: Done) {
					if (!now || flag(now.ACTIVE)) throw new NotConfirmed('Not confirmed', 'Look');
					return { ID: id };
				},
			}));
		case 'invite':
			return change(
				[ref],
				(known) => {
					const there = known.row(ref);
					if (there) throw taken(email, there);
					return invitation();
				},
				{ creates: [ref] },
			);
		case 'upsert':
			return change(
				[ref],
				(known) => {
					const there = known.row(ref);
					return there ? update(mark, Number(there.ID)) : invitation();
				},
				{ creates: [ref] },
			);
	}
}

/** Everybody the items are about, as things stand before. */
function labFor(all: Kind[], happening: Trouble[], calls: Record<string, string>): Lab {
	let call = 0;
	const lab = new Lab(
		{
			onCall() {
				const error = calls[call++];
				return error === undefined
					? undefined
					: { status: STATUS[error], error, error_description: '' };
			},
		},
		(request) => happening[request] ?? 'none',
	);
	all.forEach((kind, row) => {
		if (!isNewcomer(kind, row)) lab.add(idOf(row), { WORK_POSITION: 'before' });
	});
	return lab;
}

/** The people with an item's address, and whether its change has taken place. */
function seen(lab: Lab, kind: Kind, row: number) {
	const email = emailOf(kind, row);
	const people = [...lab.state.people.values()].filter(({ EMAIL }) => EMAIL === email);
	const hasChanged = people.some(({ ACTIVE, WORK_POSITION }) =>
		kind === 'dismiss' ? !ACTIVE : WORK_POSITION === `mark${row}`,
	);
	return { people, hasChanged };
}

it.each([
	['going on', false],
	['stopping', true],
])('1,000 runs, %s at failures', async (_how, halt) => {
	const tally = new Map<string, number>();
	await fc.assert(
		fc.asyncProperty(kinds, troubles, spoiled, async (all, happening, calls) => {
			const lab = labFor(all, happening, calls);
			const portal = await lab.connect();
			const hints = new Hints();
			const finders = () => finder;
			const asker = new RunAsker(portal, finders, hints);
			const plans = all.map((kind, row) => succeeded(planOf(kind, row)));
			const outcomes = await new Dispatch(asker, finders, hints, halt).run(plans);
			// A run that ends without an error has done everything.
			if (outcomes.some((outcome) => outcome === undefined))
				expect(outcomes.some((outcome) => outcome?.ok === false)).toBe(true);
			expect(outcomes).toHaveLength(all.length);
			all.forEach((kind, row) => {
				const outcome = outcomes[row];
				const { people, hasChanged } = seen(lab, kind, row);
				// Never a second invitation, whatever was said.
				const invitations = people.flatMap((one) => one.invitations);
				expect(invitations.length).toBeLessThanOrEqual(isNewcomer(kind, row) ? 1 : 0);
				if (outcome === undefined) {
					tally.set('notSent', (tally.get('notSent') ?? 0) + 1);
					expect({ row, kind, hasChanged }).toEqual({ row, kind, hasChanged: false });
					return;
				}
				if (outcome.ok) {
					tally.set('done', (tally.get('done') ?? 0) + 1);
					expect({ row, kind, hasChanged }).toEqual({ row, kind, hasChanged: true });
					expect(people.map(({ ID }) => String(ID))).toEqual(outcome.value.map(({ ID }) => ID));
					return;
				}
				const { error } = outcome;
				tally.set(kindOf(error), (tally.get(kindOf(error)) ?? 0) + 1);
				expect(error.message).not.toBe('');
				// Who is told "not done" must not have been changed; doubt has to be named as doubt.
				if (isInDoubt(error) || error instanceof NotConfirmed) return;
				expect({ row, kind, said: kindOf(error), hasChanged }).toEqual({
					row,
					kind,
					said: kindOf(error),
					hasChanged: false,
				});
			});
			if (!halt)
				expect(
					outcomes.some((outcome) => outcome?.ok) ||
						happening.length > 0 ||
						Object.keys(calls).length > 0,
				).toBe(true);
		}),
		{ ...RUNS, numRuns: 1_000 },
	);
	// Each way to end was met.
	expect([...tally.keys()]).toEqual(expect.arrayContaining(['done', 'lost', 'refused']));
	if (halt) expect(tally.has('notSent')).toBe(true);
});
