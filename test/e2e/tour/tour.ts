/**
 * `npm run tour -- [--out FOLDER] [--only 2,3]`: one take through the real n8n 2 in a real browser, against the portal
 * emulator, recorded to `tour.mp4`. Needs Chromium and ffmpeg; as root on Debian both are installed.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { ensureChromium, ensureFfmpeg } from '../n8n/debian';
import { CACHE } from '../n8n/folders';
import { CHAPTERS, MAX_SECONDS, type Chapter } from './chapters';
import { record } from './film';
import { say } from './overlay';
import { openSet } from './set';
import { connect, install, invite } from './scenes/beginning';
import { dismiss, find, offboard, sync, update } from './scenes/people';
import { agent, structure, trigger } from './scenes/portal';
import { hold, type Scene } from './stage';

const SCENES: Record<Chapter, Scene> = {
	'Install the package': install,
	'Connect a portal': connect,
	'Invite somebody': invite,
	'Find people': find,
	'Update a profile': update,
	'Keep a portal in step with a list': sync,
	'Offboard somebody': offboard,
	'Dismiss somebody': dismiss,
	'Departments, workgroups and custom fields': structure,
	'Start a workflow from the portal': trigger,
	'Let an AI agent use it': agent,
};

/** A caption is read in about this time, and may be looked at for longer. */
const secondsFor = (text: string): number => Math.min(4, 1 + text.length / 28);

const { values } = parseArgs({
	options: { out: { type: 'string', default: join(CACHE, 'tour') }, only: { type: 'string' } },
});

const began = Date.now();
const print = (line: string) =>
	void process.stdout.write(`[${Math.round((Date.now() - began) / 1000)} s] ${line}\n`);

const clock = (seconds: number): string =>
	`${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

async function main(): Promise<void> {
	await ensureChromium(print);
	await ensureFfmpeg(print);
	const folder = resolve(values.out);
	mkdirSync(folder, { recursive: true });
	const wanted = values.only?.split(',').map(Number);
	const chapters = CHAPTERS.filter((_, index) => wanted?.includes(index + 1) ?? true);
	const set = await openSet(print);
	try {
		if (chapters[0] !== CHAPTERS[0]) await set.prepare();
		const film = await record(set.page, folder);
		const failed: Chapter[] = [];
		for (const title of chapters) {
			print(title);
			film.mark(title);
			const head = `${CHAPTERS.indexOf(title) + 1} · ${title}`;
			const tell = async (text: string) => {
				await say(set.page, head, text);
				await hold(secondsFor(text));
			};
			try {
				await SCENES[title]({ ...set, tell });
			} catch (error) {
				// The chapters behind it may still be looked at.
				const picture = join(folder, `failed-${CHAPTERS.indexOf(title) + 1}.png`);
				await set.page.screenshot({ path: picture });
				failed.push(title);
				print(`  failed, see ${picture}: ${error instanceof Error ? error.stack : String(error)}`);
			}
		}
		const file = await film.finish();
		const length = film.seconds();
		print(`${file}: ${clock(length)}`);
		for (const { title, at } of film.marks) print(`  ${clock(at)} ${title}`);
		if (failed.length > 0) throw new Error(`Not played to the end: ${failed.join(', ')}`);
		if (length > MAX_SECONDS) throw new Error(`The film is longer than ${clock(MAX_SECONDS)}`);
	} finally {
		await set.close();
	}
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
		process.exit(1);
	},
);
