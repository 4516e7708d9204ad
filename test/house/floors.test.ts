/** Who may import whom: every folder of the shipped code is a row here, and one without a row fails. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { drawing, ROOMS, table } from './rooms';

const ROOT = join(__dirname, '..', '..');
const HOUSE = join(ROOT, 'nodes', 'Bitrix24');

interface Import {
	from: string;
	to: string;
}

const files = readdirSync(HOUSE, { recursive: true })
	.map(String)
	.filter((file) => file.endsWith('.ts'));

const imports: Import[] = files.flatMap((file) =>
	[...readFileSync(join(HOUSE, file), 'utf8').matchAll(/from '(\.[^']*)'/g)].map(([, target]) => ({
		from: file.replace(/\.ts$/, ''),
		to: relative(HOUSE, join(HOUSE, dirname(file), target)),
	})),
);

/** The room of a file: its first folder, and of a resource the second as well. */
function roomOf(file: string): string {
	const [first, second, third] = file.split('/');
	if (first !== 'resources') return second === undefined ? '' : first;
	return third === undefined && second !== undefined && !isFolder(second)
		? 'resources'
		: `resources/${second}`;
}

const resources = readdirSync(join(HOUSE, 'resources'), { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => name);

function isFolder(name: string): boolean {
	return resources.includes(name);
}

function rowOf(room: string): string {
	return room.startsWith('resources/') ? 'resources/*' : room;
}

function isAllowed({ from, to }: Import): boolean {
	const own = roomOf(from);
	const target = to === 'resources' ? 'resources' : roomOf(to);
	return (ROOMS[rowOf(own)] ?? []).some((allowed) => {
		if (allowed.includes('/') && !allowed.endsWith('/*')) return to === allowed;
		if (allowed !== 'resources/*') return target === allowed;
		return rowOf(own) === 'resources/*' ? target === own : target.startsWith('resources/');
	});
}

it('every folder of the shipped code is a room with a row', () => {
	const rooms = new Set(files.map((file) => rowOf(roomOf(file.replace(/\.ts$/, '')))));
	expect([...rooms].filter((room) => !(room in ROOMS))).toEqual([]);
	expect(files.length).toBeGreaterThan(80);
});

it('imports go where the rows allow', () => {
	expect(imports.length).toBeGreaterThan(200);
	expect(imports.filter((one) => !isAllowed(one)).map(({ from, to }) => `${from} → ${to}`)).toEqual(
		[],
	);
});

it.each([
	['drawing', '```mermaid', drawing],
	['table', '<!-- rooms -->', table],
])('the %s of the house in docs/architecture.md is made of the rows', (_what, begin, made) => {
	const architecture = readFileSync(join(ROOT, 'docs', 'architecture.md'), 'utf8');
	expect(architecture).toContain(`${begin}\n${made()}\n`);
});
