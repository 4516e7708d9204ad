/**
 * `npm start`: a usable n8n with the package in it on a machine that has only Node.js 20 or later and npm.
 * Installs n8n once into `.cache`, everything else lives in a temporary folder and is gone after Ctrl-C.
 */
import { openStage, type Stage } from '../e2e/n8n';
import { OWNER } from '../e2e/n8n/client';
import { edition } from '../e2e/n8n/editions';
import { requireFree } from '../e2e/n8n/ports';
import type { Service } from '../e2e/n8n/processes';
import { furnish, type Furnished } from './furnish';
import { startOptions, USAGE } from './options';
import { bundleInto, RELOADING } from './watch';

const began = Date.now();

function say(line = ''): void {
	process.stdout.write(`${line}\n`);
}

function sayTimed(line: string): void {
	say(`[${Math.round((Date.now() - began) / 1000)} s] ${line}`);
}

function tell({ instance }: Stage, furnished: Furnished | undefined): void {
	say();
	say(`n8n ${instance.installation.edition.version} is ready: ${instance.url}`);
	say(`  Sign in as   ${OWNER.email}`);
	say(`  Password     ${OWNER.password}`);
	say();
	if (furnished) {
		const { portal, credentials, workflows } = furnished;
		say(`A portal emulator with ${portal.people.size} people is at ${portal.url}.`);
		say(`  Credentials  ${credentials.map(({ name }) => name).join(', ')}`);
		for (const { name, id } of workflows)
			say(`  Workflow     ${name}: ${instance.url}/workflow/${id}`);
		say();
	} else {
		say('Add a credential: Credentials → Create credential → "Bitrix24". README tells where the');
		say('portal keeps what it asks for. The examples can be imported from the folder examples/.');
		say('A portal can only reach this n8n back if it has a public address: set up OAuth2 with');
		say(`the redirect URL ${instance.url}/rest/oauth2-credential/callback`);
		say();
	}
	say('Everything but the installation is thrown away when you stop it. Ctrl-C stops.');
}

async function main(): Promise<void> {
	const options = startOptions(process.argv.slice(2));
	const open: { stage?: Stage; furnished?: Furnished; bundler?: Service } = {};
	let stopping: Promise<void> | undefined;
	const stop = async (code: number) => {
		stopping ??= (async () => {
			say('\nStopping…');
			await open.bundler?.stop();
			await open.stage?.close();
			await open.furnished?.portal.stop();
		})();
		await stopping;
		process.exit(code);
	};
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));

	await requireFree(options.port);
	const stage = await openStage({
		edition: edition(options.n8n),
		port: options.port,
		environment: options.watch ? RELOADING : {},
		say: sayTimed,
	});
	open.stage = stage;
	if (options.portal) {
		sayTimed('Starting the portal, creating credentials, importing examples');
		open.furnished = await furnish(stage.client, options.language);
	}
	if (options.watch) open.bundler = bundleInto(stage.instance.userFolder, say);
	tell(stage, open.furnished);
	await stage.instance.service.ended;
	if (stopping) return await stopping;
	say(`n8n ended by itself:\n${stage.instance.service.tail()}`);
	await stop(1);
}

main().catch((error: unknown) => {
	const text = error instanceof Error ? error.message : String(error);
	process.stderr.write(`${text}\n\n${USAGE}\n`);
	process.exit(1);
});
