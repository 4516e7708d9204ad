/** Headless Chromium that reaches this machine only. */
import { chromium, type Browser, type Page } from 'playwright-core';

import { chromiumBinary } from '../n8n/debian';

// Chromium may run as root here and must not ask the network for anything.
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

const VIEWPORT = { width: 1280, height: 900 };

/** @param slowMo milliseconds before each step, for whoever looks on */
export async function openBrowser(slowMo = 0): Promise<{ browser: Browser; page: Page }> {
	const browser = await chromium.launch({ executablePath: chromiumBinary(), args: FLAGS, slowMo });
	const context = await browser.newContext({ viewport: VIEWPORT, reducedMotion: 'reduce' });
	// n8n's editor asks npm's registry for the newest version of a community package.
	await context.route(
		({ hostname }) => !['localhost', '127.0.0.1'].includes(hostname),
		(route) => route.abort(),
	);
	const page = await context.newPage();
	page.setDefaultTimeout(60_000);
	return { browser, page };
}
