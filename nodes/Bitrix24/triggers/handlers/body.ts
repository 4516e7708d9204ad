/** The form a portal posts, as flat names and texts. */
import type { IWebhookFunctions } from 'n8n-workflow';

/** Names n8n reads of a form; what stands behind them, the proof among it, is cut off without a word. */
const READ_BY_N8N = 1_000;

/** The body of a delivery; of a long one as it was posted, because n8n hands on its beginning only. */
export function bodyOf(context: IWebhookFunctions): unknown {
	const body: unknown = context.getBodyData();
	const isWhole =
		typeof body !== 'object' || body === null || Object.keys(body).length < READ_BY_N8N;
	const raw: unknown = Reflect.get(context.getRequestObject(), 'rawBody');
	if (isWhole || !Buffer.isBuffer(raw)) return body;
	const flat: Record<string, unknown> = Object.create(null);
	for (const [name, value] of new URLSearchParams(raw.toString('utf8'))) {
		// A portal repeats no name; a list is refused by the reader.
		flat[name] = name in flat ? [flat[name], value] : value;
	}
	return flat;
}
