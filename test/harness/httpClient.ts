/** For tests that talk to a server directly, without n8n in between. */
import { Agent } from 'node:http';
import axios from 'axios';

/** Never throws on a status, never follows a redirect, never keeps a connection open. */
export const httpClient = axios.create({
	validateStatus: () => true,
	maxRedirects: 0,
	proxy: false,
	httpAgent: new Agent({ keepAlive: false }),
	timeout: 10_000,
});
