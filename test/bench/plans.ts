/** Every row of the benchmark: the work, who does it, and what ours may need at the most. */
import type { Measurement } from './processes';
import type { Contestant, Seen, Workload } from './protocol';

export interface Plan {
	workload: Workload;
	/** As the table calls it. */
	title: string;
	people: number;
	/** People to work on; without it everybody. */
	count?: number;
	/** Requests ours may need at the most. */
	limit: number | ((seen: Seen) => number);
	peers: Contestant[];
	/** Those whose waits take a minute and more; left out with --quick. */
	slow?: Contestant[];
	/** Measured while nothing else runs, because its times are compared. */
	alone?: boolean;
	/** What must be true afterwards of ours. */
	expect?: Partial<Pick<Measurement, 'marked' | 'dismissed' | 'items' | 'departments'>>;
	/** Time over that of the same requests by hand, at the most. */
	overhead?: number;
}

const BIG = 50_000;
const USUAL = 12_000;

export const plans: Plan[] = [
	{
		workload: 'list',
		title: 'Get Many, Return All',
		people: USUAL,
		limit: 6,
		peers: ['byHand', 'httpRequest'],
		slow: ['sdk', 'httpRequestSlowed'],
	},
	{
		workload: 'list',
		title: 'Get Many, Return All',
		people: BIG,
		limit: 21,
		peers: ['byHand'],
		alone: true,
	},
	{
		workload: 'syncSame',
		title: 'Sync Directory, nothing differs',
		people: USUAL,
		limit: 6,
		peers: ['byHand'],
		slow: ['sdk'],
		expect: { marked: 0, dismissed: 0 },
	},
	{
		workload: 'upsertAll',
		title: 'Invite or Update with the same list',
		people: USUAL,
		limit: 7,
		peers: [],
		expect: { marked: 0 },
	},
	{
		workload: 'syncChanged',
		title: 'Sync Directory: 40 changed, 10 new, 5 to dismiss',
		people: USUAL,
		limit: 10,
		peers: ['byHand'],
		slow: ['sdk'],
		expect: { marked: 50, dismissed: 5 },
	},
	{
		workload: 'previewChanged',
		title: 'The same as a preview',
		people: USUAL,
		limit: 6,
		peers: [],
		expect: { marked: 0, dismissed: 0 },
	},
	{
		workload: 'syncMany',
		title: 'Sync Directory, 1 % changed',
		people: BIG,
		limit: 32,
		peers: ['byHand'],
		alone: true,
		overhead: 0.15,
	},
	{
		workload: 'previewMany',
		title: 'The same as a preview',
		people: BIG,
		limit: 21,
		peers: [],
		alone: true,
		expect: { marked: 0, dismissed: 0 },
	},
	{
		workload: 'sorted',
		title: 'Get Many by last name',
		people: USUAL,
		limit: 6,
		peers: [],
	},
	{
		workload: 'include',
		title: 'Get Many with everything included, 409 departments',
		people: USUAL,
		limit: 10,
		peers: ['byHand'],
	},
	{
		workload: 'pending',
		title: 'Get Many, Invitation pending (300 people)',
		people: USUAL,
		limit: 3,
		peers: [],
		expect: { items: 301 },
	},
	{
		workload: 'notSeen',
		title: 'Get Many, Last Sign-In Before',
		people: USUAL,
		limit: 6,
		peers: [],
	},
	{
		workload: 'getById',
		title: 'Get by ID, 2,500 items',
		people: USUAL,
		count: 2_500,
		limit: 2,
		peers: ['httpRequest'],
		slow: ['sdk'],
	},
	{
		workload: 'keepInput',
		title: 'Get with Keep Input, 2,500 deals',
		people: USUAL,
		count: 2_500,
		limit: 1,
		peers: [],
		slow: ['sdk'],
		expect: { items: 2_500 },
	},
	{
		workload: 'getByEmail',
		title: 'Get by e-mail, 500 items',
		people: USUAL,
		count: 500,
		limit: 2,
		peers: ['sdk'],
	},
	{
		workload: 'update',
		title: 'Update, 500 items',
		people: USUAL,
		count: 500,
		limit: 11,
		peers: ['sdk', 'httpRequest'],
		expect: { marked: 500 },
	},
	{
		workload: 'departmentNames',
		title: 'Update with departments by name, 500 items, 409 departments',
		people: USUAL,
		count: 500,
		limit: 13,
		peers: ['byHand'],
		expect: { marked: 500 },
	},
	{
		workload: 'dismiss',
		title: 'Dismiss, 500 items',
		people: USUAL,
		count: 500,
		limit: 12,
		peers: ['sdk', 'httpRequest'],
		expect: { dismissed: 500, items: 500 },
	},
	{
		workload: 'invite',
		title: 'Invite, 500 items',
		people: USUAL,
		count: 500,
		limit: 25,
		peers: ['sdk'],
		expect: { marked: 500 },
	},
	{
		workload: 'upsert',
		title: 'Invite or Update, 500 items, half of them new',
		people: USUAL,
		count: 500,
		limit: 25,
		peers: [],
		expect: { items: 500 },
	},
	{
		workload: 'upsertSame',
		title: 'Invite or Update, 500 items, nothing differs',
		people: USUAL,
		count: 500,
		limit: 2,
		peers: ['sdk'],
		expect: { items: 500, marked: 0 },
	},
	{
		workload: 'upsertCode',
		title: 'Invite or Update by external code, 500 items, half with a new address',
		people: USUAL,
		count: 500,
		limit: 14,
		peers: [],
		slow: ['sdk'],
		expect: { marked: 500 },
	},
	{ workload: 'search', title: 'Search, 50 phrases', people: USUAL, limit: 2, peers: ['sdk'] },
	{
		workload: 'offboard',
		title: 'Offboard: 3 departments, 40 workgroups, 260 tasks, 700 CRM items',
		people: 1_000,
		limit: ({ calls }) => Math.floor(calls / 50) + 12,
		peers: [],
		expect: { dismissed: 1 },
	},
	{
		workload: 'tree',
		title: 'Create 400 departments of four levels from a sheet',
		people: 1_000,
		limit: 12,
		peers: ['byHand'],
		expect: { items: 400, departments: 469 },
	},
];

/** How the cost of a whole directory grows. */
export const GROWTH = [1_000, 10_000, 100_000];

/** How what a sync does by itself grows, on a portal that answers at once. */
export const COMPARISON = [10_000, 30_000, 100_000];
