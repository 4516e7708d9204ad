/** A clone of what is committed, that uses the packages installed here. */
import { appendFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { run } from './shell';

/** @param ref what to check out, detached; by default the commit that is checked out in `root` */
export function copyTo(folder: string, root: string, ref = 'HEAD'): void {
	const commit = run('git', ['rev-parse', `${ref}^{commit}`], { cwd: root });
	run('git', ['clone', '--quiet', '--no-checkout', root, folder], { cwd: root });
	run('git', ['checkout', '--quiet', '--detach', commit], { cwd: folder });
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
	// .gitignore means the folder; a link is no folder.
	appendFileSync(join(folder, '.git', 'info', 'exclude'), '\nnode_modules\n');
}
