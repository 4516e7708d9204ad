/** The tour in words is the tour on film. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CHAPTERS } from '../e2e/tour/chapters';

describe('docs/tour.md', () => {
	const document = readFileSync(join(__dirname, '../../docs/tour.md'), 'utf8');

	it('has the chapters of the film, in its order', () => {
		const headings = [...document.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
		expect(headings).toEqual(CHAPTERS.map((title, index) => `${index + 1}. ${title}`));
	});
});
