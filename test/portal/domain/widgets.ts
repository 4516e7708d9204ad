/** Places in the profile: what the browser sends an application's handler when one is opened. (docs: widgets/) */
import { formEncode } from '../protocol/form';
import type { OAuth } from '../server/oauth';
import type { Mint } from '../server/secrets';
import type { InstalledApplication, PortalState } from './state';
import type { OpenedWidget } from '../types';

/** The two places, and whose ID arrives there. (docs: widgets/user-profile/) */
export const PLACES = {
	USER_PROFILE_MENU: 'opener',
	USER_PROFILE_TOOLBAR: 'subject',
} as const;

/** A handler an application bound to a place. */
export interface BoundPlacement {
	id: number;
	placement: string;
	handler: string;
	title: string;
	description: string;
	langAll: { [language: string]: { TITLE: string; DESCRIPTION: string; GROUP_NAME: string } };
}

interface Opening {
	state: PortalState;
	oauth: OAuth;
	mint: Mint;
}

/** Who opens which place, on whose card, and which of several handlers. */
export interface WidgetCall {
	placement: string;
	userId: number;
	subjectId: number;
	handler?: string;
}

/** Until an installation is finished its widgets are shown to administrators only. (docs: placement-bind.md) */
function boundTo(application: InstalledApplication, call: WidgetCall, state: PortalState): string {
	const place = application.placements.find(
		({ placement, handler }) =>
			placement === call.placement && (call.handler === undefined || handler === call.handler),
	);
	if (!place) throw new Error(`The application has no handler for ${call.placement}`);
	if (!application.installed && !state.people.get(call.userId)?.isAdmin) {
		throw new Error('The installation of the application is not finished');
	}
	return place.handler;
}

/** The request of an opened widget: parameters in the address, tokens of whoever clicked in the body. */
export function widgetRequest(
	{ state, oauth, mint }: Opening,
	application: InstalledApplication,
	call: WidgetCall,
): { url: string; message: Record<string, unknown> } {
	const { placement, userId, subjectId } = call;
	const address = new URL(boundTo(application, call, state));
	const base = new URL(state.baseUrl);
	const query = {
		DOMAIN: base.host,
		PROTOCOL: base.protocol === 'https:' ? '1' : '0',
		LANG: state.language,
		APP_SID: mint.make(32),
	};
	for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
	const tokens = oauth.issue(application, userId);
	const onCard = placement === 'USER_PROFILE_TOOLBAR';
	const options = onCard
		? { USER_ID: String(subjectId), URI: `/company/personal/user/${subjectId}/` }
		: { USER_ID: String(userId), URI: '/company/' };
	const message = {
		AUTH_ID: tokens.access_token,
		AUTH_EXPIRES: tokens.expires_in,
		REFRESH_ID: tokens.refresh_token,
		SERVER_ENDPOINT: `${state.baseUrl}/rest/`,
		APPLICATION_TOKEN: application.token,
		APPLICATION_SCOPE: tokens.scope,
		member_id: state.memberId,
		status: 'L',
		PLACEMENT: placement,
		PLACEMENT_OPTIONS: JSON.stringify(options),
	};
	return { url: address.href, message };
}

/** Opens a widget as a browser does, and answers what would be shown in the frame. Throws when nobody answers. */
export async function openWidget(
	opening: Opening,
	application: InstalledApplication,
	call: WidgetCall,
	stopped: AbortSignal,
): Promise<OpenedWidget> {
	const { url, message } = widgetRequest(opening, application, call);
	const sent = formEncode(message);
	const response = await fetch(url, {
		method: 'POST',
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			origin: opening.state.baseUrl,
			referer: `${opening.state.baseUrl}/`,
		},
		body: sent,
		redirect: 'manual',
		signal: stopped,
	});
	return {
		url,
		sent,
		status: response.status,
		headers: Object.fromEntries(response.headers),
		body: await response.text(),
	};
}
