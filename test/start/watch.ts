/** Sources compiled into a running n8n. */
import { join } from 'node:path';

import { REPOSITORY } from '../e2e/n8n/folders';
import { PACKAGE } from '../e2e/n8n/package';
import { plainEnvironment, Service } from '../e2e/n8n/processes';

/** Makes n8n watch the folders of its nodes, and load anew what changes there (n8n's `load-nodes-and-credentials`). */
export const RELOADING = { N8N_DEV_RELOAD: 'true' };

/** The bundler, watching. */
export function bundleInto(userFolder: string, say: (line: string) => void): Service {
	const installed = join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE, 'dist');
	const gulp = join(REPOSITORY, 'node_modules', 'gulp', 'bin', 'gulp.js');
	const bundler = new Service('gulp', process.execPath, [gulp, 'watch'], {
		cwd: REPOSITORY,
		env: { ...plainEnvironment(), DIST: installed },
	});
	bundler.echo();
	say('Watching nodes/ and credentials/. After a change, reload the page of the editor.');
	return bundler;
}
