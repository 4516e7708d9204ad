/** A throw-away certificate for portals that serve TLS; trust it in one client, never globally. */
import { generate } from 'selfsigned';

export async function throwAwayCertificate(): Promise<{ key: string; cert: string }> {
	const pems = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
		keySize: 2048,
		extensions: [
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 7, ip: '127.0.0.1' },
					{ type: 2, value: 'localhost' },
				],
			},
		],
	});
	return { key: pems.private, cert: pems.cert };
}
