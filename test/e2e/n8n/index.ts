/** A real n8n with the packed package in it. */
import { Client } from './client';
import type { Edition } from './editions';
import { removeTemporary, temporaryFolder } from './folders';
import { ensureN8n } from './install';
import { startN8n, type Instance } from './instance';
import { installCommunityPackage, pack } from './package';

export interface Stage {
	instance: Instance;
	client: Client;
	/** Stops n8n and removes its folder. */
	close(): Promise<void>;
}

export interface StageOptions {
	edition: Edition;
	/** Fixed port of the editor. Default: any free one. */
	port?: number;
	environment?: Record<string, string>;
	/** Version to stamp on the package. Default: its own. */
	packageVersion?: string;
	say?: (line: string) => void;
}

/** Installs what is missing, starts a fresh n8n with the package in it and signs its owner in. */
export async function openStage({
	edition,
	port,
	environment,
	packageVersion,
	say = () => undefined,
}: StageOptions): Promise<Stage> {
	const installation = await ensureN8n(edition, say);
	const userFolder = temporaryFolder('n8n');
	try {
		say('Building, packing and installing the package');
		const tarball = await pack(packageVersion);
		await installCommunityPackage(tarball, userFolder);
		tarball.remove();
		say(`Starting n8n ${edition.version}`);
		const instance = await startN8n(installation, { userFolder, port, environment });
		const client = new Client(instance.url, edition.major);
		await client.setUpOwner();
		return {
			instance,
			client,
			async close() {
				await instance.stop();
				removeTemporary(userFolder);
			},
		};
	} catch (error) {
		removeTemporary(userFolder);
		throw error;
	}
}
