/**
 * A list of the portal has traps: guests whom administrators are shown only when they ask a certain way, secret workgroups,
 * pages that repeat. They are known once, where the method is named; everybody else asks there.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const HOUSE = join(__dirname, '../../nodes/Bitrix24');

/** Methods that read, by the last word of their names (the vendor's specifications: `test/portal/specs`). */
const READS = /^[a-z_]+(?:\.[a-z_]+)*\.(?:get|list|search|fields|groups|current|info)$/;

/** Where a list is asked for. */
const ROOMS: Readonly<Record<string, string>> = {
	'user.get': 'form/peopleList.ts',
	'user.search': 'form/peopleList.ts',
	'department.get': 'form/tree.ts',
	'sonet_group.get': 'form/groupList.ts',
	'sonet_group.user.get': 'form/groupList.ts',
};

/** What is asked without a parameter has no trap to know of. */
const PLAIN = ['app.info', 'user.current', 'user.fields', 'user.userfield.list'];

/** Methods that a source names as texts; comments and the words of messages are none. */
function methodsIn(source: string): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isStringLiteralLike(node) && READS.test(node.text)) found.push(node.text);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true));
	return found;
}

const files = (readdirSync(HOUSE, { recursive: true }) as string[]).filter((file) =>
	file.endsWith('.ts'),
);

const places = new Map<string, Set<string>>();
for (const file of files) {
	for (const method of methodsIn(readFileSync(join(HOUSE, file), 'utf8'))) {
		places.set(method, (places.get(method) ?? new Set()).add(file));
	}
}

it('the rule finds a method in code, and neither comments nor messages', () => {
	expect(
		methodsIn(
			"/** user.get */ const a = { method: 'user.get' }; throw new Error('No user.get here')",
		),
	).toEqual(['user.get']);
});

it.each(Object.entries(ROOMS))('%s is named in %s alone', (method, file) => {
	expect([...(places.get(method) ?? [])]).toEqual([file]);
});

it('no other method that reads is named in two files, unless it is asked without parameters', () => {
	const twice = [...places].filter(([, where]) => where.size > 1).map(([method]) => method);
	expect(twice.sort()).toEqual(PLAIN);
});
