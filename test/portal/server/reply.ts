/** What goes back over HTTP. */
import type { Answer } from '../protocol/json';
import { encode } from '../protocol/json';

export interface Reply {
	status: number;
	body: string | Buffer;
	headers: Record<string, string>;
}

export const json = (status: number, value: Answer): Reply => ({
	status,
	body: encode(value),
	headers: { 'content-type': 'application/json; charset=utf-8' },
});

export const html = (status: number, body: string): Reply => ({
	status,
	body,
	headers: { 'content-type': 'text/html; charset=UTF-8' },
});

/** The page a proxy shows when the server behind it did not answer in time. */
export const GATEWAY_TIMEOUT =
	'<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n<center><h1>504 Gateway Time-out</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n';
