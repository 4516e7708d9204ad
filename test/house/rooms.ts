/** Who may import whom, below `nodes/Bitrix24`: read by the test of the floors and by the drawing of the house. */

/** Words of the portal that every floor may use: types, plain refusals, and what reads JSON. */
const SHARED = ['transport/types', 'transport/errors', 'transport/list'];

/**
 * By room, the rooms (or single files) it may import. `resources/*` stands for the own resource only: one speaks of
 * another by refs. '' is the top: the nodes themselves.
 */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
	transport: ['transport'],
	values: ['values'],
	plan: ['plan', 'values', ...SHARED],
	form: ['form', 'plan', 'values', ...SHARED],
	engine: ['engine', 'plan', 'values/errors', 'values/text', 'transport'],
	'resources/*': ['resources/*', 'plan', 'form', 'values', ...SHARED],
	resources: ['resources/*', 'plan'],
	editor: ['editor', 'resources', 'resources/*', 'engine', 'form', 'plan', 'values', 'transport'],
	triggers: ['triggers', 'resources/*', 'engine', 'form', 'plan', 'values', 'transport'],
	'': ['resources', 'editor', 'triggers', 'engine', 'form', 'transport/credential'],
};

const TOP = '*.node.ts';

function nameOf(room: string): string {
	return room === '' ? TOP : room;
}

/** What a room may import, itself left out, single files by the name of the file. */
function below(room: string): string[] {
	return ROOMS[room].filter((one) => one !== room);
}

/** Other rooms that a room may import whole; the registry is at home with the resources. */
function roomsBelow(room: string): string[] {
	return below(room).filter((one) => one in ROOMS && one !== 'resources');
}

/** Rooms stand above those they import: the longest way down counts. */
function floorOf(room: string): number {
	if (room === 'resources') return floorOf('resources/*');
	const rooms = below(room).filter((one) => one in ROOMS);
	return rooms.length === 0 ? 1 : 1 + Math.max(...rooms.map(floorOf));
}

/** Rooms that another one of these imports as well need no arrow of their own. */
function direct(rooms: string[]): string[] {
	const reach = (room: string): string[] => roomsBelow(room).flatMap((one) => [one, ...reach(one)]);
	const indirect = new Set(rooms.flatMap(reach));
	return rooms.filter((room) => !indirect.has(room));
}

/** The house as a diagram in Mermaid: a floor a row, an arrow from each room to the next ones that it may import. */
export function drawing(): string {
	const names = Object.keys(ROOMS).filter((name) => name !== 'resources');
	const id = (room: string) => nameOf(room).replace(/\W+/g, '_');
	const floors = [...new Set(names.map(floorOf))].sort((a, b) => b - a);
	const boxes = floors.flatMap((floor) => [
		`  subgraph floor${floor}["${floor}"]`,
		...names
			.filter((name) => floorOf(name) === floor)
			.map((name) => `    ${id(name)}["${nameOf(name)}"]`),
		'  end',
	]);
	const arrows = names.flatMap((name) =>
		direct(roomsBelow(name)).map((one) => `  ${id(name)} --> ${id(one)}`),
	);
	return ['graph TD', ...boxes, ...arrows].join('\n');
}

/** The rooms, with the single files of others that they may import. */
export function table(): string {
	const rows = Object.keys(ROOMS)
		.sort((a, b) => floorOf(b) - floorOf(a))
		.map((room) => {
			const words = below(room).map((one) => `\`${nameOf(one)}\``);
			return `| ${floorOf(room)} | \`${nameOf(room)}\` | ${words.join(', ') || 'nothing of the house'} |`;
		});
	return ['| Floor | Room | May import |', '|---|---|---|', ...rows].join('\n');
}
