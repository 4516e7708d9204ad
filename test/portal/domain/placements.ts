/** An application's places in the profile, as the browser opens them. */
import type { EventHub } from './events';
import type { OAuth } from '../server/oauth';
import type { Mint } from '../server/secrets';
import type { InstalledApplication, PortalState } from './state';
import type { Delivery } from '../types';

/** Opens a place in the profile: parameters in the address and in the body. (docs: widgets/) */
export async function openPlacement(
	{
		state,
		oauth,
		mint,
		events,
	}: { state: PortalState; oauth: OAuth; mint: Mint; events: EventHub },
	application: InstalledApplication,
	placement: string,
	userId: number,
	subjectId: number,
): Promise<Delivery> {
	const place = application.placements.get(placement);
	if (!place) throw new Error(`The application has no handler for ${placement}`);
	const base = new URL(state.baseUrl);
	const address = new URL(place.handler);
	const query = {
		DOMAIN: base.host,
		PROTOCOL: base.protocol === 'https:' ? '1' : '0',
		LANG: state.language,
		APP_SID: mint.make(32),
	};
	for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
	const tokens = oauth.issue(application, userId);
	return await events.post(placement, address.href, {
		AUTH_ID: tokens.access_token,
		AUTH_EXPIRES: tokens.expires_in,
		REFRESH_ID: tokens.refresh_token,
		SERVER_ENDPOINT: `${state.baseUrl}/rest/`,
		APPLICATION_TOKEN: application.token,
		APPLICATION_SCOPE: tokens.scope,
		member_id: state.memberId,
		status: 'L',
		PLACEMENT: placement,
		PLACEMENT_OPTIONS: JSON.stringify({ ID: String(subjectId), USER_ID: String(subjectId) }),
	});
}
