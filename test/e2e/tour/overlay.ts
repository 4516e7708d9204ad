/** What the film shows beside n8n: a caption at the bottom, and the pointer, which a browser without a window has not. */
import type { Page } from 'playwright-core';

/** Runs in the page, at every page it loads; the caption outlives the change of pages. */
const SCRIPT = `(() => {
	const part = (id, style) => {
		const known = document.getElementById(id);
		if (known) return known;
		const made = document.createElement('div');
		made.id = id;
		made.style.cssText = 'position:fixed;z-index:2147483647;pointer-events:none;' + style;
		document.documentElement.append(made);
		return made;
	};
	const bar = 'left:50%;bottom:14px;transform:translateX(-50%);max-width:820px;padding:10px 20px;border-radius:8px;'
		+ 'background:rgba(20,24,40,.92);color:#fff;font:500 17px/1.35 sans-serif;text-align:center;';
	const dot = 'left:0;top:0;width:18px;height:18px;margin:-9px;border-radius:50%;border:2px solid #fff;'
		+ 'background:rgba(255,90,50,.75);transition:transform .25s ease-out,background .15s;';
	const show = () => {
		const [title = '', text = ''] = JSON.parse(sessionStorage.getItem('tour') ?? '[]');
		const caption = part('tour-caption', bar);
		caption.style.display = title === '' ? 'none' : 'block';
		const head = document.createElement('div');
		head.style.cssText = 'font-size:12px;opacity:.75;letter-spacing:.04em;';
		head.textContent = title;
		caption.replaceChildren(head, document.createTextNode(text));
	};
	window.tourCaption = (title, text) => {
		sessionStorage.setItem('tour', JSON.stringify([title, text]));
		show();
	};
	const move = ({ clientX, clientY }, colour) => {
		const pointer = part('tour-pointer', dot);
		pointer.style.transform = 'translate(' + clientX + 'px,' + clientY + 'px)';
		pointer.style.background = colour;
	};
	addEventListener('mousemove', (event) => move(event, 'rgba(255,90,50,.75)'), true);
	addEventListener('mousedown', (event) => move(event, 'rgba(255,220,0,.95)'), true);
	if (document.readyState === 'loading') addEventListener('DOMContentLoaded', show);
	else show();
})()`;

export async function withOverlay(page: Page): Promise<void> {
	await page.addInitScript(SCRIPT);
}

/** Says something below the picture until something else is said. */
export async function say(page: Page, title: string, text: string): Promise<void> {
	await page.evaluate(`window.tourCaption?.(${JSON.stringify(title)}, ${JSON.stringify(text)})`);
}
