/** What the chaos run lets the node do: one run of the node with any operation for any number of items. */
import type { IDataObject } from 'n8n-workflow';
import type { NodeRunOptions } from '../../harness';
import { columns, userBy } from '../../support/portal';
import type { Portal, StoredPerson } from '../../portal';
import type { Random } from '../../portal/domain/random';

const OPERATIONS = ['invite', 'update', 'upsert', 'dismiss', 'reinstate', 'get', 'getAll'] as const;

export type ChaosOperation = (typeof OPERATIONS)[number];

/** One item; what it names is all the books need to know of it. */
export interface ChaosItem extends IDataObject {
	id?: number;
	email?: string;
	/** The value it writes; no two items of a chaos run write the same. */
	position?: string;
	/** For lists. */
	status?: string;
}

export interface ChaosPlan {
	operation: ChaosOperation;
	items: ChaosItem[];
	parameters: NodeRunOptions['parameters'];
	goesOn: boolean;
}

/** Texts that a batch cannot carry, so that single requests and batches mix. */
const AWKWARD = [
	'',
	'',
	'',
	'',
	' $result[0]',
	' select it from where',
	' & = # + %00',
	' <b>✓</b>',
];

const FIXED: Record<ChaosOperation, NodeRunOptions['parameters']> = {
	invite: {},
	update: { user: userBy('id', '={{ $json.id }}') },
	upsert: {},
	dismiss: { user: userBy('id', '={{ $json.id }}') },
	reinstate: { user: userBy('id', '={{ $json.id }}') },
	get: { user: userBy('id', '={{ $json.id }}'), output: 'raw' },
	getAll: { returnAll: true, filters: { status: '={{ $json.status }}' }, output: 'raw' },
};

const WRITES_FIELDS = new Set<ChaosOperation>(['invite', 'update', 'upsert']);

/** Where most can go wrong; drawn more often. */
const INVITING = ['invite', 'upsert'] as const;

const INVITES = new Set<ChaosOperation>(INVITING);

export class Planner {
	private counter = 0;

	constructor(
		private readonly random: Random,
		private readonly portal: Portal,
	) {}

	/** A run of at most `limit` items. */
	plan(limit: number): ChaosPlan {
		const { random } = this;
		const operation = random.chance(0.4) ? random.pick(INVITING) : random.pick(OPERATIONS);
		const wanted = random.pick([
			1,
			1,
			2 + random.below(4),
			5 + random.below(10),
			20 + random.below(41),
		]);
		// Lists are long: few of them tell as much.
		const count = Math.min(limit, operation === 'getAll' ? Math.min(wanted, 3) : wanted);
		const items = this.items(operation, count);
		const options = {
			...(random.chance(0.3) && { maxWait: 900 }),
			...(operation === 'dismiss' && { maxPeople: 1_000 }),
		};
		return {
			operation,
			items,
			goesOn: random.chance(0.5),
			parameters: {
				operation,
				...FIXED[operation],
				...(INVITES.has(operation) && { email: '={{ $json.email }}', departments: [1] }),
				...(WRITES_FIELDS.has(operation) && {
					fields: columns({ WORK_POSITION: '={{ $json.position }}' }),
				}),
				options:
					operation === 'update' && random.chance(0.2) ? { ...options, returnUser: true } : options,
			},
		};
	}

	private items(operation: ChaosOperation, count: number): ChaosItem[] {
		const { random } = this;
		const known = shuffled(this.reachable(), random);
		return Array.from({ length: count }, (_, row): ChaosItem => {
			const position = `Position ${++this.counter}${random.pick(AWKWARD)}`;
			const person = known[row % known.length];
			if (operation === 'getAll') return { status: random.pick(['any', 'active', 'dismissed']) };
			if (operation === 'update') return { id: person.ID, position };
			if (!INVITES.has(operation)) return { id: person.ID };
			const isKnown = random.chance(operation === 'upsert' ? 0.5 : 0.05);
			return { email: isKnown ? person.EMAIL : this.address(), position };
		});
	}

	/** Nobody's yet; every twentieth is one that was made before. */
	private address(): string {
		const number = this.random.chance(0.05) && this.counter > 1 ? this.counter - 1 : this.counter;
		return this.random.pick([`new${number}@new.example`, `New.${number}+tag@New.Example`]);
	}

	/** People of the seed: invited long before, and everybody's to see. Administrator 1 holds the credential. */
	private reachable(): StoredPerson[] {
		return [...this.portal.people.values()].filter(
			({ ID, USER_TYPE, EXTERNAL_AUTH_ID, invitations }) =>
				ID > 1 && USER_TYPE === 'employee' && !EXTERNAL_AUTH_ID && invitations.length === 0,
		);
	}
}

function shuffled<Value>(values: Value[], random: Random): Value[] {
	const rest = [...values];
	return values.map(() => rest.splice(random.below(rest.length), 1)[0]);
}
