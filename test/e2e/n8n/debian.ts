/** Programs of the system that specs need, from Debian's packages. */
import { existsSync } from 'node:fs';

import { runCommand } from './processes';

type Say = (line: string) => void;

const DEBIAN_CHROMIUM = '/usr/bin/chromium';
export const REDIS = '/usr/bin/redis-server';
export const FFMPEG = '/usr/bin/ffmpeg';

/** The browser: the one named by the variable `CHROMIUM`, or where a system keeps it. */
export function chromiumBinary(): string {
	const chrome = '/usr/bin/google-chrome';
	const { CHROMIUM } = process.env;
	if (CHROMIUM) return CHROMIUM;
	return existsSync(DEBIAN_CHROMIUM) || !existsSync(chrome) ? DEBIAN_CHROMIUM : chrome;
}

export function ensureChromium(say: Say): Promise<void> {
	return ensure(chromiumBinary(), 'chromium', say);
}

export function ensureRedis(say: Say): Promise<void> {
	return ensure(REDIS, 'redis-server', say);
}

export function ensureFfmpeg(say: Say): Promise<void> {
	return ensure(FFMPEG, 'ffmpeg', say);
}

/** @throws saying what to type, where it may not install by itself */
async function ensure(binary: string, name: string, say: Say): Promise<void> {
	if (existsSync(binary)) return;
	const commands = [
		['update', '-qq'],
		['install', '-y', '-qq', '--no-install-recommends', name],
	];
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
		throw new Error(`${binary} is missing. Install it first: sudo apt-get install ${name}`);
	}
	say(`Installing ${name} from Debian's packages`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	for (const parameters of commands) await runCommand('apt-get', parameters, { env });
}
