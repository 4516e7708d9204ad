/** A person's session with n8n: JSON in and out, and the cookie that proves who it is. */
export interface Answer {
	status: number;
	/** What n8n puts under `data`, or the whole body. */
	data: unknown;
	text: string;
	/** Where a redirect leads. */
	location?: string;
}

export class Session {
	cookie = '';

	constructor(readonly url: string) {}

	/** Sends a request and hands on whatever comes back, refusals included. */
	async ask(method: string, path: string, body?: unknown): Promise<Answer> {
		const response = await fetch(new URL(path, this.url), {
			method,
			redirect: 'manual',
			headers: {
				...(this.cookie !== '' && { cookie: this.cookie }),
				...(body !== undefined && { 'content-type': 'application/json' }),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		this.keepCookie(response.headers.getSetCookie());
		const text = await response.text();
		const location = response.headers.get('location') ?? undefined;
		return { status: response.status, data: dataOf(text), text, location };
	}

	/** @throws when n8n refuses */
	async call<Data>(method: string, path: string, body?: unknown): Promise<Data> {
		const { status, data, text } = await this.ask(method, path, body);
		if (status >= 400) throw new Error(`${method} ${path} was answered ${status}: ${text}`);
		// The caller knows what this route answers; a wrong guess fails at its first use.
		return data as Data;
	}

	private keepCookie(lines: string[]): void {
		const own = lines.find((line) => line.startsWith('n8n-auth='));
		if (own !== undefined) this.cookie = own.split(';')[0];
	}
}

function dataOf(text: string): unknown {
	try {
		const body: unknown = JSON.parse(text);
		return typeof body === 'object' && body !== null && 'data' in body ? body.data : body;
	} catch {
		return text;
	}
}
