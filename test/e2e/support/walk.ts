/** A person in the editor with a portal behind it, and what n8n keeps of what they do. */
import type { INode } from 'n8n-workflow';

import { startPortal, type Portal, type PortalOptions } from '../../portal';
import type { Client, CredentialRef, WorkflowData } from '../n8n/client';
import { until } from '../n8n/processes';
import { isRecord } from '../../../nodes/Bitrix24/transport/types';
import { Editor } from './editor';
import { sharedClient, sharedSession } from './session';
import { bitrix24, workflowOf } from './workflows';

/** A node as it is copied, and so as it is stored. */
export type Stored = Pick<INode, 'name' | 'type' | 'parameters' | 'credentials'>;

/** Operations with a mapper, by value and by name. */
const FIELDS = new Set([
	...['update', 'invite', 'upsert', 'sync'],
	...['Update', 'Invite', 'Invite or Update', 'Sync Directory'],
]);

const LABELS: Readonly<Record<string, string>> = {
	WORK_POSITION: 'Job Title',
	UF_USR_COST_CENTER: 'Cost center',
};

/** A mapping with its list of fields, as n8n stores it; `hidden` ones can be added. Without a list n8n shows all there are. */
export function mapping(value: Record<string, string>, hidden: string[] = []) {
	const schema = [...Object.keys(value), ...hidden].map((id) => ({
		...{ id, displayName: LABELS[id], type: 'string', required: false, display: true },
		...{ removed: hidden.includes(id), defaultMatch: false, canBeUsedToMatch: false },
	}));
	return { mappingMode: 'defineBelow', value, schema };
}

export class Walk {
	private constructor(
		readonly n8n: Client,
		readonly portal: Portal,
		readonly credential: CredentialRef,
		readonly editor: Editor,
	) {}

	/** A portal with a webhook called "Northwind", the only credential there is, and the editor. */
	static async begin(options: PortalOptions = { people: 60 }): Promise<Walk> {
		const n8n = sharedClient();
		// Those of other specs have names of their own, and dead portals behind them.
		for (const { id } of await n8n.call<CredentialRef[]>('GET', '/rest/credentials')) {
			await n8n.call('DELETE', `/rest/credentials/${id}`);
		}
		const portal = await startPortal(options);
		const credential = await n8n.createCredential('bitrix24WebhookApi', 'Northwind', {
			webhookUrl: portal.webhook(),
		});
		const editor = await Editor.open(sharedSession());
		await editor.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		return new Walk(n8n, portal, credential, editor);
	}

	/** Keeps a picture named after what was just tested. */
	async picture(title: string): Promise<void> {
		await this.editor.picture(`walk-${title}`.replace(/\W+/g, '-').slice(0, 80));
	}

	async end(): Promise<void> {
		await this.editor.close();
		await this.portal.stop();
	}

	/** Puts a workflow in the place of what is on the canvas: loading the editor anew takes longer than most tests. */
	async lay(workflow: Pick<WorkflowData, 'nodes'>, text = JSON.stringify(workflow)): Promise<void> {
		const { editor } = this;
		const { page } = editor;
		if (!page.url().includes('/workflow/')) await editor.newWorkflow();
		await editor.closeNode();
		const nodes = page.getByTestId('canvas-node');
		if ((await nodes.count()) > 0) {
			await page.keyboard.press('Control+a');
			await page.keyboard.press('Delete');
			await nodes.first().waitFor({ state: 'hidden' });
		}
		const drawn = workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
		await this.paste(
			drawn.map(({ name }) => name),
			text,
		);
	}

	/** Opens the form of a node with items before it. */
	async openForm(
		parameters: Record<string, unknown>,
		items: object[] = [{ row: 1 }],
	): Promise<void> {
		const node = bitrix24(this.credential, { resource: 'user', ...parameters });
		await this.lay(workflowOf('walk', items, node));
		await this.editor.openNode('Bitrix24');
		await this.filled(FIELDS.has(String(parameters.operation)));
	}

	/** Waits for the form, and for its fields where it has some. */
	private async filled(hasFields: boolean): Promise<void> {
		if (hasFields) await this.editor.page.getByTestId('mapping-fields-container').waitFor();
		await this.editor.settle();
	}

	/** Chooses another operation, and waits for the fields where it has some. */
	async switchTo(operation: string): Promise<void> {
		await this.editor.choose('operation', operation);
		await this.filled(FIELDS.has(operation));
	}

	/** What a node would do: parameters somebody chose, and of the mapper the values alone. */
	async stored(name: string): Promise<Record<string, unknown>> {
		const node = (await this.copied()).find((one) => one.name === name);
		if (!node) throw new Error(`There is no node ${name}`);
		const { authentication, fields, ...parameters } = node.parameters;
		if (authentication !== undefined && authentication !== 'webhook') {
			throw new Error(`The authentication of ${name} is ${String(authentication)}`);
		}
		const mapped: unknown = fields;
		return isRecord(mapped) ? { ...parameters, fields: mapped.value ?? {} } : parameters;
	}

	/** Parameters of the last call of a method, as the portal got them. */
	sent(method: string): Record<string, unknown> {
		const calls = this.portal.requests.flatMap((request) => request.calls);
		const last = calls.filter((call) => call.method === method).at(-1);
		if (!last) throw new Error(`${method} was never called`);
		return last.params;
	}

	/** Everything on the canvas, copied. */
	async copied(): Promise<Stored[]> {
		const { page } = this.editor;
		await this.editor.closeNode();
		await this.clipboard('');
		await page.keyboard.press('Control+a');
		await page.keyboard.press('Control+c');
		return await until('The nodes are in the clipboard', async () => {
			const text = await page.evaluate<string>('navigator.clipboard.readText()');
			return text.startsWith('{') ? (JSON.parse(text) as { nodes: Stored[] }).nodes : undefined;
		});
	}

	private async clipboard(text: string): Promise<void> {
		await this.editor.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
	}

	/** Pastes what was copied here or from a document, and waits for these nodes. */
	async paste(names: readonly unknown[], text?: string): Promise<void> {
		const { page } = this.editor;
		if (text !== undefined) await this.clipboard(text);
		await page.keyboard.press('Control+v');
		// All of it in view: n8n draws no others.
		await page.getByTestId('canvas-node').first().waitFor();
		await page.keyboard.press('1');
		for (const name of names)
			await page
				.locator(`[data-node-name="${String(name)}"]`)
				.first()
				.waitFor();
	}
}
