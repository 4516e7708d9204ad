/** What a scene plays with. */
import type { Page } from 'playwright-core';

import type { Portal } from '../../portal';
import type { Client, CredentialRef } from '../n8n/client';
import type { Editor } from '../support/editor';
import { bitrix24, workflowOf } from '../support/workflows';

export interface Stage {
	n8n: Client;
	portal: Portal;
	editor: Editor;
	page: Page;
	/** The credential that the second chapter makes. */
	credential(): Promise<CredentialRef>;
	/** Puts the package into n8n, which is running, and starts it anew. */
	install(): Promise<void>;
	/** Puts a caption under the picture, and waits until it can have been read. */
	tell(text: string): Promise<void>;
}

export type Scene = (stage: Stage) => Promise<void>;

/** Lets the picture stand. */
export async function hold(seconds: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

/** Opens a form that is filled in already, behind one input item or several. */
export async function openForm(
	{ n8n, editor, credential }: Stage,
	name: string,
	parameters: Record<string, unknown>,
	items: object[] = [{}],
): Promise<void> {
	const node = bitrix24(await credential(), { resource: 'user', ...parameters });
	const { id } = await n8n.createWorkflow(workflowOf(name, items, node));
	await editor.openWorkflow(id);
	await editor.openNode('Bitrix24');
	await editor.settle();
}

/** "Execute step", and a look at what came. */
export async function execute({ editor }: Stage, seconds = 3): Promise<void> {
	await editor.execute();
	await editor.settle();
	await hold(seconds);
}
