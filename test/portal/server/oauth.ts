/** The authorisation page and the token endpoint. (docs: settings/oauth) */
import type { Identity } from './context';
import { badCredentials, noAuth, RestError } from '../protocol/errors';
import type { Answer } from '../protocol/json';
import type { Params } from '../protocol/php';
import { toText } from '../protocol/php';
import type { Mint } from './secrets';
import type { InstalledApplication, PortalState } from '../domain/state';
import type { TokenAnswer } from '../types';

const CODE_LIFE = 30_000;
const ACCESS_LIFE = 3_600_000;
const REFRESH_LIFE = 180 * 86_400_000;

interface Grant {
	application: InstalledApplication;
	userId: number;
	until: number;
}

/** An answer of the authorisation server: JSON, a redirect, or a page for people. */
export interface OAuthReply {
	status: number;
	json?: Answer;
	location?: string;
	html?: string;
}

const refuse = (status: number, error: string, error_description: string): OAuthReply => ({
	status,
	json: { error, error_description },
});

export class OAuth {
	private readonly codes = new Map<string, Grant>();
	private readonly access = new Map<string, Grant>();
	private readonly refresh = new Map<string, Grant>();
	unpaid = false;
	browserUser = 1;

	constructor(
		private readonly state: PortalState,
		private readonly mint: Mint,
	) {}

	/** Tokens for a person and an application. */
	issue(
		application: InstalledApplication,
		userId: number,
	): TokenAnswer & { [key: string]: Answer } {
		const now = this.state.now();
		const access_token = this.mint.make(64);
		const refresh_token = this.mint.make(64);
		this.access.set(access_token, { application, userId, until: now + ACCESS_LIFE });
		this.refresh.set(refresh_token, { application, userId, until: now + REFRESH_LIFE });
		return {
			access_token,
			expires: Math.floor((now + ACCESS_LIFE) / 1000),
			expires_in: ACCESS_LIFE / 1000,
			scope: application.card.scopes.join(','),
			domain: new URL(this.state.baseUrl).host,
			server_endpoint: `${this.state.baseUrl}/rest/`,
			status: 'L',
			client_endpoint: `${this.state.baseUrl}/rest/`,
			member_id: this.state.memberId,
			user_id: userId,
			refresh_token,
		};
	}

	/** Who a token speaks for; throws the documented errors. */
	identify(token: string | undefined): Identity {
		if (!token) throw noAuth();
		const grant = this.access.get(token);
		if (!grant) throw new RestError(401, 'invalid_token', 'Unable to get application by token');
		if (grant.until <= this.state.now()) {
			throw new RestError(401, 'expired_token', 'The access token provided has expired.');
		}
		const caller = this.state.people.get(grant.userId);
		if (!caller) throw badCredentials();
		if (!caller.ACTIVE) {
			throw new RestError(403, 'authorization_error', 'Unable to authorize user');
		}
		const { application } = grant;
		return {
			caller,
			application,
			scopes: new Set(application.card.scopes),
			credential: application.card.clientId,
		};
	}

	expireTokens(): void {
		for (const grant of this.access.values()) grant.until = 0;
	}

	revokeTokens(): void {
		this.expireTokens();
		this.refresh.clear();
	}

	/** Redirects at once, as for somebody who is signed in; failures stay on the portal's own page. */
	authorize(params: Params): OAuthReply {
		const application = this.state.applications.get(toText(params.client_id));
		if (!application?.installed) {
			return { status: 200, html: '<h1>Application not found</h1>' };
		}
		const code = this.mint.make(32);
		const until = this.state.now() + CODE_LIFE;
		this.codes.set(code, { application, userId: this.browserUser, until });
		const { host } = new URL(this.state.baseUrl);
		const location = new URL(application.card.redirectUri);
		const answer = {
			code,
			state: toText(params.state),
			domain: host,
			member_id: this.state.memberId,
			scope: application.card.scopes.join(','),
			server_domain: host,
		};
		for (const [name, value] of Object.entries(answer)) location.searchParams.set(name, value);
		return { status: 302, location: location.href };
	}

	/** Reads parameters only: HTTP Basic is not looked at. */
	token(params: Params): OAuthReply {
		const type = toText(params.grant_type);
		if (type !== 'authorization_code' && type !== 'refresh_token') {
			return refuse(400, 'invalid_request', 'Wrong grant type');
		}
		const application = this.state.applications.get(toText(params.client_id));
		const known = application?.installed && application.card.clientSecret === params.client_secret;
		if (!application || !known) return refuse(401, 'invalid_client', 'Invalid client data');
		if (this.unpaid) return refuse(402, 'PAYMENT_REQUIRED', 'Payment required');
		const [grants, key] =
			type === 'refresh_token'
				? [this.refresh, toText(params.refresh_token)]
				: [this.codes, toText(params.code)];
		if (key === '') return refuse(400, 'invalid_request', 'Missing parameters');
		const grant = grants.get(key);
		// Codes work once, refresh tokens are replaced at each use.
		if (grant?.application === application) grants.delete(key);
		if (!grant || grant.application !== application || grant.until <= this.state.now()) {
			return refuse(400, 'invalid_grant', 'Invalid grant');
		}
		return { status: 200, json: this.issue(application, grant.userId) };
	}
}
