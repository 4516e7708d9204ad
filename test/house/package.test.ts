/** The package as it would be published: content, size, version, icons, codex. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { loadPackage, type LoadedPackage } from '../harness';
import type { INodeTypeDescription } from 'n8n-workflow';

let own: LoadedPackage;
let description: INodeTypeDescription;

beforeAll(async () => {
	own = await loadPackage();
	const found = own.descriptions.find(({ name }) => name === 'bitrix24');
	if (!found) throw new Error('The package has no node "bitrix24"');
	description = found;
});

describe('the package', () => {
	const repository = resolve(__dirname, '../..');
	const manifest = () => JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));

	const filesBelow = (folder: string): string[] =>
		readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
			entry.isDirectory()
				? filesBelow(join(folder, entry.name))
				: [relative(own.directory, join(folder, entry.name))],
		);

	it('brings icons for light and dark, and a codex file', () => {
		expect(description.iconUrl).toEqual({
			light: expect.stringMatching(/bitrix24\.svg$/),
			dark: expect.stringMatching(/bitrix24\.dark\.svg$/),
		});
		const icon = (name: string) => readFileSync(join(own.directory, 'dist/nodes/Bitrix24', name));
		expect(icon('bitrix24.svg').equals(icon('bitrix24.dark.svg'))).toBe(false);
		expect(description.codex?.categories).toEqual(expect.arrayContaining(['Communication']));
		expect(description.codex?.alias).toContain('HR');
		for (const type of ['Bitrix24WebhookApi', 'Bitrix24OAuth2Api']) {
			const { sourcePath } = own.known.credentials[`b${type.slice(1)}`];
			expect(existsSync(join(own.directory, sourcePath))).toBe(true);
		}
	});

	it('has one version everywhere', () => {
		const path = join(own.directory, 'dist/bitrix24.js');
		expect(own.version).toBe(manifest().version);
		expect(readFileSync(path, 'utf8')).toContain(`"${own.version}"`);
	});

	it('holds dist, README, LICENSE and package.json only, below 400 kB', () => {
		const files = filesBelow(own.directory);
		const outside = files.filter((file) => !file.startsWith('dist/'));
		expect(outside.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
		const size = files.reduce((sum, file) => sum + statSync(join(own.directory, file)).size, 0);
		expect(size).toBeLessThan(400_000);
		expect(files.filter((file) => /test|\.map$|\.ts$/.test(file.replace(/\.d\.ts$/, '')))).toEqual(
			[],
		);
	});

	it('is what `npm pack` packs', () => {
		const [packed] = JSON.parse(
			execFileSync('npm', ['pack', '--dry-run', '--json'], {
				cwd: repository,
				encoding: 'utf8',
				stdio: ['ignore', 'pipe', 'ignore'],
			}),
		);
		const listed: string[] = packed.files.map(({ path }: { path: string }) => path);
		expect(listed.filter((path) => !path.startsWith('dist/')).sort()).toEqual([
			'LICENSE',
			'README.md',
			'package.json',
		]);
		expect(packed.unpackedSize).toBeLessThan(400_000);
	});

	it('is built anew to the same bytes', () => {
		const folder = mkdtempSync(join(tmpdir(), 'bitrix24-build-'));
		try {
			execFileSync('npx', ['gulp', 'build'], {
				cwd: repository,
				env: { ...process.env, DIST: folder },
				stdio: 'ignore',
			});
			const [built, packed] = [folder, join(own.directory, 'dist')].map((dist) =>
				readFileSync(join(dist, 'bitrix24.js')),
			);
			expect(built.equals(packed)).toBe(true);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	it('depends on nothing but n8n-workflow, and registers what it holds', () => {
		const { dependencies, peerDependencies, n8n, keywords, license } = manifest();
		expect(dependencies ?? {}).toEqual({});
		expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(n8n).toMatchObject({ strict: true, n8nNodesApiVersion: 1 });
		expect(keywords).toContain('n8n-community-node-package');
		expect(license).toBe('MIT');
		for (const file of [...n8n.nodes, ...n8n.credentials]) {
			expect(existsSync(join(own.directory, file))).toBe(true);
		}
	});
});
