/** `npm run docs`: writes the tables of README.md and docs/. */
import { writeFileSync } from 'node:fs';

import { DOCUMENTS, page, pathOf } from './pages';

for (const document of DOCUMENTS) {
	const { stands, made } = page(document);
	if (stands === made) continue;
	writeFileSync(pathOf(document), made);
	process.stdout.write(`${document}\n`);
}
