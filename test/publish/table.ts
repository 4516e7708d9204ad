/** What is in the package, as a table for people who review a change. */

/** What `npm pack --json` says of a package. */
export interface Packed {
	filename: string;
	/** Bytes of the tarball. */
	size: number;
	unpackedSize: number;
	files: Array<{ path: string; size: number }>;
}

interface Row {
	files: number;
	bytes: number;
}

/** `dist/nodes/Bitrix24/engine/run.js` → `dist/nodes/Bitrix24/engine`; files at the top are rows of their own. */
function rowOf(path: string): string {
	const parts = path.split('/');
	return parts.length === 1 ? path : parts.slice(0, Math.min(parts.length - 1, 4)).join('/');
}

function rows(files: Packed['files']): Map<string, Row> {
	const found = new Map<string, Row>();
	for (const { path, size } of files) {
		const row = found.get(rowOf(path)) ?? { files: 0, bytes: 0 };
		found.set(rowOf(path), { files: row.files + 1, bytes: row.bytes + size });
	}
	return found;
}

function kilobytes(bytes: number): string {
	return `${(bytes / 1000).toFixed(1)} kB`;
}

function change(now: number, before: number | undefined): string {
	if (before === undefined || now === before) return '';
	return ` (${now > before ? '+' : '−'}${kilobytes(Math.abs(now - before))})`;
}

/** @param before the same of the commit to compare with */
export function contentsTable(now: Packed, before?: Packed): string {
	const past = before && rows(before.files);
	const lines = [...rows(now.files)].map(
		([name, { files, bytes }]) =>
			`| ${name} | ${files} | ${kilobytes(bytes)}${change(bytes, past && (past.get(name)?.bytes ?? 0))} |`,
	);
	const names = (packed: Packed | undefined) => new Set(packed?.files.map(({ path }) => path));
	const gained = before ? [...names(now)].filter((path) => !names(before).has(path)) : [];
	const lost = [...names(before)].filter((path) => !names(now).has(path));
	return [
		`### ${now.filename}`,
		'',
		`${kilobytes(now.size)} packed${change(now.size, before?.size)}, ${kilobytes(now.unpackedSize)} unpacked${change(now.unpackedSize, before?.unpackedSize)}, ${now.files.length} files.`,
		'',
		'| | Files | Size |',
		'|---|---|---|',
		...lines.sort(),
		...(gained.length > 0 ? ['', `New: ${gained.join(', ')}`] : []),
		...(lost.length > 0 ? ['', `Gone: ${lost.join(', ')}`] : []),
		'',
	].join('\n');
}
