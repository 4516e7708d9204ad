/** From an n8n without the package to somebody who has been invited. */
import { PACKAGE } from '../../n8n/package';
import { execute, hold, type Scene } from '../stage';

export const install: Scene = async ({ page, n8n, editor, tell, install }) => {
	await page.goto(`${n8n.url}/settings/community-nodes`);
	await tell('Settings → Community nodes → Install');
	await page.getByRole('button', { name: 'Install a community node' }).click();
	const name = page.locator(
		'[data-test-id=package-name-input] input, input[name=packageNameInput]',
	);
	await name.first().pressSequentially(PACKAGE, { delay: 40 });
	// Its label holds a link.
	await page.getByTestId('user-agreement-checkbox').click({ position: { x: 8, y: 10 } });
	await tell('npm is not asked here: the packed package is installed as n8n does it');
	await install();
	await editor.newWorkflow();
	await editor.addNode('manual', 'Manual Trigger');
	await page.getByTestId('node-creator-plus-button').click();
	await page.getByTestId('node-creator-search-bar').fill('bitrix24');
	await tell('n8n has been started anew: four nodes for the people of a Bitrix24 portal');
};

export const connect: Scene = async ({ page, portal, editor, tell }) => {
	await editor.openCredential('Bitrix24 Webhook API');
	await tell('The URL of an inbound webhook is all it takes');
	const modal = page.getByTestId('editCredential-modal');
	const url = modal.locator('[data-test-id=parameter-input-webhookUrl] input').first();
	await url.fill('https://your-portal.bitrix24.com/company/');
	await modal.getByTestId('credential-save-button').click();
	await modal
		.getByText(/not the URL of an inbound webhook|couldn.t connect/i)
		.first()
		.waitFor();
	await tell('What cannot work is refused at once, in plain words');
	await url.fill(portal.webhook());
	await modal.getByTestId('credential-save-button').click();
	await modal.getByText('Connection tested successfully').waitFor();
	await tell('The portal has answered: the credential works');
};

export const invite: Scene = async (stage) => {
	const { page, editor, tell } = stage;
	await editor.newWorkflow();
	await editor.addNode('manual', 'Manual Trigger');
	await tell('The nodes panel finds it by what people call it');
	await editor.addNode('employees', 'Bitrix24', 'Invite user');
	await editor.parameter('email').locator('input, textarea').first().fill('nathan@example.com');
	await tell('Departments come from the portal, as a tree; so do all fields, with its own labels');
	await editor.openDropdown('departments');
	await page
		.locator('.el-select-dropdown__item:visible')
		.filter({ hasText: 'Sales' })
		.first()
		.click();
	await editor.closeDropdown();
	await editor.mapField('NAME', 'First Name', 'Nathan');
	await editor.mapField('LAST_NAME', 'Last Name', 'Miller');
	await editor.fillField('UF_USR_COST_CENTER', 'CC-100');
	await execute(stage);
	await tell('Nathan has been invited; the ID of his profile goes on to the next node');
	await hold(1);
};
