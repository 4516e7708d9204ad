/**
 * `npm run test:e2e -- [--n8n 1|2] [--queue] [--only oauth,forms] [--junit FILE]`, and `-- --screenshots` for
 * docs/screenshots, `--transcripts` for the conversations of docs/agents.md.
 * Starts a fresh n8n with the packed package in it, runs the specs against it, and leaves nothing behind but the
 * installations in `.cache`.
 */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { ensureChromium, ensureRedis } from './n8n/debian';
import { openStage, type Stage } from './n8n';
import { edition } from './n8n/editions';
import { REPOSITORY } from './n8n/folders';
import { plainEnvironment, Service } from './n8n/processes';
import { openQueue } from './n8n/queue';
import { KEEP_SCREENSHOTS } from './support/screenshots';
import { KEEP_TRANSCRIPTS } from './support/transcript';
import { SESSION_VARIABLE, type SharedSession } from './support/session';

const { values } = parseArgs({
	options: {
		n8n: { type: 'string', default: '2' },
		queue: { type: 'boolean', default: false },
		screenshots: { type: 'boolean', default: false },
		transcripts: { type: 'boolean', default: false },
		only: { type: 'string' },
		junit: { type: 'string' },
	},
});

/** A run that takes longer hangs. */
const MAX_MINUTES = 30;

/** Specs that need a browser. */
const BROWSER = /(editor|gallery|pictures|profileButton|rooms|walk\w+)\.spec\.ts$/;

/** A spec that takes pictures for the documents on its way. */
const PICTURED = 'profileButton.spec.ts';

const began = Date.now();

function say(line: string): void {
	const seconds = Math.round((Date.now() - began) / 1000);
	process.stdout.write(`[${seconds} s] ${line}\n`);
}

/** Spec files of this run, in alphabetical order. */
function specs(): string[] {
	const kind = values.queue ? 'queue' : values.screenshots ? 'screenshots' : 'specs';
	const folder = join(__dirname, kind);
	const wanted = values.only?.split(',');
	const names = readdirSync(folder).filter((name) => name.endsWith('.spec.ts'));
	const chosen = names.filter(
		(name) => wanted === undefined || wanted.includes(name.replace('.spec.ts', '')),
	);
	if (chosen.length === 0) throw new Error(`No spec of ${folder} is called ${values.only}`);
	const files = chosen.sort().map((name) => join(folder, name));
	return values.screenshots && wanted === undefined
		? [...files, join(__dirname, 'specs', PICTURED)]
		: files;
}

function reporter(name: string, destination: string): string[] {
	return [`--test-reporter=${name}`, `--test-reporter-destination=${destination}`];
}

async function runSpecs({ client, instance }: Stage, files: string[]): Promise<number> {
	const { major, version } = instance.installation.edition;
	const shared: SharedSession = {
		major,
		version,
		url: instance.url,
		cookie: client.cookie,
		userFolder: instance.userFolder,
	};
	const parameters = [
		'--import',
		'tsx',
		'--test',
		'--test-concurrency=1',
		...reporter('spec', 'stdout'),
		...(values.junit === undefined ? [] : reporter('junit', resolve(values.junit))),
		...files,
	];
	const runner = new Service('specs', process.execPath, parameters, {
		cwd: REPOSITORY,
		env: plainEnvironment({
			...(process.env.E2E_SOURCES && { E2E_SOURCES: process.env.E2E_SOURCES }),
			...(process.env.E2E_CACHE && { E2E_CACHE: process.env.E2E_CACHE }),
			...(process.env.CHROMIUM && { CHROMIUM: process.env.CHROMIUM }),
			[SESSION_VARIABLE]: JSON.stringify(shared),
			[KEEP_SCREENSHOTS]: String(values.screenshots),
			[KEEP_TRANSCRIPTS]: String(values.transcripts),
		}),
	});
	runner.echo();
	return await runner.ended;
}

async function main(): Promise<number> {
	const files = specs();
	const chosen = edition(values.n8n);
	if (values.queue) await ensureRedis(say);
	else if (files.some((file) => BROWSER.test(file))) await ensureChromium(say);
	const stage = values.queue
		? await openQueue({ edition: chosen, say })
		: await openStage({ edition: chosen, say });
	try {
		say(`n8n ${chosen.version} serves at ${stage.instance.url}`);
		const code = await runSpecs(stage, files);
		if (code !== 0) say(`The last n8n said:\n${stage.instance.service.tail(25)}`);
		return code;
	} finally {
		await stage.close();
		say('Stopped');
	}
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

setTimeout(() => {
	say(`Not done within ${MAX_MINUTES} minutes`);
	process.exit(1);
}, MAX_MINUTES * 60_000).unref();

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
		process.exit(1);
	},
);
