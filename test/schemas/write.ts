/** `npx tsx test/schemas/write.ts`: writes the schemas beside the node. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { schemaFiles } from './schema';

for (const [path, text] of schemaFiles()) {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}
