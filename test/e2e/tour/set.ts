/** The n8n, the portal and the browser that the film is made of. */
import type { Page } from 'playwright-core';

import { startPortal } from '../../portal';
import { Client, type CredentialRef } from '../n8n/client';
import { edition } from '../n8n/editions';
import { removeTemporary, temporaryFolder } from '../n8n/folders';
import { ensureN8n } from '../n8n/install';
import { startN8n } from '../n8n/instance';
import { installCommunityPackage, pack } from '../n8n/package';
import { freePorts } from '../n8n/ports';
import { Editor } from '../support/editor';
import { withOverlay } from './overlay';
import type { Stage } from './stage';

export interface FilmSet extends Omit<Stage, 'tell'> {
	page: Page;
	/** For a film that begins in the middle: installs the package and makes the credential. */
	prepare(): Promise<void>;
	close(): Promise<void>;
}

const TYPE = 'bitrix24WebhookApi';
const PICTURE = { width: 1440, height: 810 };
const PEOPLE = 120;
/** Milliseconds before each click, so that it can be followed. */
const PACE = 150;

export async function openSet(say: (line: string) => void): Promise<FilmSet> {
	const installation = await ensureN8n(edition('2'), say);
	say('Packing the package');
	const tarball = await pack();
	const userFolder = temporaryFolder('tour');
	const [port] = await freePorts(1);
	const start = () => startN8n(installation, { userFolder, port });
	say('Starting n8n without it');
	let instance = await start();
	const n8n = new Client(instance.url, 2);
	await n8n.setUpOwner();
	const portal = await startPortal({ people: PEOPLE });
	const { url } = instance;
	const editor = await Editor.open(
		{ major: 2, version: installation.edition.version, url, cookie: n8n.cookie, userFolder },
		PACE,
	);
	await editor.page.setViewportSize(PICTURE);
	await withOverlay(editor.page);

	const install = async () => {
		await installCommunityPackage(tarball, userFolder);
		await instance.stop();
		instance = await start();
	};
	return {
		n8n,
		portal,
		editor,
		page: editor.page,
		install,
		async credential() {
			const all = await n8n.call<CredentialRef[]>('GET', '/rest/credentials');
			const found = all.find(({ type }) => type === TYPE);
			if (!found) throw new Error('The chapter before has left no credential');
			return found;
		},
		async prepare() {
			await install();
			await n8n.createCredential(TYPE, 'Bitrix24 Webhook account', {
				webhookUrl: portal.webhook(),
			});
		},
		async close() {
			await editor.close();
			await instance.stop();
			await portal.stop();
			tarball.remove();
			removeTemporary(userFolder);
		},
	};
}
