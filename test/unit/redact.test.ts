import { plainText, redact, showable } from '../../nodes/Bitrix24/transport/redact';

const CODE = 'a1b2c3d4e5f6g7h8';
const TOKEN = 'f00d~cafe.beef+0/1=';

describe('redact: secrets it was told', () => {
	it.each<[name: string, text: string]>([
		['alone', CODE],
		['in a sentence', `The code ${CODE} is wrong`],
		['several times', `${CODE} ${CODE}${CODE}`],
		['in a URL', `https://acme.bitrix24.com/rest/1/${CODE}/user.get`],
		['in JSON', JSON.stringify({ url: `https://x/rest/1/${CODE}/` })],
		['percent-encoded as a whole', encodeURIComponent(`https://x/rest/1/${CODE}/user.get`)],
		['in a page', `<a href="/rest/1/${CODE}/user.get">502</a>`],
		['as a file path', `/var/log/rest_1_${CODE}.log`],
	])('%s', (_name, text) => {
		const clean = redact(text, [CODE]);
		expect(clean).not.toContain(CODE);
		expect(clean).toContain('***');
	});

	it.each<[name: string, text: string]>([
		['as it is', `token ${TOKEN} expired`],
		['percent-encoded', `auth%3D${encodeURIComponent(TOKEN)}`],
		['in lower-case percent-encoding', encodeURIComponent(TOKEN).toLowerCase()],
		['with the characters of a form', new URLSearchParams({ t: TOKEN }).toString()],
	])('with characters of its own: %s', (_name, text) => {
		expect(redact(text, [TOKEN])).not.toMatch(/f00d|cafe|beef/);
	});

	it('leaves texts alone that hold none, and takes no fragments for secrets', () => {
		const text = 'Item 1 of 3: Invalid value of the field "UF_USR_BADGE".';
		expect(redact(text, [CODE, TOKEN])).toBe(text);
		expect(redact(text, ['', 'a', '1', 'of'])).toBe(text);
	});

	it('does not read a secret as a pattern', () => {
		expect(redact('aXb', ['a.b*'])).toBe('aXb');
		expect(redact('key $&-$1-(x and more', ['$&-$1-(x'])).toBe('key *** and more');
	});
});

describe('redact: secrets nobody told it, by their shape', () => {
	it.each<[text: string, clean: string]>([
		['https://p.example/rest/1/abcdef/user.get', 'https://p.example/rest/1/***/user.get'],
		['/rest/17/abcdef?x=1', '/rest/17/***?x=1'],
		['"/REST/1/abcdef/"', '"/REST/1/***/"'],
		[
			'u=https%3A%2F%2Fp%2Frest%2F1%2Fabcdef%2Fuser.get',
			'u=https%3A%2F%2Fp%2Frest%2F1%2F***%2Fuser.get',
		],
		['Authorization: Bearer abc.def-1~2+3/4=', 'Authorization: Bearer ***'],
		['{"access_token":"abc","expires_in":3600}', '{"access_token":"***","expires_in":3600}'],
		['refresh_token=abc&x=1', 'refresh_token=***&x=1'],
		["client_secret: 'abc'", "client_secret: '***'"],
		['application_token=abc', 'application_token=***'],
		['https://p/rest/user.get?auth=abc&ID=1', 'https://p/rest/user.get?auth=***&ID=1'],
		['/callback?state=1&code=abc', '/callback?state=1&code=***'],
	])('%s', (text, clean) => {
		expect(redact(text, [])).toBe(clean);
	});

	it('keeps addresses without a secret readable', () => {
		const text = 'See https://p.example/rest/user.get and /company/personal/user/12/';
		expect(redact(text, [])).toBe(text);
	});
});

describe('plainText', () => {
	it.each<[name: string, text: string, plain: string]>([
		['a line break of the server', 'First.<br>Second.<br>', 'First. Second.'],
		['entities', 'R&amp;D &lt;b&gt; &quot;x&quot; &#039;y&#039; a&nbsp;b', 'R&D <b> "x" \'y\' a b'],
		['an entity of an entity', '&amp;lt;', '&lt;'],
		['attributes', '<p class="x" onclick="go()">Hello</p>', 'Hello'],
		[
			'a page',
			'<html><head><title>T</title></head><body><h1>502</h1>Bad Gateway</body></html>',
			'502 Bad Gateway',
		],
		['scripts and styles', '<style>a{}</style><script>var x="<b>";</script>Text', 'Text'],
		['blanks and line ends', '  a \r\n\t b  ', 'a b'],
		['control characters', 'a\u0000b\u0007c', 'a b c'],
		['emoji and Cyrillic', 'Привет 🦄', 'Привет 🦄'],
		['a lone bracket', '1 < 2 and 3 > 2', '1 2'],
		['nothing', '', ''],
	])('%s', (_name, text, plain) => {
		expect(plainText(text)).toBe(plain);
	});

	it('cuts a long text', () => {
		const plain = plainText('word '.repeat(1000));
		expect(plain).toHaveLength(501);
		expect(plain.endsWith('…')).toBe(true);
	});

	it('is quick with megabytes of brackets', () => {
		expect(plainText('<'.repeat(3_000_000)).length).toBeLessThanOrEqual(501);
		expect(plainText('<script>'.repeat(400_000)).length).toBeLessThanOrEqual(501);
	});

	it.each([490, 495, 499])('leaves no part of a secret where it cuts (at %i)', (position) => {
		const text = `${'x'.repeat(position)}${CODE} and more ${'y'.repeat(200)}`;
		// The order of Portal.clean.
		const clean = showable(text, [CODE]);
		expect(clean).not.toMatch(/a1|a1b2/);
	});
});
