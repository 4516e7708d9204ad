/** The page's pictures as a film: what Chromium paints, sampled evenly and handed to ffmpeg. */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { FFMPEG } from '../n8n/debian';
import { plainEnvironment, runCommand } from '../n8n/processes';

const PER_SECOND = 8;

/** Seconds without any movement that the film keeps: how busy the machine is must not make it longer. */
const MAX_STILL = 4;

export interface Mark {
	title: string;
	/** Seconds from the beginning. */
	at: number;
}

export interface Film {
	/** A chapter begins. */
	mark(title: string): void;
	/** So far. */
	seconds(): number;
	marks: readonly Mark[];
	/** Ends it; answers its file. */
	finish(): Promise<string>;
}

export async function record(page: Page, folder: string): Promise<Film> {
	const raw = join(folder, 'tour.raw.mp4');
	const encoder = spawn(FFMPEG, [...INPUT, ...ENCODING, raw], {
		env: plainEnvironment(),
		stdio: ['pipe', 'ignore', 'inherit'],
	});
	const ended = new Promise<number | null>((resolve) => encoder.once('close', resolve));
	let picture: Buffer | undefined;
	let still = 0;
	let frames = 0;
	const marks: Mark[] = [];
	const seconds = () => frames / PER_SECOND;

	const session = await page.context().newCDPSession(page);
	session.on('Page.screencastFrame', ({ data, sessionId }) => {
		picture = Buffer.from(data, 'base64');
		still = 0;
		void session.send('Page.screencastFrameAck', { sessionId });
	});
	await session.send('Page.startScreencast', { format: 'jpeg', quality: 85 });
	const timer = setInterval(() => {
		if (!picture || ++still > MAX_STILL * PER_SECOND) return;
		encoder.stdin.write(picture);
		frames++;
	}, 1000 / PER_SECOND);

	return {
		marks,
		seconds,
		mark: (title) => marks.push({ title, at: seconds() }),
		async finish() {
			clearInterval(timer);
			await session.send('Page.stopScreencast');
			encoder.stdin.end();
			const code = await ended;
			if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
			return await withChapters(raw, marks, seconds());
		},
	};
}

const INPUT = ['-y', '-loglevel', 'error', '-f', 'image2pipe', '-c:v', 'mjpeg'];
const ENCODING = [
	...['-framerate', String(PER_SECOND), '-i', '-'],
	// Even sides, and colours that every player has.
	...['-vf', 'scale=trunc(iw/2)*2:trunc(ih/2)*2,format=yuv420p'],
	...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '24'],
];

/** Names the chapters in the file, so that a player can jump to them (ffmpeg.org/ffmpeg-formats.html#Metadata-1). */
async function withChapters(raw: string, marks: readonly Mark[], end: number): Promise<string> {
	const list = raw.replace('.raw.mp4', '.chapters.txt');
	const file = raw.replace('.raw.mp4', '.mp4');
	const chapters = marks.map(({ title, at }, index) => {
		const [from, to] = [at, marks[index + 1]?.at ?? end].map((time) => Math.round(time * 1000));
		return `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${from}\nEND=${to}\ntitle=${title}\n`;
	});
	writeFileSync(list, `;FFMETADATA1\n${chapters.join('')}`);
	const copy = ['-map_metadata', '1', '-c', 'copy', '-movflags', '+faststart', file];
	await runCommand(FFMPEG, ['-y', '-loglevel', 'error', '-i', raw, '-i', list, ...copy], {
		env: plainEnvironment(),
	});
	for (const part of [raw, list]) rmSync(part);
	return file;
}
