/** What no linter of n8n asks for and this house keeps: no casts, nothing written twice, no citations nobody can follow. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');

function filesIn(...folders: string[]): string[] {
	return execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...folders], {
		cwd: ROOT,
		encoding: 'utf8',
	})
		.split('\n')
		.filter((file) => file.endsWith('.ts'));
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const shipped = filesIn('nodes', 'credentials').map((file) => ({ file, text: read(file) }));

/** Lines with a cast; `as const` only narrows. */
function castsIn(text: string): string[] {
	const found: string[] = [];
	const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
	const visit = (node: ts.Node): void => {
		const isCast =
			ts.isNonNullExpression(node) ||
			((ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) &&
				node.type.getText() !== 'const');
		if (isCast) found.push(node.getText());
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

/** Runs of six lines that say something (blank lines, comments, brackets and imports do not) standing in two places. */
function runsTwice(files: ReadonlyArray<{ file: string; text: string }>): string[] {
	const places = new Map<string, string>();
	const twice: string[] = [];
	for (const { file, text } of files) {
		const lines = text
			.replace(/^import [^;]*;$/gm, '')
			.split('\n')
			.map((line, at) => ({ said: line.trim(), at: at + 1 }))
			.filter(({ said }) => /\w/.test(said) && !/^(?:\/\*|\*|\/\/)/.test(said));
		for (let at = 0; at + 6 <= lines.length; at++) {
			const run = lines
				.slice(at, at + 6)
				.map(({ said }) => said)
				.join('\n');
			const place = `${file}:${lines[at].at}`;
			const first = places.get(run);
			if (first) twice.push(`${place} ~ ${first}\n${run}`);
			else places.set(run, place);
		}
	}
	return twice;
}

const CITATION =
	/\b(?:interface|house|from-the-field)\.md\b|(?<!b24-rest-docs )\bissue \d+\b|shared\/(?:design|cases|reference)|\bthe reference\b/i;

describe('the rules find what they are for', () => {
	it('finds a cast, and no constant', () => {
		expect(castsIn('const a = b as string; const c = [1] as const; d!.e()')).toEqual([
			'b as string',
			'd!',
		]);
	});

	it('finds six equal lines, and not five', () => {
		const lines = (count: number) =>
			Array.from({ length: count }, (_, at) => `say(${at});`).join('\n');
		const files = (count: number) => ['a', 'b'].map((file) => ({ file, text: lines(count) }));
		expect(runsTwice(files(5))).toEqual([]);
		expect(runsTwice(files(6))).toHaveLength(1);
	});

	it.each(['house.md, Style', 'Issue 2, part one', 'section 6 of the reference'])(
		'finds %j',
		(text) => {
			expect(CITATION.test(text)).toBe(true);
		},
	);
});

/** What a question was answered, kept under the question that gave it: no type of TypeScript can say this. */
const NEEDED: Readonly<Record<string, string[]>> = {
	'nodes/Bitrix24/engine/asker.ts': ['outcome.value as T'],
};

it.each(shipped)('$file casts nothing', ({ file, text }) => {
	expect(castsIn(text)).toEqual(NEEDED[file] ?? []);
});

it('nothing shipped stands in two places', () => {
	expect(runsTwice(shipped)).toEqual([]);
});

it('no comment cites what is not in the repository', () => {
	const citing = filesIn('nodes', 'credentials', 'test').filter(
		(file) => file !== 'test/house/style.test.ts' && CITATION.test(read(file)),
	);
	expect(citing).toEqual([]);
});
