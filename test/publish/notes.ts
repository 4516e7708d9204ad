/** `npm run --silent notes`: what the changelog says of the version in package.json, for the release on GitHub. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { notesOf } from './changelog';

const ROOT = resolve(__dirname, '../..');
const { version }: { version: string } = JSON.parse(
	readFileSync(join(ROOT, 'package.json'), 'utf8'),
);
const notes = notesOf(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'), version);
if (notes === '') throw new Error(`CHANGELOG.md says nothing of ${version}`);
process.stdout.write(`${notes}\n`);
