/**
 * The surroundings n8n-core reads from `process.env` while it is being loaded. This module must
 * therefore be imported before n8n-core, and it imports nothing of n8n itself.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './chooseEngine';

/** Names a folder that belongs to one test run; set once, so that workers share it. */
const RUN_FOLDER = 'ENGINE_HARNESS_FOLDER';

const FIXED: Readonly<Record<string, string>> = {
	N8N_LOG_LEVEL: 'silent',
	// The same for all workers, whichever of them writes n8n's settings file first.
	N8N_ENCRYPTION_KEY: 'engine harness',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	// Needs no native module, so it works on every Node the package supports.
	N8N_EXPRESSION_ENGINE: 'legacy',
	// Tests talk to loopback only: a proxy of the machine must not come between.
	NO_PROXY: '127.0.0.1,localhost,::1',
	no_proxy: '127.0.0.1,localhost,::1',
};

/** The folder of this test run, made on first use together with n8n's environment. */
export function prepareEnvironment(): string {
	const existing = process.env[RUN_FOLDER];
	const folder = existing ?? mkdtempSync(join(tmpdir(), 'bitrix24-engine-'));
	process.env[RUN_FOLDER] = folder;
	process.env.N8N_USER_FOLDER = folder;
	Object.assign(process.env, FIXED);
	// Without jest there is no global teardown: whoever made the folder takes it away.
	if (existing === undefined && process.env.JEST_WORKER_ID === undefined) {
		process.once('exit', removeEnvironment);
	}
	return folder;
}

/** Removes the folder with everything n8n and the packing left in it. */
export function removeEnvironment(): void {
	const folder = process.env[RUN_FOLDER];
	if (folder === undefined) return;
	rmSync(folder, { recursive: true, force: true });
	delete process.env[RUN_FOLDER];
}

prepareEnvironment();
