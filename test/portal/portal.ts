/** Puts the rooms of the emulator together and gives tests a handle on them. */
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { addCrmItem } from './domain/crm';
import { EventHub } from './domain/events';
import { Faults } from './server/faults';
import { Bucket, Operating } from './server/limits';
import { OAuth } from './server/oauth';
import { Rest } from './server/rest';
import { ALL_SCOPES } from './domain/scopes';
import { Mint } from './server/secrets';
import { seed } from './domain/seed';
import { RequestHandler } from './server/server';
import type { InstalledApplication } from './domain/state';
import { PortalState } from './domain/state';
import { addDepartment, addGroup } from './domain/structure';
import { addTask } from './domain/tasks';
import { openWidget, widgetRequest } from './domain/widgets';
import type { Application, Portal, PortalOptions, RecordedRequest } from './types';

function installed(state: PortalState, application: Application): InstalledApplication {
	const found = state.applications.get(application.clientId);
	if (!found) throw new Error('This application is not registered on this portal');
	return found;
}

/** Starts a portal on loopback. */
export async function startPortal(options: PortalOptions = {}): Promise<Portal> {
	const state = new PortalState(options);
	seed(state);
	const stopping = new AbortController();
	const requests: RecordedRequest[] = [];
	const mint = new Mint(() => state.memberId + state.baseUrl);
	const oauth = new OAuth(state, mint);
	const events = new EventHub(state, oauth, mint, stopping.signal);
	const operating = new Operating(state);
	const rest = new Rest(state, events, operating);
	const faults = new Faults();
	const handler = new RequestHandler({
		state,
		rest,
		oauth,
		mint,
		bucket: new Bucket(state),
		faults,
		requests,
		stopped: stopping.signal,
	});
	const listener: http.RequestListener = (message, response) => {
		handler.handle(message, response).catch((error: unknown) => {
			if (stopping.signal.aborted || message.destroyed || response.headersSent) {
				response.destroy();
				return;
			}
			// A mistake in the emulator must be seen, not taken for the portal's own trouble.
			response.writeHead(500, { 'content-type': 'text/plain' });
			response.end(`EMULATOR: ${error instanceof Error ? error.stack : String(error)}`);
		});
	};
	const server = options.tls
		? https.createServer(options.tls, listener)
		: http.createServer(listener);
	// A server that closes idle connections by itself makes clients fail by chance.
	server.keepAliveTimeout = 0;
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, '127.0.0.1', resolve);
	});
	// An address of a TCP server is never a pipe's name.
	const { port } = server.address() as AddressInfo;
	const url = `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`;
	state.baseUrl = url;

	return {
		url,
		authServer: url,
		people: state.people,
		departments: state.departments,
		addDepartment: (department) => addDepartment(state, department),
		workgroups: state.workgroups,
		addGroup: (group) => addGroup(state, group),
		tasks: state.tasks,
		addTask: (task) => addTask(state, task),
		crmItems: state.crmItems,
		addCrmItem: (item) => addCrmItem(state, item),
		crmTypes: state.crmTypes,
		customFields: state.customFields,
		files: state.files,
		requests,
		forget() {
			requests.length = 0;
		},
		webhook({ userId = 1, scopes = ALL_SCOPES } = {}) {
			const code = mint.make(16);
			state.webhooks.set(code, { userId, code, scopes });
			return `${state.baseUrl}/rest/${userId}/${code}/`;
		},
		revokeWebhook(webhook) {
			state.webhooks.delete(new URL(webhook).pathname.split('/')[3]);
		},
		application({
			scopes = ALL_SCOPES,
			redirectUri = 'http://localhost:5678/rest/oauth2-credential/callback',
			installed: isInstalled = true,
		} = {}) {
			const card = {
				clientId: `local.${mint.make(14)}.${mint.make(8).replace(/\D/g, '1')}`,
				clientSecret: mint.make(50),
				scopes,
				redirectUri,
			};
			const token = mint.make(32);
			const entry = { card, installed: isInstalled, token, placements: [] };
			state.applications.set(card.clientId, entry);
			return card;
		},
		authorise: (application, userId = 1) => oauth.issue(installed(state, application), userId),
		expireTokens: () => oauth.expireTokens(),
		revokeTokens: () => oauth.revokeTokens(),
		get browserUser() {
			return oauth.browserUser;
		},
		set browserUser(id) {
			oauth.browserUser = id;
		},
		get unpaid() {
			return oauth.unpaid;
		},
		set unpaid(unpaid) {
			oauth.unpaid = unpaid;
		},
		fault: (fault) => faults.add(fault),
		clearFaults: () => faults.clear(),
		renameTo(newBaseUrl) {
			const to = newBaseUrl?.replace(/\/$/, '');
			handler.renamed = to === undefined ? undefined : { oldHost: new URL(url).host, to };
			state.baseUrl = to ?? url;
		},
		refuse(error) {
			handler.refusal = error;
		},
		limitOperation: (method, resetAt) => operating.block(method, resetAt),
		applicationToken: (application) => installed(state, application).token,
		outgoingWebhook: (address, event = 'ONUSERADD') => events.addOutgoing(address, event),
		deliveries: () => events.deliveries(),
		openPlacement(application, placement, { userId = 1, subjectId = userId } = {}) {
			const call = { placement, userId, subjectId };
			const request = widgetRequest({ state, oauth, mint }, installed(state, application), call);
			return events.post(placement, request.url, request.message);
		},
		openWidget: (application, placement, { userId = 1, subjectId = userId, handler } = {}) =>
			openWidget(
				{ state, oauth, mint },
				installed(state, application),
				{ placement, userId, subjectId, handler },
				stopping.signal,
			),
		finishInstallation(application) {
			installed(state, application).installed = true;
		},
		passTime: (milliseconds) => state.passTime(milliseconds),
		async signIn(userId) {
			const person = state.people.get(userId);
			if (!person) throw new Error(`Nobody has the ID ${userId}`);
			const first = person.LAST_LOGIN === null || person.LAST_LOGIN === undefined;
			person.LAST_LOGIN = state.stamp();
			person.confirmCode = '';
			person.LAST_ACTIVITY_DATE = state.stamp();
			if (first) await events.userAdded(person);
		},
		edit(userId, changes) {
			const person = state.people.get(userId);
			if (!person) throw new Error(`Nobody has the ID ${userId}`);
			Object.assign(person, changes, { TIMESTAMP_X: state.stamp() });
		},
		async stop() {
			stopping.abort();
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			await closed;
		},
	};
}
