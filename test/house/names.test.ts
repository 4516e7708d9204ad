/** One name for one thing: what two files export under the same name plays the same part in both. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const HOUSE = join(__dirname, '../../nodes/Bitrix24');

/** Parts that several rooms have, one each: the operations of a resource, and what every resource or form brings. */
const PARTS: Readonly<Record<string, string>> = {
	choices: 'what can be chosen from while one types',
	differences: 'fields in which a row differs from what is wanted',
	finder: 'how a resource is looked up',
	PERSON_FIELDS: 'what has to be known of a person',
	properties: 'a form',
	readForm: 'what a form says',
	refusals: 'what the portal says of a resource',
	shown: 'something as it is handed on',
};

function isOperation(name: string, files: readonly string[]): boolean {
	return files.every((file) => /^resources\/\w+\/(\w+)\.ts$/.exec(file)?.[1] === name);
}

/** Names a source exports by a declaration; those it only passes on are none. */
function exportsOf(source: string): string[] {
	const { statements } = ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true);
	return statements.flatMap((one) => {
		const isExported =
			ts.canHaveModifiers(one) &&
			ts.getModifiers(one)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
		if (!isExported) return [];
		if (ts.isVariableStatement(one)) {
			return one.declarationList.declarations.map(({ name }) => name.getText());
		}
		const isNamed =
			ts.isFunctionDeclaration(one) ||
			ts.isClassDeclaration(one) ||
			ts.isInterfaceDeclaration(one) ||
			ts.isTypeAliasDeclaration(one);
		return isNamed && one.name ? [one.name.text] : [];
	});
}

const files = (readdirSync(HOUSE, { recursive: true }) as string[]).filter((file) =>
	file.endsWith('.ts'),
);

const places = new Map<string, string[]>();
for (const file of files) {
	for (const name of exportsOf(readFileSync(join(HOUSE, file), 'utf8'))) {
		places.set(name, [...(places.get(name) ?? []), file]);
	}
}

it('the rule finds what is declared, and nothing that is passed on', () => {
	expect(
		exportsOf(
			"export const a = 1; export function b() {} export interface C {} export { d } from './d'; const e = 1;",
		),
	).toEqual(['a', 'b', 'C']);
	expect(places.size).toBeGreaterThan(400);
});

it('no two files export the same name for different things', () => {
	const shared = [...places].filter(([, where]) => where.length > 1);
	expect(shared.filter(([name, where]) => !(name in PARTS) && !isOperation(name, where))).toEqual(
		[],
	);
});

it('every part named here is one of several rooms', () => {
	expect(Object.keys(PARTS).filter((name) => (places.get(name)?.length ?? 0) < 2)).toEqual([]);
});
