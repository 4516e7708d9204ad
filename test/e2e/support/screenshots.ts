/** Where pictures go. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { CACHE, SCREENSHOTS } from '../n8n/folders';

/** Set by `--screenshots`; otherwise pictures go to the cache, so that a test run leaves the tree clean. */
export const KEEP_SCREENSHOTS = 'E2E_SCREENSHOTS';

export function pathOf(name: string): string {
	const keep = process.env[KEEP_SCREENSHOTS] === 'true';
	const folder = keep ? SCREENSHOTS : join(CACHE, 'screenshots');
	mkdirSync(folder, { recursive: true });
	return join(folder, `${name}.png`);
}
