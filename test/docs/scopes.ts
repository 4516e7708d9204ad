/** What a credential gets that may not see everything, as a table with its hints below. */
import { type Cell, CREDENTIALS, SCOPE_ROWS } from '../support/scopes';
import { table } from './markdown';

const HEAD = [
	'Asked for',
	'`user` alone',
	'`user_basic` alone',
	'`user_brief` alone',
	'not an administrator',
];

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

/** Hints and messages that the cells speak of, each once, in the order they come up. */
class Notes {
	readonly all: string[] = [];

	of(kind: string, said: string): string {
		const note = `${kind} “${said}…”`;
		if (!this.all.includes(note)) this.all.push(note);
		return `[${this.all.indexOf(note) + 1}]`;
	}
}

function shown({ lacks, more, fewer, hint, refused }: Cell, notes: Notes): string {
	if (refused !== undefined) return `refused ${notes.of('Message', refused)}`;
	const words = [
		...(lacks ? [`without ${code(lacks)}`] : []),
		...(more ? ['also guests of the own workgroups'] : []),
		...(fewer ? ['guests of the own workgroups only'] : []),
	];
	return [words.join('; ') || 'all', hint === undefined ? '' : notes.of('Hint', hint)]
		.join(' ')
		.trim();
}

export function scopeTable(): string {
	const notes = new Notes();
	const rows = SCOPE_ROWS.map(({ asked, cells = {} }) => [
		asked,
		...CREDENTIALS.map((credential) => shown(cells[credential] ?? {}, notes)),
	]);
	const below = notes.all.map((note, at) => `${at + 1}. ${note}`);
	return [table(HEAD, rows), '', ...below].join('\n');
}
