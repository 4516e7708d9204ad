/** The two lines of n8n the package is shown in. */
export interface Edition {
	major: 1 | 2;
	version: string;
	/** Node.js it runs on; installed beside it where the machine has another one. */
	node: number;
	/** npm `overrides` without which this version cannot be installed from the registry. */
	overrides?: Record<string, string>;
	environment: Record<string, string>;
}

export const EDITIONS: Readonly<Record<Edition['major'], Edition>> = {
	2: {
		major: 2,
		version: '2.40.7',
		node: 24,
		// These ask n8n's own servers when they start.
		environment: { N8N_DISABLED_MODULES: 'mcp-registry,instance-ai' },
	},
	1: {
		major: 1,
		version: '1.123.81',
		node: 20,
		// The version it asks for is not in the npm registry.
		overrides: { xlsx: '0.18.5' },
		// isolated-vm has no prebuilt binary for Node 20, and n8n exits without it.
		environment: { N8N_EXPRESSION_ENGINE: 'legacy' },
	},
};

/** The edition of a major version as typed on a command line. */
export function edition(major: string): Edition {
	if (major === '1' || major === '2') return EDITIONS[major === '1' ? 1 : 2];
	throw new Error(`There is no n8n ${major} here: use 1 or 2`);
}
