/** Errors as the REST server words them; codes and statuses from docs `_includes/system-errors.md`. */

/** An answer `{error, error_description, argument?}` with its HTTP status. */
export class RestError extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		readonly description: string,
		readonly argument?: string,
	) {
		super(`${code}: ${description}`);
	}

	get body(): { error: string; error_description: string; argument?: string } {
		const body = { error: this.code, error_description: this.description };
		return this.argument === undefined ? body : { ...body, argument: this.argument };
	}
}

/** The request ran into the web server's time limit: an HTML page, and nobody knows what was done. */
export class GatewayTimeout extends Error {}

/** A bad parameter; `word` is a machine word or a text. (docs: user-add.md) */
export const argumentError = (word: string, argument = ''): RestError =>
	new RestError(400, 'ERROR_ARGUMENT', word, argument);

/** The server refused; the text may be empty or hold `<br>`. (docs: user-update.md) */
export const coreError = (text: string): RestError => new RestError(400, 'ERROR_CORE', text);

export const noAuth = (): RestError =>
	new RestError(401, 'NO_AUTH_FOUND', 'Wrong authorization data');

export const badCredentials = (): RestError =>
	new RestError(401, 'INVALID_CREDENTIALS', 'Invalid request credentials');

export const insufficientScope = (kind: 'webhook' | 'access'): RestError =>
	new RestError(
		403,
		'insufficient_scope',
		`The request requires higher privileges than provided by the ${kind} token`,
	);

export const methodNotFound = (): RestError =>
	new RestError(404, 'ERROR_METHOD_NOT_FOUND', 'Method not found!');

export const wrongAuthType = (): RestError =>
	new RestError(403, 'WRONG_AUTH_TYPE', 'Current authorization type is denied for this method');
