/** n8n's editor in headless Chromium, driven by what a person sees and clicks. */
import { selectors, type Browser, type Locator, type Page } from 'playwright-core';

import { until } from '../n8n/processes';
import { openBrowser } from './browser';
import { pathOf } from './screenshots';
import type { SharedSession } from './session';

/** A person in the list of people. */
interface Listed {
	name: string;
}

/** Entries of the dropdown that is open. */
const ENTRIES = '.el-select-dropdown__item:visible';

/** How a message begins that tells of an execution's end (`pushConnection.*` in the texts of n8n's editor). */
const ENDED = /executed|Problem in node|Execution failed|executing|cannot start/;

export class Editor {
	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		private readonly session: SharedSession,
	) {}

	static async open(session: SharedSession, slowMo = 0): Promise<Editor> {
		selectors.setTestIdAttribute('data-test-id');
		const { browser, page } = await openBrowser(slowMo);
		const [name, ...value] = session.cookie.split('=');
		await page.context().addCookies([{ name, value: value.join('='), url: session.url }]);
		return new Editor(browser, page, session);
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.session.url}/workflow/new`);
		await this.page.getByTestId('canvas-plus-button').waitFor();
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.session.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Adds a node from the panel on the right; `action` where the node offers several. */
	async addNode(search: string, title: string, action?: string): Promise<void> {
		const first = this.page.getByTestId('canvas-plus-button');
		const isEmpty = await first.isVisible();
		await (isEmpty ? first : this.page.getByTestId('node-creator-plus-button')).click();
		await this.page.getByTestId('node-creator-search-bar').fill(search);
		await this.listed(title).click();
		if (action !== undefined) await this.listed(action).click();
	}

	/** An entry of the panel on the right. */
	listed(title: string): Locator {
		return this.page
			.getByTestId('item-iterator-item')
			.filter({ has: this.page.getByText(title, { exact: true }) })
			.first();
	}

	async openNode(name: string): Promise<void> {
		await this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
		await this.page.getByTestId('ndv').waitFor();
	}

	/** Back to the canvas, if a node is open. */
	async closeNode(): Promise<void> {
		const details = this.page.getByTestId('ndv');
		if (!(await details.isVisible())) return;
		await this.page
			.locator('[data-test-id="ndv-close-button"]:visible, [data-test-id="back-to-canvas"]:visible')
			.first()
			.click();
		await details.waitFor({ state: 'hidden' });
	}

	/** From the form of a node straight to that of the one before or after it. */
	async goTo(name: string): Promise<void> {
		const next = this.page.locator(`[data-test-id="floating-node"][data-node-name="${name}"]`);
		await next.click();
		await next.waitFor({ state: 'hidden' });
	}

	get form(): Locator {
		return this.page.getByTestId('node-parameters');
	}

	parameter(name: string): Locator {
		return this.form.getByTestId(`parameter-input-${name}`);
	}

	/** Labels of the form as they stand, from the top. */
	async labels(): Promise<string[]> {
		const labels = await this.form.locator('[data-test-id="input-label"]:visible').allInnerTexts();
		return labels.map((label) => label.split('\n')[0].replace(' *', '').trim());
	}

	/** Waits until nothing is being loaded any more, and takes the pointer off the form. */
	async settle(): Promise<void> {
		await this.page.mouse.move(640, 5);
		await this.page.waitForLoadState('networkidle');
		await this.page.locator('.el-loading-mask:visible').first().waitFor({ state: 'hidden' });
		// A dropdown is disabled until it is filled; that of the mapper for good once nothing can be added.
		await this.form
			.locator(
				':is(.el-input, .el-select__wrapper).is-disabled:not([data-test-id="add-fields-select"] *)',
			)
			.first()
			.waitFor({ state: 'hidden' });
		await this.page.getByText('Fetching fields').waitFor({ state: 'hidden' });
	}

	/** The form from its top to its last parameter, without the empty rest of the panel. */
	async formPicture(name: string, path = pathOf(name)): Promise<void> {
		const box = await this.form.boundingBox();
		if (!box) throw new Error('The form is not there');
		// The panel ends with a link of n8n's own, far below.
		const leaves = this.form.locator(
			':is(input, textarea, svg, label, small, span, .cm-content):not([data-test-id="node-feature-request"] *):visible',
		);
		const ends = await leaves.evaluateAll((elements) =>
			elements.map((element) => element.getBoundingClientRect().bottom),
		);
		const height = Math.max(...ends) + 24 - box.y;
		await this.page.screenshot({ path, clip: { ...box, height } });
	}

	/** Opens the window of a new credential. */
	async openCredential(type: string): Promise<void> {
		await this.page.goto(`${this.session.url}/home/credentials/create`);
		const chosen = this.page.getByTestId('new-credential-type-select');
		await chosen.locator('input').fill(type);
		await this.page.locator(ENTRIES).filter({ hasText: type }).first().click();
		await this.page.getByTestId('new-credential-type-button').click();
		await this.page.getByTestId('editCredential-modal').waitFor();
	}

	/** Opens a dropdown and answers its entries. */
	async openDropdown(name: string): Promise<string[]> {
		const box = this.parameter(name).locator('input[role="combobox"]').first();
		const entries = this.page.locator(ENTRIES);
		await this.settle();
		await until(`The dropdown ${name} opens`, async () => {
			// A list that arrives late closes the dropdown under the pointer.
			await box.click({ timeout: 5000 });
			await entries.first().waitFor({ timeout: 5000 });
			return true;
		});
		const texts = await entries.allInnerTexts();
		return texts.map((text) => text.split('\n')[0].trim());
	}

	async closeDropdown(): Promise<void> {
		await this.form.getByText('Resource', { exact: true }).click();
		await this.page.locator(ENTRIES).first().waitFor({ state: 'hidden' });
	}

	/** Clicks an entry of the dropdown that is open. */
	async pick(entry: string): Promise<void> {
		await this.page
			.locator(ENTRIES)
			.filter({ has: this.page.getByText(entry, { exact: true }) })
			.first()
			.click();
	}

	/** Chooses an entry of a dropdown by its name. */
	async choose(name: string, entry: string): Promise<void> {
		const box = this.parameter(name).locator('input[role="combobox"]').first();
		await this.openDropdown(name);
		await this.pick(entry);
		await until(`${name} is ${entry}`, async () =>
			(await box.inputValue()) === entry ? true : undefined,
		);
		await this.page.locator(ENTRIES).first().waitFor({ state: 'hidden' });
	}

	/** Adds a field to the mapper and types its value. */
	async mapField(code: string, label: string, value: string): Promise<void> {
		const fields = this.page.getByTestId('mapping-fields-container');
		await fields.getByTestId('add-fields-select').locator('button, input').first().click();
		// A menu in n8n 2, a dropdown in n8n 1.
		const entries = this.page.locator(`[role="menuitem"]:visible, ${ENTRIES}`);
		await entries
			.filter({ has: this.page.getByText(label, { exact: true }) })
			.first()
			.click();
		await this.fillField(code, value);
	}

	/** Types the value of a field that the mapper shows. */
	async fillField(code: string, value: string): Promise<void> {
		const fields = this.page.getByTestId('mapping-fields-container');
		await fields.getByTestId(`parameter-input-${code}`).locator('input, textarea').fill(value);
	}

	/** Opens the list of people of the parameter `user`. */
	async searchPeople(words: string): Promise<string[]> {
		return await this.search('user', words);
	}

	/** Opens the list of a resource locator, types, and answers what is shown then. */
	async search(parameter: string, words: string): Promise<string[]> {
		await this.page.getByTestId(`resource-locator-${parameter}`).getByTestId('rlc-input').click();
		const search = this.page.getByTestId('rlc-search');
		const people = this.page.locator('[data-test-id="rlc-item"]:visible');
		// n8n 1 keeps everybody in the list when words are typed before they are there.
		await people.first().waitFor();
		const answered = this.page.waitForResponse(
			(response) =>
				response.url().endsWith('/resource-locator-results') &&
				(response.request().postData() ?? '').includes(`"filter":"${words}"`),
		);
		await search.fill(words);
		const { data } = (await (await answered).json()) as { data: { results: Listed[] } };
		await people.filter({ hasText: data.results[0].name }).first().waitFor();
		await until('The list shows what was found', async () =>
			(await people.count()) === data.results.length ? true : undefined,
		);
		return await people.allInnerTexts();
	}

	async choosePerson(text: string): Promise<void> {
		await this.page
			.locator('[data-test-id="rlc-item"]:visible')
			.filter({ hasText: text })
			.first()
			.click();
	}

	/** Has the mapper ask for the fields again: n8n does not where a credential is chosen. */
	async retryFields(): Promise<void> {
		await this.form.getByText('Retry', { exact: true }).click();
		await this.page.getByTestId('mapping-fields-container').waitFor();
		await this.settle();
	}

	/** The rows of the mapper as a person sees them, without its heading. */
	async mappedFields(): Promise<string[]> {
		const rows = this.page.getByTestId('mapping-fields-container').getByTestId('input-label');
		const texts = await rows.allInnerTexts();
		return texts.slice(1).map((text) => text.split('\n')[0].replace(' *', '').trim());
	}

	/** "Execute step"; waits for the message that it ended, puts every message away and answers this one. */
	async execute(): Promise<string> {
		await this.putMessagesAway();
		await this.page.getByTestId('node-execute-button').click();
		const ended = this.messages.filter({ hasText: ENDED }).first();
		await ended.waitFor();
		const message = await ended.innerText();
		await this.putMessagesAway();
		return message;
	}

	private get messages(): Locator {
		return this.page.locator('.el-notification:visible');
	}

	/** Another may come while one goes, of what n8n does beside: all have gone when none is seen. */
	private async putMessagesAway(): Promise<void> {
		await until(`n8n's messages go`, async () => {
			const message = this.messages.first();
			if (!(await message.isVisible())) return true;
			await message.locator('.el-notification__closeBtn').click({ timeout: 2000 });
			return undefined;
		});
	}

	/** The output table: heads, then one list of texts per row. */
	async outputTable(): Promise<{ heads: string[]; rows: string[][] }> {
		const table = this.page.getByTestId('output-panel').locator('table').first();
		await table.waitFor();
		const heads = await table.locator('thead th').allInnerTexts();
		const rows: string[][] = [];
		for (const row of await table.locator('tbody tr').all()) {
			rows.push(await row.locator('td').allInnerTexts());
		}
		return { heads: heads.map((head) => head.trim()), rows };
	}

	/** Keeps a picture: of the whole window, or of one part. */
	async picture(name: string, part?: Locator): Promise<void> {
		// Menus and toggles take a moment to come to rest.
		const options = { path: pathOf(name), animations: 'disabled', caret: 'hide' } as const;
		await (part ? part.screenshot(options) : this.page.screenshot(options));
	}
}
