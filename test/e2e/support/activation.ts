/** Workflows that start by themselves: switching them on and off, and what they have started. */
import type { Client, CredentialRef, StoredWorkflow, WorkflowData } from '../n8n/client';
import type { Execution } from '../n8n/execution';
import { PACKAGE } from '../n8n/package';
import { until } from '../n8n/processes';

type VersionedWorkflow = StoredWorkflow & { versionId: string };

interface Publication {
	status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	triggers: Array<{ nodeId: string; status: string; errorMessage?: string | null }>;
}

/** One of the package's triggers, and a node behind it. */
export function startedBy(
	name: string,
	type: string,
	credential: CredentialRef,
	parameters: Record<string, unknown>,
	webhookId?: string,
): WorkflowData {
	const { id, name: credentialName } = credential;
	return {
		name,
		nodes: [
			{
				id: `${name}-trigger`.replace(/\W+/g, '-'),
				name: 'Trigger',
				type: `${PACKAGE}.${type}`,
				typeVersion: 1,
				position: [0, 0],
				// Parameters are checked by the node itself.
				parameters: parameters as NonNullable<WorkflowData['nodes'][number]['parameters']>,
				credentials: { [credential.type]: { id, name: credentialName } },
				...(webhookId !== undefined && { webhookId }),
			},
			{
				id: `${name}-next`.replace(/\W+/g, '-'),
				name: 'Next',
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [220, 0],
				parameters: {},
			},
		],
		connections: { Trigger: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
	};
}

/**
 * Switches a workflow on and waits until its trigger is ready.
 *
 * @throws with what the editor shows when the trigger cannot be switched on
 */
export async function activate(n8n: Client, { id }: StoredWorkflow): Promise<void> {
	const { versionId } = await n8n.call<VersionedWorkflow>('GET', `/rest/workflows/${id}`);
	await n8n.call('POST', `/rest/workflows/${id}/activate`, { versionId });
	const { status, triggers } = await settled(n8n, id);
	if (status === 'published') return;
	const messages = triggers.map(({ errorMessage }) => errorMessage);
	throw new Error(`The workflow is ${status}: ${messages.join(' | ')}`);
}

/** Switches a workflow off and waits until its trigger is gone. */
export async function deactivate(n8n: Client, { id }: StoredWorkflow): Promise<void> {
	await n8n.call('POST', `/rest/workflows/${id}/deactivate`, {});
	const { status } = await settled(n8n, id);
	if (status !== 'not_published') throw new Error(`The workflow is still ${status}`);
}

/** n8n 2 answers before it has begun; n8n 1 answers when it is done, and knows no publication. */
async function settled(n8n: Client, id: string): Promise<Publication> {
	if (n8n.major === 1) {
		const { active } = await n8n.call<{ active: boolean }>('GET', `/rest/workflows/${id}`);
		return { status: active ? 'published' : 'not_published', triggers: [] };
	}
	return await until(`Workflow ${id} is switched`, async () => {
		const path = `/rest/workflows/${id}/publication-status`;
		const publication = await n8n.call<Publication>('GET', path);
		return publication.status === 'in_progress' ? undefined : publication;
	});
}

/** IDs of everything a workflow has started, the oldest first. */
export async function startedIds(n8n: Client, { id }: StoredWorkflow): Promise<string[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
	const { results } = await n8n.call<{ results: Array<{ id: string }> }>(
		'GET',
		`/rest/executions?filter=${filter}&limit=50`,
	);
	return results.map((row) => row.id).sort((one, other) => Number(one) - Number(other));
}

/** Everything a workflow has started, once there are at least so many and all have ended. */
export async function startedOf(
	n8n: Client,
	workflow: StoredWorkflow,
	atLeast: number,
): Promise<Execution[]> {
	const ids = await until(`${atLeast} executions of ${workflow.name}`, async () => {
		const found = await startedIds(n8n, workflow);
		return found.length >= atLeast ? found : undefined;
	});
	const executions: Execution[] = [];
	for (const id of ids) executions.push(await n8n.finished(id));
	return executions;
}
