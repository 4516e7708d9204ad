/** The demo's third part: a branch of the company from a sheet, newcomers in a workgroup, and the values of a field. */
import type { IDataObject } from 'n8n-workflow';

import { credential, runNode, type NodeRunOptions } from '../harness';
import { type Portal, startPortal } from '../portal';
import { fieldBy, form as fieldForm, storedValues } from '../support/customFields';
import { userBy } from '../support/portal';
import { form as groupForm, groupBy, storedRole } from '../support/workgroups';
import { describeRequest, type Told } from './steps';

interface Scene {
	name: string;
	purpose: string;
	form: NodeRunOptions['parameters'];
	items: IDataObject[];
	/** HTTP requests at the most. */
	requests: number;
	/** One output, in words. */
	line: (output: IDataObject) => string;
	/** What is not as it should be in the portal, in words. */
	check: (portal: Portal, outputs: IDataObject[]) => string[];
}

const CITIES = ['Porto', 'Turin', 'Gdansk'];
const TEAMS = ['Retail', 'Partners', 'Online'];
const SQUADS = ['Day', 'Night', 'Weekend'];

/** Three offices, each with three teams of three squads; as in many sheets, the smallest come first. */
function sheet(): IDataObject[] {
	const offices = CITIES.map((name) => ({ name, parent: 'Sales' }));
	const teams = CITIES.flatMap((city) =>
		TEAMS.map((name) => ({ name, parent: `Sales / ${city}` })),
	);
	const squads = teams.flatMap(({ name: team, parent }) =>
		SQUADS.map((name) => ({ name, parent: `${parent} / ${team}` })),
	);
	return [...squads, ...teams, ...offices];
}

const NEWCOMERS = [
	'john.smith@example.com',
	'olga.petrova@example.com',
	'zoe@example.com',
	"siobhan.o'brien@example.com",
];

const SIZE = 'UF_USR_1724228142162';

const SCENES: Scene[] = [
	{
		name: 'Department, Create',
		purpose: 'Creates 39 departments of a sheet on three levels, whose rows are in no order.',
		form: {
			resource: 'department',
			operation: 'create',
			name: '={{ $json.name }}',
			parent: { __rl: true, mode: 'path', value: '={{ $json.parent }}' },
		},
		items: sheet(),
		// The structure, its other pages, and one batch for each level.
		requests: 5,
		line: ({ ID, path }) => `created: ${String(path)}, with the ID ${String(ID)}`,
		check(portal, outputs) {
			const made = new Map(portal.departments.map((one) => [String(one.ID), one]));
			return outputs.flatMap(({ ID, NAME, PARENT }) => {
				const one = made.get(String(ID));
				const isThere = one?.NAME === NAME && String(one?.PARENT) === PARENT;
				return isThere ? [] : [`The department ${String(NAME)} is not where it should be.`];
			});
		},
	},
	{
		name: 'Workgroup, Add Member',
		purpose: 'Puts four newcomers, named by e-mail, into the workgroup "Newcomers".',
		form: groupForm('addMember', {
			workgroup: groupBy('name', 'newcomers'),
			user: userBy('email', '={{ $json.email }}'),
		}),
		items: NEWCOMERS.map((email) => ({ email })),
		requests: 4,
		line: ({ user, role, changed }) =>
			`${changed ? 'added' : 'in it already'}: ${String(user)}, as ${String(role)}`,
		check(portal, outputs) {
			const id = portal.workgroups.find(({ NAME }) => NAME === 'Newcomers')?.ID ?? 0;
			const out = outputs.filter(({ user }) => !storedRole(portal, id, Number(user)));
			const added = outputs.filter(({ changed }) => changed).length;
			return [
				...out.map(({ user }) => `${String(user)} is not in the workgroup.`),
				...(added === 3 ? [] : [`${added} people were added to the workgroup, not 3.`]),
			];
		},
	},
	{
		name: 'Custom Field, Sync Values',
		purpose: 'Makes the sizes of a list field those of a list, and says who loses a value.',
		form: fieldForm('syncValues', {
			field: fieldBy('code', SIZE),
			values: 'S; L; XL; XXL',
			options: { removeMissing: true },
		}),
		items: [{}],
		// The field, who has what goes, the change, and the field again.
		requests: 4,
		line: ({ code, added, kept, removed }) =>
			`${String(code)}: added ${JSON.stringify(added)}, kept ${JSON.stringify(kept)}, removed ${JSON.stringify(removed)}`,
		check(portal) {
			const values = storedValues(portal, SIZE)?.join();
			return values === 'S,L,XL,XXL' ? [] : [`The values of the field are ${String(values)}.`];
		},
	},
];

/** Outputs told of each scene. */
const SHOWN = 4;

/** @returns what to tell of the scenes, and every sentence that does not hold */
export async function throughTheRooms(): Promise<{ told: Told[]; shortfalls: string[] }> {
	const portal = await startPortal({ people: 0 });
	try {
		const owner = [...portal.people.values()].find(({ EMAIL }) => EMAIL === NEWCOMERS[0]);
		portal.addGroup({ NAME: 'Newcomers', OWNER_ID: owner?.ID ?? 1 });
		const told: Told[] = [];
		const shortfalls: string[] = [];
		for (const scene of SCENES) {
			const one = await play(portal, scene);
			told.push(one.told);
			shortfalls.push(...one.shortfalls);
		}
		return { told, shortfalls };
	} finally {
		await portal.stop();
	}
}

async function play(portal: Portal, scene: Scene): Promise<{ told: Told; shortfalls: string[] }> {
	portal.forget();
	const began = Date.now();
	const { items } = scene;
	const run = await runNode({
		credentials: credential('bitrix24WebhookApi', { webhookUrl: portal.webhook() }),
		parameters: scene.form,
		items,
	});
	const outputs = run.items.map(({ json }) => json);
	const more = outputs.length - SHOWN;
	const shortfalls = [
		...(run.error ? [run.error.message] : scene.check(portal, outputs)),
		...(outputs.length === items.length ? [] : [`${outputs.length} of ${items.length} came out.`]),
		...(portal.requests.length > scene.requests ? [`${portal.requests.length} requests.`] : []),
	];
	return {
		told: {
			name: scene.name,
			purpose: scene.purpose,
			input: items.length,
			output: outputs.length,
			milliseconds: Date.now() - began,
			requests: portal.requests.map(describeRequest),
			lines: [
				...outputs.slice(0, SHOWN).map(scene.line),
				...(more > 0 ? [`and ${more} more`] : []),
			],
			hints: run.hints.map(({ message }) => message),
		},
		shortfalls: shortfalls.map((text) => `${scene.name}: ${text}`),
	};
}
