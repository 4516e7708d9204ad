/** The operations of the fault matrix: what each one asks for, alone and for several items. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { NodeRunOptions } from '../../harness';
import { everybody } from '../../support/people';
import { columns, userBy } from '../../support/portal';
import type { Portal } from '../../portal';

type Safety = 'read' | 'idempotent' | 'once' | 'mixed';

export interface Subject {
	name: string;
	/** What sending its requests twice may do; `mixed`: some items change people, others invite. */
	safety: Safety;
	parameters: NodeRunOptions['parameters'];
	items: (portal: Portal) => IDataObject[];
	/** Which of the items runs alone; default 0. */
	single?: number;
	/** The REST method that carries the change or the rows. */
	method: string;
	/** The HTTP request that carries it: its method, and how many of the same come before it. */
	carrier: (isBatch: boolean) => { method: string; skip: number };
	/** HTTP requests before that one. */
	ahead?: number;
	/** The same of one item alone, where it differs. */
	aheadAlone?: number;
	/** The rows that are answered although the method's server time is used up from its second call on. */
	spared: (row: number) => boolean;
	/** Whether what the item asks for is to be seen in the portal. */
	isDone?: (portal: Portal, item: IDataObject) => boolean;
}

/** Addresses that belong to nobody in the portal. */
const guest = (row: number) => `guest${row}@new.example`;

const rows = <Item extends IDataObject>(count: number, make: (row: number) => Item): Item[] =>
	Array.from({ length: count }, (_, row) => make(row));

const person = (portal: Portal, id: unknown) => portal.people.get(Number(id));

const byEmail = (portal: Portal, email: unknown) =>
	[...portal.people.values()].find(({ EMAIL }) => EMAIL === email);

/** What the person in the portal was invited with. */
export const invitationsOf = (portal: Portal, email: unknown) =>
	byEmail(portal, email)?.invitations.length ?? 0;

const invitation = { email: '={{ $json.email }}', userType: 'employee', departments: [1] };

const isFirst = (row: number) => row === 0;

/** IDs 2…5 are employees of the seed. */
const ID = '={{ $json.id }}';

const lists = (own: string) => ({
	safety: 'read' as const,
	carrier: (isBatch: boolean) => ({ method: isBatch ? 'batch' : own, skip: 0 }),
});

export const subjects: Subject[] = [
	{
		...lists('user.get'),
		name: 'getAll',
		parameters: {
			operation: 'getAll',
			returnAll: true,
			filters: { status: '={{ $json.status }}' },
			output: 'raw',
		},
		items: () => ['any', 'active', 'dismissed'].map((status) => ({ status })),
		// The first page of the first list came, its others did not.
		spared: () => false,
		method: 'user.get',
	},
	{
		...lists('user.get'),
		name: 'get',
		parameters: { operation: 'get', user: userBy('id', ID), output: 'raw' },
		items: (portal) =>
			everybody(portal)
				.slice(0, 60)
				.map((id) => ({ id })),
		// One call asks for 50 people.
		spared: (row) => row < 50,
		method: 'user.get',
	},
	{
		...lists('user.search'),
		name: 'search',
		parameters: {
			operation: 'search',
			phrase: '={{ $json.phrase }}',
			returnAll: true,
			output: 'raw',
		},
		items: () => ['anna', 'maria', 'smith'].map((phrase) => ({ phrase })),
		spared: isFirst,
		method: 'user.search',
	},
	{
		name: 'update',
		safety: 'idempotent',
		parameters: {
			operation: 'update',
			user: userBy('id', ID),
			fields: columns({ WORK_POSITION: '={{ $json.position }}' }),
		},
		items: () => rows(4, (row) => ({ id: row + 2, position: `Position ${row}` })),
		spared: isFirst,
		method: 'user.update',
		carrier: (isBatch) => ({ method: isBatch ? 'batch' : 'user.update', skip: 0 }),
		isDone: (portal, { id, position }) => person(portal, id)?.WORK_POSITION === position,
	},
	{
		name: 'dismiss',
		safety: 'idempotent',
		parameters: { operation: 'dismiss', user: userBy('id', ID) },
		items: () => rows(4, (row) => ({ id: row + 2 })),
		spared: isFirst,
		method: 'user.update',
		// They are looked up, and asked for what they lead: several people in a batch.
		ahead: 2,
		// Even one person is read back in the same request.
		carrier: (isBatch) => ({ method: 'batch', skip: isBatch ? 1 : 0 }),
		isDone: (portal, { id }) => person(portal, id)?.ACTIVE === false,
	},
	{
		name: 'invite',
		safety: 'once',
		parameters: { operation: 'invite', ...invitation },
		items: () => rows(4, (row) => ({ email: guest(row) })),
		spared: isFirst,
		method: 'user.add',
		// The departments are read in two pages, and the addresses looked up.
		ahead: 3,
		carrier: (isBatch) => ({ method: isBatch ? 'batch' : 'user.add', skip: 0 }),
		isDone: (portal, { email }) => invitationsOf(portal, email) > 0,
	},
	{
		name: 'upsert',
		safety: 'mixed',
		parameters: {
			operation: 'upsert',
			...invitation,
			fields: columns({ WORK_POSITION: '={{ $json.position }}' }),
		},
		// By turns somebody who is there and somebody new.
		items: (portal) =>
			rows(5, (row) => ({
				email: row % 2 === 1 ? guest(row) : String(person(portal, row + 2)?.EMAIL),
				position: `Position ${row}`,
			})),
		single: 1,
		spared: (row) => row !== 3,
		method: 'user.add',
		// The departments are read in two pages and the addresses looked up; whoever is updated is compared, by the portal's fields.
		ahead: 4,
		aheadAlone: 3,
		carrier: (isBatch) =>
			isBatch ? { method: 'batch', skip: 1 } : { method: 'user.add', skip: 0 },
		isDone: (portal, { email, position }) => byEmail(portal, email)?.WORK_POSITION === position,
	},
];

/** The row an output item belongs to. */
export function rowOf({ pairedItem }: INodeExecutionData): number {
	return typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : -1;
}
