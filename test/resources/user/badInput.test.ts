/** The bad input table, part one: what people enter into the form. */
import { invitations } from '../../support/badInput/invitations';
import { lists } from '../../support/badInput/lists';
import { people } from '../../support/badInput/people';
import { expectSeen, type BadInput } from '../../support/badInput/row';
import { values } from '../../support/badInput/values';

describe.each<[part: string, rows: BadInput[]]>([
	['whom', people],
	['what', values],
	['invitations', invitations],
	['which ones', lists],
])('bad input: %s', (_part, rows) => {
	it.each(rows)('$enters', expectSeen);
});
