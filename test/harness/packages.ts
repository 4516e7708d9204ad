/** Loads packages with n8n's own loader and answers what the engine asks about types. */
import { prepareEnvironment } from './environment';
import { createRequire } from 'node:module';
import { PackageDirectoryLoader } from 'n8n-core';
import { SSHClientsManager } from 'n8n-core/dist/execution-engine/ssh-clients-manager';
import { NodeHelpers } from 'n8n-workflow';
import type {
	ICredentialType,
	IDataObject,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IVersionedNodeType,
	KnownNodesAndCredentials,
} from 'n8n-workflow';
import { LogRecorder } from './log';
import { packageUnderTest } from './pack';
import { standInCredentials, standInNodes } from './standins';

/** A package as n8n's loader sees it. */
export interface LoadedPackage {
	name: string;
	version: string;
	directory: string;
	/** Class names, source paths, `extends` and `supportedNodes`, as n8n keeps them. */
	known: KnownNodesAndCredentials;
	/** Descriptions as the editor gets them: icons already turned into URLs, codex added. */
	descriptions: INodeTypeDescription[];
	nodes: Record<string, INodeType | IVersionedNodeType>;
	credentials: Record<string, ICredentialType>;
}

export const log = new LogRecorder();

class HarnessLoader extends PackageDirectoryLoader {
	/** The loader holds the very logger that n8n-core hands to nodes. */
	recordLog(): void {
		log.listenTo(this.logger);
	}
}

interface Injection {
	Container: { get(type: typeof SSHClientsManager): SSHClientsManager };
}

/** n8n 1 looks for idle SSH tunnels once a minute; nobody opens one here, and the timer would keep the process alive. */
function stopTimers(): void {
	// n8n-core's own copy, which npm may have put below it.
	const { Container }: Injection = createRequire(require.resolve('n8n-core'))('@n8n/di');
	Container.get(SSHClientsManager).onShutdown();
}

const loading = new Map<string, Promise<LoadedPackage>>();

async function load(directory: string): Promise<LoadedPackage> {
	const loader = new HarnessLoader(directory);
	await loader.loadAll();
	loader.recordLog();
	stopTimers();
	const types = <Type>(from: Record<string, { type: Type }>): Record<string, Type> =>
		Object.fromEntries(Object.entries(from).map(([name, { type }]) => [name, type]));
	return {
		name: loader.packageName,
		version: String(loader.packageJson.version),
		directory: loader.directory,
		known: loader.known,
		descriptions: loader.types.nodes,
		nodes: types(loader.nodeTypes),
		credentials: types(loader.credentialTypes),
	};
}

/** Loads a package once per test file. Default: the packed and installed package under test. */
export async function loadPackage(directory?: string): Promise<LoadedPackage> {
	const folder = directory ?? packageUnderTest(prepareEnvironment());
	const loaded = loading.get(folder) ?? load(folder);
	loading.set(folder, loaded);
	return await loaded;
}

/** One package plus the stand-ins for what n8n-nodes-base would bring. */
export class Registry implements INodeTypes {
	constructor(private readonly loaded: LoadedPackage) {}

	/** The full type name a workflow stores: a short name means the package's own node. */
	fullName(type: string): string {
		return type.includes('.') ? type : `${this.loaded.name}.${type}`;
	}

	getByName(type: string): INodeType | IVersionedNodeType {
		const prefix = `${this.loaded.name}.`;
		const short = type.startsWith(prefix) ? type.slice(prefix.length) : '';
		const own = this.loaded.nodes[short] ?? this.tool(short);
		const found = own ?? standInNodes[type];
		if (!found) {
			const known = [...Object.keys(this.loaded.nodes), ...Object.keys(standInNodes)].join(', ');
			throw new Error(`The harness knows no node type "${type}". It has: ${known}`);
		}
		return found;
	}

	/** n8n makes a tool of every node that can be one: a type of its own, known by the end of its name. */
	private tool(short: string): INodeType | undefined {
		const base = short.endsWith('Tool') ? this.loaded.nodes[short.slice(0, -4)] : undefined;
		if (!base || 'nodeVersions' in base || !base.description.usableAsTool) return undefined;
		const tool: INodeType = Object.create(base);
		return Object.assign(tool, { description: { ...base.description, name: short } });
	}

	getByNameAndVersion(type: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(type), version);
	}

	getKnownTypes(): IDataObject {
		return Object.fromEntries(
			Object.entries(this.loaded.known.nodes).map(([name, { className, sourcePath }]) => [
				this.fullName(name),
				{ className, sourcePath },
			]),
		);
	}

	/** The newest version of a node, which is what the editor adds to a workflow. */
	newestVersion(type: string): number {
		const { version } = this.getByNameAndVersion(type).description;
		return Array.isArray(version) ? Math.max(...version) : version;
	}

	/** Credential types that a node's description names. */
	credentialTypesOf(type: string, version?: number): string[] {
		const { credentials = [] } = this.getByNameAndVersion(type, version).description;
		return credentials.map(({ name }) => name);
	}

	credentialType(name: string): ICredentialType {
		const found = this.loaded.credentials[name] ?? standInCredentials[name];
		if (!found) throw new Error(`The harness knows no credential type "${name}"`);
		return found;
	}

	/** A credential type's ancestors, nearest first. */
	parentTypes(name: string): string[] {
		const known = this.loaded.credentials[name] ?? standInCredentials[name];
		const parents = known?.extends ?? [];
		return parents.flatMap((parent) => [parent, ...this.parentTypes(parent)]);
	}

	/** Full names of the nodes that use a credential type. */
	supportedNodes(name: string): string[] {
		const short = this.loaded.known.credentials[name]?.supportedNodes ?? [];
		return short.map((node) => this.fullName(node));
	}
}
