/** Takes one error path on one surface, and searches all that is left behind for the secrets of the credential. */
import type { StoredCredential } from '../../harness';
import { log } from '../../harness/packages';
import { OAUTH2, WEBHOOK, type Access } from '../../support/portal';
import { startPortal, type Portal } from '../../portal';
import { leakPaths, type Echo, type LeakPath } from './leakPaths';
import { secretsOf, SecretSearch } from './secrets';
import { surfaces, type Surface } from './surfaces';

/** One combination. */
export interface LeakCase {
	path: LeakPath;
	surface: Surface;
	access: Access;
}

export interface LeakResult {
	hits: string[];
	/** Whether the path ended in an error, as it should: a success has little to leak. */
	hasFailed: boolean;
}

const isFor = ({ only }: { only?: string }, { authentication }: Access) =>
	only === undefined || only === authentication;

/** All combinations of paths, surfaces and both credentials. */
export const leakCases: LeakCase[] = [WEBHOOK, OAUTH2].flatMap((access) =>
	surfaces
		.filter((surface) => isFor(surface, access))
		.flatMap((surface) =>
			leakPaths.filter((path) => isFor(path, access)).map((path) => ({ path, surface, access })),
		),
);

function echoOf(portal: Portal, { data }: StoredCredential, secrets: string[]): Echo {
	const url = String(data.webhookUrl ?? `${portal.url}/rest/?auth=${secrets[0]}`);
	return { url: `${url}user.get`, secrets };
}

/** Whether something that was handed back tells of an error. */
function tellsError(seen: unknown): boolean {
	const known = new Set<unknown>();
	const text = JSON.stringify(seen, (key, value: unknown) => {
		if (key === 'run' || (typeof value === 'object' && known.has(value))) return undefined;
		if (typeof value === 'object') known.add(value);
		return value;
	});
	return /"error":[^,}]|"status":"Error"/.test(text);
}

export async function searchLeak({ path, surface, access }: LeakCase): Promise<LeakResult> {
	const portal = await startPortal({ people: 0 });
	const credential = access.credential(portal);
	const secrets = secretsOf(credential);
	path.arm(portal, credential, echoOf(portal, credential, secrets));
	const mark = log.mark;
	let seen: unknown;
	let hasFailed = true;
	try {
		seen = await surface.look(credential);
		hasFailed = tellsError(seen);
	} catch (error) {
		seen = error;
	}
	await portal.stop();
	// Tokens that were renewed meanwhile are secrets as well.
	const finder = new SecretSearch([...new Set([...secrets, ...secretsOf(credential)])]);
	const where = `${access.name}, ${path.name} → ${surface.name}`;
	return {
		hits: finder.find(seen, log.since(mark)).map((hit) => `${where}: ${hit}`),
		hasFailed,
	};
}
