/** What the parameters of the triggers do: each node with things that happen in the portal, and its rows. */
import type { INodeParameters } from 'n8n-workflow';

import { activateTrigger, credential, type ActiveTrigger } from '../../harness';
import { oneNode } from '../../harness/oneNode';
import { CAST, startPortal, type Portal } from '../../portal';
import { callAs, connect, type Connected } from '../handlers';
import { addPerson, Watcher } from '../polling';
import { OAUTH2, WEBHOOK } from '../portal';
import type { Outcome } from './outcome';
import type { Row, Rows } from './types';

/** What a run without anything that is drawn by lot or tells the time comes to. */
const outcome = (...seen: unknown[]): Outcome => ({
	seen: JSON.stringify(seen)
		.replace(/127\.0\.0\.1:\d+|key=[\w-]{43}|name=\\"ticket\\" value=\\"[\w.-]+/g, '')
		.replace(/"(receivedAt|TIMESTAMP_X)":"[^"]*"/g, ''),
	ids: '',
});

const callsOf = ({ requests }: Portal) =>
	requests.map(({ method, path, calls }) => [method, path, calls.map((call) => call.method)]);

async function onPortal(row: Row, happen: (portal: Portal) => Promise<Outcome>): Promise<Outcome> {
	const portal = await startPortal({ people: 0 });
	try {
		row.before?.(portal);
		return await happen(portal);
	} finally {
		await portal.stop();
	}
}

/** One of each change, and a second update. */
const changes = (row: Row, form: INodeParameters): Promise<Outcome> =>
	onPortal(row, async (portal) => {
		const access = form.authentication === 'oAuth2' ? OAUTH2 : WEBHOOK;
		const watcher = await new Watcher(portal, form, access).begin();
		await addPerson(portal);
		await portal.signIn(CAST.invited);
		portal.edit(CAST.complete, { WORK_PHONE: '1' });
		portal.edit(CAST.employee, { WORK_POSITION: 'Lead' });
		portal.edit(CAST.apostrophe, { ACTIVE: false });
		portal.edit(CAST.dismissed, { ACTIVE: true });
		portal.edit(CAST.cyrillic, { UF_DEPARTMENT: [5] });
		portal.edit(CAST.extranet, { WORK_PHONE: '2' });
		const items = await watcher.poll();
		const calls = portal.requests.map((one) => [one.path, one.calls]);
		const stamps = /"(?:>=?TIMESTAMP_X|>=?LAST_LOGIN)":"[^"]*"/g;
		return outcome(items, JSON.stringify(calls).replace(stamps, ''));
	});

/** Somebody signs in for the first time. */
const firstSignIn = (row: Row, form: INodeParameters): Promise<Outcome> =>
	onPortal(row, async (portal) => {
		const connected = connect(portal);
		const isByHand = form.authentication === 'outgoingWebhook';
		const byHand = credential('bitrix24OutgoingWebhookApi', { applicationToken: 'a'.repeat(32) });
		const active = await activateTrigger({
			type: 'bitrix24Trigger',
			credentials: isByHand ? byHand : connected.credential,
			parameters: form,
		});
		try {
			await portal.signIn(CAST.invited);
			await portal.deliveries();
			const items = active.executions.flat().map(({ json }) => json);
			return outcome(items, callsOf(portal));
		} finally {
			await active.stop();
		}
	});

const PLACES = { employeeCard: 'USER_PROFILE_TOOLBAR', ownMenu: 'USER_PROFILE_MENU' } as const;

const button = 'bitrix24ProfileButtonTrigger';

/** As n8n asks a webhook how it is answered (n8n-core's `webhook-helpers`). */
async function answerMode({ credential: credentials }: Connected, parameters: INodeParameters) {
	const { workflow, node, nodeType } = await oneNode(
		{ type: button, credentials, parameters },
		'Trigger',
		{
			active: true,
		},
	);
	const [{ responseMode }] = nodeType.description.webhooks ?? [];
	return workflow.expression.getSimpleParameterValue(node, responseMode, 'internal', {});
}

async function press(
	portal: Portal,
	{ application }: Connected,
	form: INodeParameters,
	active: ActiveTrigger,
) {
	const place = PLACES[form.place === 'ownMenu' ? 'ownMenu' : 'employeeCard'];
	const subjectId = form.place === 'ownMenu' ? 1 : CAST.employee;
	const opened = await portal.openWidget(application, place, { subjectId });
	const [, ticket = ''] = /name="ticket" value="([\w.-]+)"/.exec(opened.body) ?? [];
	const body = new URLSearchParams({ ticket }).toString();
	const headers = { 'content-type': 'application/x-www-form-urlencoded' };
	const confirmed = ticket && (await fetch(opened.url, { method: 'POST', headers, body }));
	const items = active.executions.flat().map(({ json }) => json);
	return [opened.body, confirmed && (await confirmed.text()), items];
}

/** Somebody presses the button, and then the second one. */
const profileButton = (row: Row, form: INodeParameters): Promise<Outcome> =>
	onPortal(row, async (portal) => {
		const connected = connect(portal);
		const { credential: credentials } = connected;
		const active = await activateTrigger({ type: button, credentials, parameters: form });
		try {
			const { rows } = await callAs(portal, connected.application)('placement.get');
			const pressed = await press(portal, connected, form, active);
			return outcome(rows, pressed, await answerMode(connected, form));
		} finally {
			await active.stop();
		}
	});

const all: INodeParameters = {
	changes: ['added', 'updated', 'dismissed', 'reinstated', 'moved', 'firstSignIn'],
};

const german: Row['form'] = {
	options: { titles: { title: [{ language: 'de', title: 'Los', description: '' }] } },
};

/** A trigger: what happens, and its rows. */
export interface Trigger {
	happen: (row: Row, form: INodeParameters) => Promise<Outcome>;
	rows: Rows;
}

export const triggers: Readonly<Record<string, Trigger>> = {
	bitrix24Trigger: {
		happen: firstSignIn,
		rows: { authentication: {}, 'options.returnUser': {} },
	},
	bitrix24UserChangesTrigger: {
		happen: changes,
		rows: {
			authentication: {},
			changes: {},
			watchFields: { values: [['WORK_PHONE'], ['WORK_POSITION']] },
			output: { form: { outputFields: ['NAME'] } },
			outputFields: {
				form: { output: 'selectedFields', outputFields: ['NAME'] },
				values: [['LAST_NAME']],
			},
			'filters.departments': { form: all, values: [[5], [3]] },
			'filters.invitation': { form: all },
			'filters.lastSignInBefore': { form: all, values: ['2024-05-01'] },
			'filters.nameSearch': { form: all, values: ['Carla'] },
			'filters.neverSignedIn': { form: all },
			'filters.online': { form: all },
			'filters.status': { form: all },
			'filters.userType': { form: all },
			'options.include': {},
		},
	},
	bitrix24ProfileButtonTrigger: {
		happen: profileButton,
		rows: {
			place: {},
			title: { values: ['Begin'] },
			description: { values: ['Closes the account'] },
			answer: {},
			pageText: { values: ['{name} is on the way'] },
			'options.confirm': {},
			'options.confirmText': { values: ['Really {name}?'] },
			'options.titles.title.language': { form: german, values: ['ru'] },
			'options.titles.title.title': { form: german, values: ['Anfangen'] },
			'options.titles.title.description': { form: german, values: ['Schließt das Konto'] },
		},
	},
};
