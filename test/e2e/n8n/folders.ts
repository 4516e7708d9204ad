/** Where things are put. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const REPOSITORY = resolve(__dirname, '../../..');

/** What is packed: this checkout, or another one named by `E2E_SOURCES`. */
export const PACKED_SOURCES = resolve(process.env.E2E_SOURCES ?? REPOSITORY);

/** Installed n8n versions, kept between runs. Nothing here is needed: what is missing is installed again. */
export const CACHE = resolve(process.env.E2E_CACHE ?? join(REPOSITORY, '.cache'));

export const SCREENSHOTS = join(REPOSITORY, 'docs', 'screenshots');

export const EXAMPLES = join(REPOSITORY, 'examples');

const temporary = new Set<string>();

// Also after Ctrl-C in the middle of something.
process.on('exit', () => {
	for (const folder of temporary) removeTemporary(folder);
});

/** A new empty folder; gone when it is removed, or with this process. */
export function temporaryFolder(purpose: string): string {
	const folder = mkdtempSync(join(tmpdir(), `bitrix24-${purpose}-`));
	temporary.add(folder);
	return folder;
}

export function removeTemporary(folder: string): void {
	temporary.delete(folder);
	rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
