/** The workflows of `examples/`, as a person imports them and then chooses a credential. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { CredentialRef, WorkflowData } from './client';
import { EXAMPLES } from './folders';

/** Names without `.json`. */
export function exampleNames(): string[] {
	return readdirSync(EXAMPLES)
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.replace('.json', ''))
		.sort();
}

/** An example as it stands in its file. */
export function exampleText(name: string): string {
	return readFileSync(join(EXAMPLES, `${name}.json`), 'utf8');
}

/**
 * An example with these credentials in the places of the same type.
 *
 * @param credentials one of each type at the most
 */
export function example(name: string, credentials: CredentialRef[]): WorkflowData {
	// Written for people to import; a broken one fails at its first use.
	const workflow = JSON.parse(exampleText(name)) as WorkflowData;
	const nodes = workflow.nodes.map((node) => {
		const chosen = Object.keys(node.credentials ?? {}).map((type) => {
			const credential = credentials.find((candidate) => candidate.type === type);
			return [type, credential && { id: credential.id, name: credential.name }] as const;
		});
		const known = chosen.filter(([, reference]) => reference !== undefined);
		return node.credentials ? { ...node, credentials: Object.fromEntries(known) } : node;
	});
	const { connections, settings, pinData } = workflow;
	return {
		name: workflow.name,
		nodes: nodes as WorkflowData['nodes'],
		connections,
		settings,
		pinData,
	};
}

/** Name of the node an example starts from. */
export function triggerOf({ nodes }: WorkflowData): string {
	const trigger = nodes.find(({ type }) => /trigger/i.test(String(type)));
	if (!trigger?.name) throw new Error('The workflow has no trigger');
	return trigger.name;
}
