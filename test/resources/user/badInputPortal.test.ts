/** The bad input table, part two: credentials, answers and rights. */
import { credential } from '../../harness';
import { answers } from '../../support/badInput/answers';
import { credentials } from '../../support/badInput/credentials';
import { byId } from '../../support/badInput/forms';
import { rights } from '../../support/badInput/rights';
import { enter, expectSeen, type BadInput } from '../../support/badInput/row';

describe.each<[part: string, rows: BadInput[]]>([
	['credentials', credentials],
	['answers', answers],
	['rights', rights],
])('bad input: %s', (_part, rows) => {
	it.each(rows)('$enters', expectSeen);
});

it('the search for secrets finds one where there is one', async () => {
	// Somebody pastes the webhook into the form: n8n stores forms.
	const { leaked } = await enter({
		enters: 'Get by ID: the code of the webhook',
		form: byId('={{ $json.value }}'),
		items: [{ value: 'https://acme.bitrix24.com/rest/1/zyxwv98765zyxwv98/' }],
		credential: () =>
			credential('bitrix24WebhookApi', {
				webhookUrl: 'http://127.0.0.1:9/rest/1/zyxwv98765zyxwv98/',
			}),
	});
	expect(leaked).toEqual(['zyxwv98765zyxwv98']);
});
