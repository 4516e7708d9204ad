/** The tables of the documents are those that the forms and the tests make; `npm run docs` writes them. */
import { placesIn } from '../docs/markdown';
import { DOCUMENTS, page, tables } from '../docs/pages';

it.each(DOCUMENTS)('the tables of %s are as they would be written now', (document) => {
	const { stands, made } = page(document);
	expect(stands).toBe(made);
});

it('every table stands somewhere, once', () => {
	const places = DOCUMENTS.flatMap((document) => placesIn(page(document).stands));
	expect(places.sort()).toEqual(Object.keys(tables).sort());
});
