/** One n8n on loopback with a folder and ports of its own. */
import { join } from 'node:path';

import { environmentOf, type Installation } from './install';
import { freePorts } from './ports';
import { Service, until } from './processes';

export interface InstanceOptions {
	userFolder: string;
	/** Default: any free port. */
	port?: number;
	environment?: Record<string, string>;
}

export interface Instance {
	installation: Installation;
	/** `http://localhost:PORT`, as n8n names itself in redirect addresses. */
	url: string;
	userFolder: string;
	environment: Record<string, string>;
	service: Service;
	stop(): Promise<void>;
}

/** Settings that keep n8n to itself: nothing is fetched, reported or asked of the person. */
const QUIET: Record<string, string> = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: 'localhost',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_RELEASE_TYPE: 'stable',
	N8N_DEFAULT_LOCALE: 'en',
	GENERIC_TIMEZONE: 'UTC',
	DB_SQLITE_POOL_SIZE: '2',
	NO_COLOR: '1',
};

/** Starts the server and waits until its REST API answers; `/healthz` would answer before migrations end. */
export async function startN8n(
	installation: Installation,
	{ userFolder, port, environment = {} }: InstanceOptions,
): Promise<Instance> {
	const [ownPort, brokerPort] = await freePorts(2);
	const actualPort = port ?? ownPort;
	const settings = {
		...QUIET,
		...installation.edition.environment,
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(actualPort),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		...environment,
	};
	const service = n8nProcess(installation, ['start'], settings, userFolder);
	const url = `http://localhost:${actualPort}`;
	await ready(service, `http://127.0.0.1:${actualPort}/rest/settings`);
	return {
		installation,
		url,
		userFolder,
		environment: settings,
		service,
		stop: () => service.stop(),
	};
}

/** Starts a worker of a main instance in queue mode. */
export async function startWorker(
	main: Instance,
	concurrency: number,
	logFile: string,
): Promise<Service> {
	const [brokerPort, healthPort] = await freePorts(2);
	const settings = {
		...main.environment,
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(healthPort),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		N8N_LOG_OUTPUT: 'console,file',
		N8N_LOG_FILE_LOCATION: logFile,
	};
	const parameters = ['worker', `--concurrency=${concurrency}`];
	const service = n8nProcess(main.installation, parameters, settings, main.userFolder);
	await ready(service, `http://127.0.0.1:${healthPort}/healthz/readiness`);
	return service;
}

function n8nProcess(
	{ node, folder }: Installation,
	parameters: string[],
	settings: Record<string, string>,
	cwd: string,
): Service {
	return new Service(`n8n ${parameters[0]}`, node, [join(folder, 'bin', 'n8n'), ...parameters], {
		cwd,
		env: environmentOf(node, settings),
	});
}

async function ready(service: Service, address: string): Promise<void> {
	try {
		await until(
			`${service.name} answers`,
			async () => {
				if (!service.isRunning) return false;
				const response = await fetch(address);
				await response.arrayBuffer();
				// While n8n starts, every address answers 200 with a page that says so.
				const isApi = response.headers.get('content-type')?.includes('json');
				return response.ok && isApi ? true : undefined;
			},
			{ seconds: 180 },
		);
		if (!service.isRunning) throw new Error(`${service.name} ended`);
	} catch (cause) {
		await service.stop();
		throw new Error(`${service.name} did not start:\n${service.tail()}`, { cause });
	}
}
