/** What the chaos run lets the node do: one run of the node with any operation for any number of items. */
import type { IDataObject } from 'n8n-workflow';
import type { NodeRunOptions } from '../../harness';
import { columns, userBy } from '../../support/portal';
import type { Portal, StoredPerson } from '../../portal';
import type { Random } from '../../portal/domain/random';

const OPERATIONS = [
	'invite',
	'update',
	'upsert',
	'sync',
	'dismiss',
	'offboard',
	'reinstate',
	'get',
	'getAll',
] as const;

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
	/** IDs of people who are to be dismissed because a list does not name them. */
	missing: number[];
	/** Nothing may change. */
	isPreview: boolean;
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
	sync: {
		onMissing: 'dismiss',
		brake: { maxDismissals: 1_000, maxDismissalPercent: 100, maxInvitations: 1_000 },
	},
	offboard: {
		user: userBy('id', '={{ $json.id }}'),
		successor: userBy('id', 1),
		parts: ['tasks', 'dismiss'],
	},
	dismiss: { user: userBy('id', '={{ $json.id }}') },
	reinstate: { user: userBy('id', '={{ $json.id }}') },
	get: { user: userBy('id', '={{ $json.id }}'), output: 'raw' },
	getAll: { returnAll: true, filters: { status: '={{ $json.status }}' }, output: 'raw' },
};

const WRITES_FIELDS = new Set<ChaosOperation>(['invite', 'update', 'upsert', 'sync']);

/** Where most can go wrong; drawn more often. */
const INVITING = ['invite', 'upsert', 'sync'] as const;

const DISMISSES = new Set<ChaosOperation>(['dismiss', 'offboard']);

/** How often somebody an operation names is in the portal already. */
const KNOWN: Partial<Record<ChaosOperation, number>> = { invite: 0.05, upsert: 0.5, sync: 0.7 };

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
		const missing = operation === 'sync' ? this.missingFrom(items) : [];
		const isPreview = operation === 'sync' && random.chance(0.1);
		if (operation === 'offboard') this.giveTasks(items);
		const options = {
			...(random.chance(0.3) && { maxWait: 900 }),
			...(DISMISSES.has(operation) && { maxPeople: 1_000 }),
		};
		return {
			operation,
			items,
			missing,
			isPreview,
			goesOn: random.chance(0.5),
			parameters: {
				operation,
				...FIXED[operation],
				...(operation === 'sync' && {
					preview: isPreview,
					onDismissed: random.pick(['reinstate', 'report']),
					exclude: `={{ ${JSON.stringify(this.othersThan(items, missing))} }}`,
				}),
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
			const isKnown = random.chance(KNOWN[operation] ?? 0);
			return { email: isKnown ? person.EMAIL : this.address(), position };
		});
	}

	/** Up to two people whom the list does not name; everybody else is excluded. */
	private missingFrom(items: ChaosItem[]): number[] {
		const named = addressesOf(items);
		const able = this.reachable().filter(
			(one) => one.ACTIVE && !named.has(one.EMAIL.toLowerCase()),
		);
		return shuffled(able, this.random)
			.slice(0, this.random.below(3))
			.map(({ ID }) => ID);
	}

	private othersThan(items: ChaosItem[], missing: number[]): number[] {
		const named = addressesOf(items);
		return [...this.portal.people.values()]
			.filter(({ ID, EMAIL }) => !missing.includes(ID) && !named.has(EMAIL.toLowerCase()))
			.map(({ ID }) => ID);
	}

	/** Something to hand over. */
	private giveTasks(items: ChaosItem[]): void {
		for (const { id } of items) this.portal.addTask({ TITLE: 'To do', RESPONSIBLE_ID: id });
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

function addressesOf(items: ChaosItem[]): Set<string> {
	return new Set(items.flatMap(({ email }) => email?.toLowerCase() ?? []));
}

function shuffled<Value>(values: Value[], random: Random): Value[] {
	const rest = [...values];
	return values.map(() => rest.splice(random.below(rest.length), 1)[0]);
}
