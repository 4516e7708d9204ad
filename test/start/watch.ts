/** Sources compiled into a running n8n. */
import { join } from 'node:path';

import { REPOSITORY } from '../e2e/n8n/folders';
import { PACKAGE } from '../e2e/n8n/package';
import { plainEnvironment, Service } from '../e2e/n8n/processes';

/** Makes n8n watch the folders of its nodes, and load anew what changes there (n8n's `load-nodes-and-credentials`). */
export const RELOADING = { N8N_DEV_RELOAD: 'true' };

/** The compiler, watching; icons and codex files stay what they were at the start. */
export function compileInto(userFolder: string, say: (line: string) => void): Service {
	const installed = join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE, 'dist');
	const tsc = join(REPOSITORY, 'node_modules', 'typescript', 'bin', 'tsc');
	const parameters = ['--watch', '--preserveWatchOutput', '--outDir', installed];
	const compiler = new Service(
		'tsc',
		process.execPath,
		[tsc, '-p', join(REPOSITORY, 'tsconfig.build.json'), ...parameters],
		{ cwd: REPOSITORY, env: plainEnvironment() },
	);
	compiler.echo();
	say('Watching nodes/ and credentials/. After a change, reload the page of the editor.');
	return compiler;
}
