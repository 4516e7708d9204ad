/**
 * The pages of the portal a person sees in a browser: an employee's card with the buttons applications have put there.
 * Pressing one opens a panel with a frame and posts the opening into it, as the portal's own component does it: a form whose
 * target is the frame. (docs: widgets/index.md, widgets/user-profile/profile-toolbar.md)
 */
import { type BoundPlacement, widgetRequest } from '../domain/widgets';
import type { InstalledApplication, PortalState } from '../domain/state';
import type { StoredPerson } from '../types';
import type { OAuth } from './oauth';
import { html, json, type Reply } from './reply';
import type { Mint } from './secrets';

const CARD = 'USER_PROFILE_TOOLBAR';

interface Place {
	state: PortalState;
	oauth: OAuth;
	mint: Mint;
}

interface Button {
	application: InstalledApplication;
	bound: BoundPlacement;
}

/** The page at an address; undefined where there is none. */
export function pageAt(pathname: string, place: Place): Reply | undefined {
	const card = /^\/company\/personal\/user\/(\d+)\/$/.exec(pathname);
	if (card) return cardPage(Number(card[1]), place);
	const opening = /^\/company\/personal\/user\/(\d+)\/button\/(\d+)\/$/.exec(pathname);
	return opening ? openingOf(Number(opening[1]), Number(opening[2]), place) : undefined;
}

function buttonsOf({ state, oauth }: Place): Button[] {
	const isAdmin = state.people.get(oauth.browserUser)?.isAdmin === true;
	return [...state.applications.values()]
		.filter(({ installed }) => installed || isAdmin)
		.flatMap((application) =>
			application.placements
				.filter(({ placement }) => placement === CARD)
				.map((bound) => ({ application, bound })),
		);
}

/** The tokens of whoever sits before the browser are made when the button is pressed, not before. */
function openingOf(subjectId: number, index: number, place: Place): Reply {
	const button = buttonsOf(place).at(index);
	if (!button) return html(404, '<h1>404 Not Found</h1>');
	const { handler } = button.bound;
	const call = { placement: CARD, userId: place.oauth.browserUser, subjectId, handler };
	const { url, message } = widgetRequest(place, button.application, call);
	const form = Object.fromEntries(
		Object.entries(message).map(([name, value]) => [name, String(value)]),
	);
	return json(200, { url, form });
}

const STYLE = `body{margin:0;background:#eef2f4;color:#333;font:14px/1.5 "Open Sans",Helvetica,Arial,sans-serif}
header{padding:14px 32px;background:#2f6fd6;color:#fff;font-size:18px;font-weight:600}
main{display:flex;gap:24px;margin:24px 32px}
section{flex:1;padding:24px;border-radius:12px;background:#fff}
.face{flex:0 0 220px;height:220px;border-radius:12px;background:#bcd;color:#fff;font-size:72px;line-height:220px;text-align:center}
.bar{display:flex;justify-content:space-between;align-items:center;margin:24px 32px 0}
h1{margin:0;font-size:24px;font-weight:400}
dt{color:#959ca4;font-size:12px}dd{margin:0 0 14px}
.bar button{padding:10px 20px;border:1px solid #c6cdd3;border-radius:8px;background:#fff;font:inherit;cursor:pointer}
aside{position:fixed;inset:0 0 0 38%;padding:16px;background:#fff;box-shadow:0 0 0 100vw rgba(0,0,0,.45)}
aside[hidden]{display:none}
iframe{width:100%;height:100%;border:0}`;

const SCRIPT = `for (const button of document.querySelectorAll('.bar button')) button.onclick = async () => {
	const { url, form } = await (await fetch('button/' + button.value + '/')).json();
	document.querySelector('aside').hidden = false;
	const post = document.createElement('form');
	Object.assign(post, { action: url, method: 'post', target: 'application', hidden: true });
	for (const [name, value] of Object.entries(form)) {
		const input = document.createElement('input');
		Object.assign(input, { type: 'hidden', name, value });
		post.append(input);
	}
	document.body.append(post);
	post.submit();
};`;

function cardPage(id: number, place: Place): Reply {
	const person = place.state.people.get(id);
	if (!person) return html(404, '<h1>404 Not Found</h1>');
	const name = nameOf(person);
	const facts = [
		['Position', textOf(person.WORK_POSITION)],
		['E-mail', person.EMAIL],
		['Phone', textOf(person.WORK_PHONE)],
		['Departments', departmentsOf(person, place.state)],
	];
	const rows = facts
		.filter(([, value]) => value !== '')
		.map(([label, value]) => `<dt>${escape(label)}</dt><dd>${escape(value)}</dd>`);
	const buttons = buttonsOf(place).map(
		({ bound }, index) =>
			`<button value="${index}" title="${escape(bound.description)}">${escape(bound.title)}</button>`,
	);
	return html(
		200,
		`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escape(name)}</title><style>${STYLE}</style></head>
<body><header>Bitrix24</header><div class="bar"><h1>${escape(name)}</h1><div>${buttons.join(' ')}</div></div>
<main><div class="face">${escape(name.slice(0, 1))}</div><section><dl>${rows.join('')}</dl></section></main>
<aside hidden><iframe name="application"></iframe></aside><script>${SCRIPT}</script></body></html>`,
	);
}

function nameOf(person: StoredPerson): string {
	return [textOf(person.NAME), textOf(person.LAST_NAME)].join(' ').trim();
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

function departmentsOf(person: StoredPerson, { departments }: PortalState): string {
	const names = departments.filter(({ ID }) => person.UF_DEPARTMENT.includes(ID));
	return names.map(({ NAME }) => NAME).join(', ');
}

function escape(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
