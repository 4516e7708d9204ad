/** Which engine this process runs on, by the n8n-core it gets. */
import { version } from 'n8n-core/package.json';

/** `n8n-2` or `n8n-1`: the name of the jest project, and of the row in `engines.json`. */
export const engine = `n8n-${version.split('.')[0]}`;
