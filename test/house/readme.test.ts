/** The README, the examples' outputs in it and the links between the documents stay true. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { credential, loadPackage, runNode, type NodeRunOptions } from '../harness';
import { user } from '../../nodes/Bitrix24/resources/user';
import { type Portal, startPortal } from '../portal';

const ROOT = join(__dirname, '..', '..');
const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const readme = text('README.md');
const operations = text('docs/operations.md');

/** Headings of the second to fourth level with what stands below them. */
const sections = new Map(
	[operations, text('docs/messages.md')]
		.join('\n')
		.split(/^#{2,4} /m)
		.slice(1)
		.map((part): [string, string] => {
			const [heading, ...lines] = part.split('\n');
			return [heading, lines.join('\n')];
		}),
);

/** What the form calls a parameter or option. */
function labelOf(option: object): string {
	return 'displayName' in option ? String(option.displayName) : '';
}

/** The JSON block of a section, as it was written and as it reads. */
function example(heading: string): { written: string; value: unknown } {
	const written = /```json\n([\s\S]*?)```/.exec(sections.get(heading) ?? '')?.[1] ?? '';
	return { written, value: JSON.parse(written) };
}

describe('outputs in the documents', () => {
	let portal: Portal;

	beforeAll(async () => {
		portal = await startPortal({ people: 60 });
		portal.edit(3, {
			WORK_POSITION: 'Team lead',
			WORK_PHONE: '+44 20 7946 0001',
			PERSONAL_MOBILE: '+44 7700 900123',
			UF_DEPARTMENT: [5],
		});
	});

	afterAll(() => portal.stop());

	const john = { __rl: true, mode: 'id', value: '3' };
	const columns = (value: Record<string, string>) => ({ mappingMode: 'defineBelow', value });
	const selected = ['ID', 'NAME', 'LAST_NAME', 'WORK_POSITION'];
	const condition = [{ field: 'WORK_POSITION', operator: 'startsWith', value: 'Acc' }];

	/** In this order: Invite and Invite or Update take the next free IDs. */
	const cases: Array<[heading: string, parameters: NodeRunOptions['parameters']]> = [
		['Get', { operation: 'get', user: john }],
		['Search', { operation: 'search', phrase: 'smith team' }],
		[
			'Get Many',
			{
				operation: 'getAll',
				limit: 2,
				output: 'selectedFields',
				outputFields: selected,
				conditions: { condition },
			},
		],
		['Get Current', { operation: 'getCurrent' }],
		['Invite', { operation: 'invite', email: 'nathan.miller@example.com', departments: [5] }],
		['Invite or Update', { operation: 'upsert', email: 'mia.k@example.com', departments: [5] }],
		[
			'Update',
			{ operation: 'update', user: john, fields: columns({ WORK_POSITION: 'Team lead' }) },
		],
		['Dismiss', { operation: 'dismiss', user: john }],
		['Reinstate', { operation: 'reinstate', user: john }],
		['Get Fields', { operation: 'getFields' }],
	];

	const run = (parameters: NodeRunOptions['parameters']) =>
		runNode({
			parameters,
			credentials: credential('bitrix24WebhookApi', { webhookUrl: portal.webhook() }),
		});

	it.each(cases)('%s puts out what stands there', async (heading, parameters) => {
		const { written, value } = example(heading);
		const { items, error } = await run(parameters);
		expect(error).toBeUndefined();
		const output = items.map(({ json }) => json);
		if (heading === 'Get Fields') {
			expect(output).toEqual(expect.arrayContaining(value as unknown[]));
			return;
		}
		expect(Array.isArray(value) ? output : output[0]).toEqual(value);
		// Readers see the order of the fields as well.
		const shown = Array.isArray(value) ? output : output[0];
		expect(JSON.stringify(shown)).toBe(JSON.stringify(JSON.parse(written)));
	});

	it('leaves no operation out', () => {
		// These two have documents and tests of their own.
		const elsewhere = ['Offboard', 'Sync Directory'];
		expect([...cases.map(([heading]) => heading), ...elsewhere].sort()).toEqual(
			user.operations.map(({ name }) => name).sort(),
		);
	});

	it('come with every parameter and option there is', () => {
		const told = operations;
		const own = user.operations.filter(({ value }) => !['offboard', 'sync'].includes(value));
		const names = own.flatMap(({ properties }) =>
			properties.flatMap(({ displayName, type, options = [] }) => [
				displayName,
				...(type === 'collection' ? options.map((option) => labelOf(option)) : []),
			]),
		);
		const missing = names.filter((name) => !told.includes(name.replace(/ Names? or IDs?$/, '')));
		expect(missing).toEqual([]);
	});

	it('Invite or Update leaves a dismissed person dismissed', async () => {
		const gone = portal.people.get(7)!;
		const { items } = await run({
			operation: 'upsert',
			email: gone.EMAIL,
			departments: [5],
			fields: columns({ WORK_POSITION: 'Advisor' }),
		});
		expect(items.map(({ json }) => json)).toMatchObject([{ ID: '7', action: 'updated' }]);
		expect(portal.people.get(7)).toMatchObject({ ACTIVE: false, WORK_POSITION: 'Advisor' });
	});
});

describe('messages in the documents', () => {
	const sources = readdirSync(join(ROOT, 'nodes', 'Bitrix24'), { recursive: true })
		.map(String)
		.filter((file) => file.endsWith('.ts'))
		.map((file) => text(join('nodes', 'Bitrix24', file)))
		.join('\n');
	const messages = [
		'Credential and connection',
		'Limits and server trouble',
		'People and rights',
		'Values and parameters',
	].flatMap((heading) =>
		[...(sections.get(heading) ?? '').matchAll(/^\| (?!Message|---)(.+?) \|/gm)].map(
			([, message]) => message,
		),
	);

	it('are messages of the node, word for word', () => {
		const isKnown = (message: string): boolean =>
			message.split('…').every((part) => sources.includes(part.trim()));
		expect(messages.length).toBeGreaterThan(55);
		expect(messages.filter((message) => !isKnown(message))).toEqual([]);
	});
});

describe('links', () => {
	/** Anchors of the headings, as GitHub and npm make them. */
	const anchorsOf = (document: string) =>
		[...document.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
			heading
				.toLowerCase()
				.replace(/[^\p{L}\p{N} -]/gu, '')
				.replaceAll(' ', '-'),
		);

	const guides = readdirSync(join(ROOT, 'docs'))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`);
	const atTheTop = ['README.md', 'CONTRIBUTING.md', 'AGENTS.md', 'CHANGELOG.md', 'SECURITY.md'];
	const documents = [...atTheTop, ...guides];

	it.each(documents)('in %s lead somewhere', (file) => {
		const targets = [...text(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
		for (const target of targets.filter((one) => !/^https?:/.test(one))) {
			const [path, anchor] = target.split('#');
			const document = path === '' ? file : join(dirname(file), path);
			expect([target, existsSync(join(ROOT, document))]).toEqual([target, true]);
			if (anchor !== undefined) expect(anchorsOf(text(document))).toContain(anchor);
		}
	});

	it('of the README lead to every document', () => {
		const targets = [...readme.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, target]) => target);
		const all = documents.filter((file) => file !== 'README.md');
		expect(all.filter((file) => !targets.includes(file))).toEqual([]);
	});

	it('of node and credentials lead to headings of the README', async () => {
		const { credentials, descriptions } = await loadPackage();
		const urls = [
			...Object.values(credentials).map(({ documentationUrl }) => String(documentationUrl)),
			JSON.stringify(descriptions.map(({ codex }) => codex)),
		].join(' ');
		const found = [...urls.matchAll(/#([a-z0-9-]+)/g)].map(([, anchor]) => anchor);
		expect(found).toEqual(expect.arrayContaining(['webhook', 'oauth2']));
		for (const anchor of found) expect([...anchorsOf(readme), 'readme']).toContain(anchor);
	});
});

describe('a newcomer', () => {
	const [, questions = ''] =
		/^\| I want to know \|.*\n\|---\|---\|\n((?:\|.*\n)+)/m.exec(readme) ?? [];

	/** The chapter that a link of the README leads to: the whole document, or the section with its subsections. */
	function chapter(target: string): string {
		const [file, anchor] = target.split('#');
		const document = text(file === '' ? 'README.md' : file);
		if (anchor === undefined) return document;
		const heading = new RegExp(`^(#+) ${anchor.replaceAll('-', ' ')}$`, 'im').exec(document);
		const [, level = ''] = heading ?? [];
		const [own] = document
			.slice((heading?.index ?? document.length) + level.length)
			.split(new RegExp(`^#{1,${level.length}} `, 'm'));
		return own;
	}

	it.each([
		['install it on Docker', ['docker exec', '/home/node/.n8n', 'docker restart']],
		['which scope', ['`user`', '`department`', '`sonet_group`', '`user.userfield`', '`placement`']],
		['somebody is missing', ['Return All', 'Status', 'Administrator Mode', 'Hints']],
		['offboard somebody', ['Successor', 'Preview', 'Tasks']],
		['staff list', ['Preview', 'Brake', 'Match By', 'On Missing']],
	])('who wants to know "%s" is one click from the answer', (question, answer) => {
		const row = questions.split('\n').find((line) => line.includes(question)) ?? '';
		const [, target = ''] = /\]\(([^)]+)\)/.exec(row) ?? [];
		const told = chapter(target);
		expect(answer.filter((word) => !told.includes(word))).toEqual([]);
	});
});

/**
 * One path for each place of the portal's menu. Places and order: b24restdocs `local-integrations/local-webhooks.md` and
 * `serverside-local-app-with-no-ui.md` ("Applications > Developer resources … > Other > Local application"); the English
 * names of the tab and of both webhooks: training.bitrix24.com, course 169, lesson 20176 ("Developer resources > Common use
 * cases > Other > Inbound webhook").
 */
describe('paths of the portal’s menu', () => {
	const RESOURCES = 'Developer resources';
	const PLACES = [
		...['Inbound webhook', 'Outbound webhook', 'Local application'].map(
			(place) => `${RESOURCES} → Common use cases → Other → ${place}`,
		),
		`${RESOURCES} → Integrations`,
	];
	const files = ['README.md', 'docs', 'nodes', 'credentials'].flatMap((place) =>
		place.endsWith('.md')
			? [place]
			: readdirSync(join(ROOT, place), { recursive: true })
					.map((file) => join(place, String(file)))
					.filter((file) => /\.(md|ts)$/.test(file)),
	);

	it('are the same wherever they stand', () => {
		const told = files.flatMap((file) =>
			[...text(file).matchAll(/Developer resources.{0,80}/gi)].map(([path]) => ({ file, path })),
		);
		expect(told.length).toBeGreaterThan(6);
		expect(told.filter(({ path }) => !PLACES.some((place) => path.startsWith(place)))).toEqual([]);
	});
});

describe('the changelog', () => {
	const { version } = JSON.parse(text('package.json')) as { version: string };
	const changelog = text('CHANGELOG.md');

	it('begins with what is not released yet, followed by the version that package.json names', () => {
		const headings = [...changelog.matchAll(/^## \[([^\]]+)\]/gm)].map(([, name]) => name);
		expect(headings[0]).toBe('Unreleased');
		// Before the first release there is no version below.
		expect(headings[1] ?? '0.1.0').toBe(version);
	});

	it('has a link for each heading', () => {
		const headings = [...changelog.matchAll(/^## (\[[^\]]+\])/gm)].map(([, name]) => name);
		const links = [...changelog.matchAll(/^(\[[^\]]+\]): https:/gm)].map(([, name]) => name);
		expect(links).toEqual(headings);
	});
});
