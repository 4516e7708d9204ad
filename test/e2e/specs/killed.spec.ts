/** n8n is killed in the middle of a sync, started again, and runs the same workflow again. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { startPortal, type Portal, type StoredPerson } from '../../portal';
import { changesOf } from '../../support/portal';
import { openStage } from '../n8n';
import { Client, type WorkflowData } from '../n8n/client';
import { edition } from '../n8n/editions';
import { jsonOf } from '../n8n/execution';
import { startN8n } from '../n8n/instance';
import { sharedSession } from '../support/session';
import { bitrix24, workflowOf } from '../support/workflows';

const NEW = 10;
const MISSING = 3;
/** Of about 130 changes, in batches of 50. */
const KILLED_AT = 75;

interface Row {
	email: string;
	position: string;
	departments: number[];
}

function isEmployee({ ACTIVE, USER_TYPE, EXTERNAL_AUTH_ID }: StoredPerson): boolean {
	return ACTIVE && USER_TYPE === 'employee' && !EXTERNAL_AUTH_ID;
}

/** Everybody has another position; some are missing, some are new. */
function listOf(portal: Portal): { rows: Row[]; missing: StoredPerson[] } {
	const people = [...portal.people.values()].filter(isEmployee);
	const missing = people.slice(-MISSING);
	const known = people.slice(0, -MISSING).map(({ EMAIL, UF_DEPARTMENT }) => ({
		email: EMAIL,
		position: 'Colleague',
		departments: UF_DEPARTMENT,
	}));
	const fresh = Array.from({ length: NEW }, (_, at) => ({
		email: `killed.${at}@example.com`,
		position: 'Trainee',
		departments: [1],
	}));
	return { rows: [...fresh, ...known], missing };
}

/** Nothing follows that asks for the input items: of missing people there are none. */
function withoutNext(rows: Row[], node: Parameters<typeof workflowOf>[2]): WorkflowData {
	const { nodes, connections, ...rest } = workflowOf('killed', rows, node);
	delete connections.Bitrix24;
	return { ...rest, nodes: nodes.filter(({ name }) => name !== 'Next'), connections };
}

/** Whom a change was about. */
function subjects(portal: Portal): string[] {
	return changesOf(portal).map(({ params }) => {
		const person = portal.people.get(Number(params.ID));
		return String(params.EMAIL ?? person?.EMAIL);
	});
}

describe('a sync in whose middle n8n is killed', () => {
	test('the second run does only what is left, and nothing is done twice', async () => {
		const { major } = sharedSession();
		let seen = 0;
		let kill: (() => void) | undefined;
		const portal = await startPortal({
			people: 112,
			onCall({ method }) {
				if (method !== 'user.add' && method !== 'user.update') return;
				if (++seen === KILLED_AT) kill?.();
			},
		});
		const { rows, missing } = listOf(portal);
		const total = rows.length + MISSING;
		const stage = await openStage({ edition: edition(String(major)) });
		const { installation, userFolder, service } = stage.instance;
		try {
			const credential = await stage.client.createCredential('bitrix24WebhookApi', 'killed', {
				webhookUrl: portal.webhook(),
			});
			const node = bitrix24(credential, {
				operation: 'sync',
				preview: false,
				email: '={{ $json.email }}',
				departments: '={{ $json.departments }}',
				fields: {
					mappingMode: 'defineBelow',
					value: { WORK_POSITION: '={{ $json.position }}' },
					matchingColumns: [],
					schema: [],
				},
				onMissing: 'dismiss',
			});
			const workflow = await stage.client.createWorkflow(withoutNext(rows, node));

			kill = () => service.kill('SIGKILL');
			await stage.client.run(workflow, 'Start');
			await service.ended;
			// What the killed n8n had sent is carried out all the same.
			const first = subjects(portal);
			assert.ok(first.length >= KILLED_AT, `${first.length} changes before the end`);
			assert.ok(first.length < total, 'the run was not over');

			portal.forget();
			kill = undefined;
			const instance = await startN8n(installation, { userFolder });
			try {
				const n8n = new Client(instance.url, major);
				await n8n.signIn();
				const again = await n8n.finished(await n8n.run(workflow, 'Start'));
				assert.equal(again.status, 'success', again.error?.message);
				const second = subjects(portal);
				assert.equal(first.length + second.length, total);
				assert.equal(new Set([...first, ...second]).size, total, 'somebody was changed twice');
				const actions = jsonOf(again, 'Bitrix24').map(({ action }) => action);
				const unchanged = actions.filter((action) => action === 'unchanged');
				assert.equal(unchanged.length, first.length);

				const stored = new Map([...portal.people.values()].map((one) => [one.EMAIL, one]));
				for (const { email, position } of rows) {
					const person = stored.get(email);
					assert.equal(person?.WORK_POSITION, position, email);
					// Some were invited before.
					if (email.startsWith('killed.')) assert.equal(person?.invitations.length, 1, email);
				}
				for (const { ID } of missing) assert.equal(portal.people.get(ID)?.ACTIVE, false);

				portal.forget();
				const third = await n8n.finished(await n8n.run(workflow, 'Start'));
				assert.equal(third.status, 'success', third.error?.message);
				assert.deepEqual(subjects(portal), []);
			} finally {
				await instance.stop();
			}
		} finally {
			await stage.close();
			await portal.stop();
		}
	});
});
