/** The package under test: packed as it would be published, installed as Settings → Community nodes does. */
import {
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { PACKED_SOURCES, REPOSITORY, removeTemporary, temporaryFolder } from './folders';
import { networkEnvironment, plainEnvironment, runCommand } from './processes';

export const PACKAGE = 'n8n-nodes-bitrix24-users';
export const NODE_TYPE = `${PACKAGE}.bitrix24`;

type Manifest = Record<string, unknown> & { version: string };

export interface Tarball {
	path: string;
	version: string;
	remove(): void;
}

const SOURCES = [
	'nodes',
	'credentials',
	'package.json',
	'tsconfig.json',
	'tsconfig.build.json',
	'gulpfile.js',
	'README.md',
	'LICENSE',
];

/**
 * Builds and packs a copy of the sources, so that neither `dist` nor package.json is touched and another version can be
 * stamped on it.
 */
export async function pack(version?: string): Promise<Tarball> {
	const stage = temporaryFolder('pack');
	const remove = () => removeTemporary(stage);
	try {
		for (const source of SOURCES) {
			if (existsSync(join(PACKED_SOURCES, source))) {
				cpSync(join(PACKED_SOURCES, source), join(stage, source), { recursive: true });
			}
		}
		symlinkSync(join(REPOSITORY, 'node_modules'), join(stage, 'node_modules'), 'dir');
		const manifest = readManifest(stage);
		const stamped = { ...manifest, version: version ?? manifest.version };
		writeFileSync(join(stage, 'package.json'), JSON.stringify(stamped, null, '\t'));
		const options = { cwd: stage, env: plainEnvironment() };
		await runCommand('npm', ['run', 'build', '--silent'], options);
		await runCommand('npm', ['pack', '--silent', '--ignore-scripts'], options);
		const name = readdirSync(stage).find((file) => file.endsWith('.tgz'));
		if (name === undefined) throw new Error('npm pack left no tarball');
		return { path: join(stage, name), version: stamped.version, remove };
	} catch (error) {
		remove();
		throw error;
	}
}

/**
 * What n8n's CommunityPackagesService does once it has the tarball; the route itself asks npm's registry and n8n's own
 * servers first. n8n must not be running, or has to be started again.
 */
export async function installCommunityPackage(
	tarball: Tarball,
	userFolder: string,
): Promise<string> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const target = join(nodes, 'node_modules', PACKAGE);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	const env = plainEnvironment();
	await runCommand('tar', ['-xzf', tarball.path, '-C', target, '--strip-components=1'], { env });
	const manifest = readManifest(target);
	for (const key of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
		delete manifest[key];
	}
	writeFileSync(join(target, 'package.json'), JSON.stringify(manifest, null, 2));
	const flags = [
		'--audit=false',
		'--fund=false',
		'--bin-links=false',
		'--install-strategy=shallow',
		'--ignore-scripts=true',
		'--package-lock=false',
	];
	await runCommand('npm', ['install', ...flags], { cwd: target, env: networkEnvironment() });
	const dependencies = { [PACKAGE]: manifest.version };
	const installed = { name: 'installed-nodes', private: true, dependencies };
	writeFileSync(join(nodes, 'package.json'), JSON.stringify(installed, null, 2));
	return target;
}

function readManifest(folder: string): Manifest {
	// npm itself guarantees the shape.
	return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
