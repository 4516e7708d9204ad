/** What n8n has written to disk: its database with the write-ahead log, and its log files. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Files of the user folder that hold one of these texts, as plain or URL-encoded bytes.
 *
 * @returns `file: text` with all but the first characters masked
 */
export function filesHolding(userFolder: string, secrets: string[]): string[] {
	const found: string[] = [];
	for (const file of stored(join(userFolder, '.n8n'))) {
		const bytes = readFileSync(file);
		for (const secret of secrets) {
			if (secret.length < 8) throw new Error('Too short to look for');
			for (const form of new Set([secret, encodeURIComponent(secret)])) {
				if (bytes.includes(form)) found.push(`${file}: ${form.slice(0, 4)}…`);
			}
		}
	}
	return found;
}

/** Bytes on disk that were searched; a search through nothing proves nothing. */
export function bytesStored(userFolder: string): number {
	return stored(join(userFolder, '.n8n')).reduce((sum, file) => sum + statSync(file).size, 0);
}

function stored(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		if (entry.name === 'node_modules') return [];
		const path = join(folder, entry.name);
		return entry.isDirectory() ? stored(path) : entry.isFile() ? [path] : [];
	});
}
