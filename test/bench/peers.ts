/** What only the benchmark needs, installed on demand beside the project's own packages: n8n-nodes-base and echarts. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const FOLDER = join(ROOT, '.cache/bench');

const PEERS = { 'n8n-nodes-base': '2.40.2', echarts: '5.6.0' };

/** Installs them once; takes about a minute. */
export function installPeers(): void {
	const there = Object.keys(PEERS).every((name) => existsSync(join(FOLDER, 'node_modules', name)));
	if (there) return;
	console.log('Installing the peers of the benchmark into .cache/bench (about a minute) …');
	mkdirSync(FOLDER, { recursive: true });
	const manifest = { name: 'bench-peers', private: true, dependencies: PEERS };
	writeFileSync(join(FOLDER, 'package.json'), JSON.stringify(manifest, null, '\t'));
	execFileSync('npm', ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit'], {
		cwd: FOLDER,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
}

/** A package folder with the HTTP Request node alone: loading all of n8n-nodes-base would take long for nothing. */
export async function httpRequestPackage(): Promise<string> {
	const folder = join(FOLDER, 'http-request');
	mkdirSync(folder, { recursive: true });
	const manifest = {
		name: 'n8n-nodes-base',
		version: PEERS['n8n-nodes-base'],
		n8n: { nodes: ['dist/nodes/HttpRequest/HttpRequest.node.js'] },
	};
	writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
	const dist = join(folder, 'dist');
	if (!existsSync(dist)) symlinkSync(join(FOLDER, 'node_modules/n8n-nodes-base/dist'), dist);
	return folder;
}

/** A module of the peers. */
export function requirePeer(name: keyof typeof PEERS): unknown {
	return createRequire(join(FOLDER, 'package.json'))(name);
}
