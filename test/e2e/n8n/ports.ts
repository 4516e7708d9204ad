import { createServer, type AddressInfo } from 'node:net';

/** Free ports on loopback, all different. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = Array.from({ length: count }, () => createServer());
	await Promise.all(
		servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))),
	);
	// A TCP server's address is never a pipe's name.
	const ports = servers.map((server) => (server.address() as AddressInfo).port);
	await Promise.all(
		servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
	);
	return ports;
}

/** @throws when something listens there already */
export async function requireFree(port: number): Promise<void> {
	const server = createServer();
	await new Promise<void>((resolve, reject) => {
		server.once('error', () => reject(new Error(`Port ${port} is in use. Choose another one.`)));
		server.listen(port, '127.0.0.1', resolve);
	});
	await new Promise<void>((resolve) => server.close(() => resolve()));
}
