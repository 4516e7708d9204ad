/**
 * What tests, the demo, the benchmark and `npm start` may ask of the portal emulator.
 * The emulator itself is built from these types; nothing else of it is public.
 */

import type { Answer } from './protocol/json';
import type { Quirks } from './quirks';

export type { Quirks };

/** OAuth and webhook scopes the emulator knows. */
export type Scope =
	| 'user'
	| 'user_basic'
	| 'user_brief'
	| 'user.userfield'
	| 'department'
	| 'sonet_group'
	| 'placement'
	| 'task'
	| 'crm';

export interface PortalOptions {
	/** People besides the fixed cast (see seed.ts); the same number and seed give the same portal. Default 60. */
	people?: number;
	/** Default 1. */
	seed?: number;
	/** Language of the labels of user.fields, departments and system texts. Default 'en'. */
	language?: 'en' | 'ru' | 'de';
	/** Leaky bucket; undefined = unlimited, as on most self-hosted portals. */
	limit?: { bucket: number; perSecond: number };
	/** Simulated cost in milliseconds, really slept. Default 0. */
	cost?: { latency?: number; call?: number; count?: number };
	/** Serve TLS with this throw-away certificate instead of plain HTTP. */
	tls?: { key: string; cert: string };
	/** Default 0: any free port. */
	port?: number;
	/** Portal clock minus machine clock, in milliseconds. Default 0. */
	clockSkew?: number;
	/** Seats of the plan; one person more is `user_count_exceeded`. Default: none. */
	userLimit?: number;
	/** More custom text fields besides the fixed ones, to get past a page of 50. Default 0. */
	extraCustomFields?: number;
	/** "Operating" seconds per method, credential and ten minutes (docs: settings/performance/limits.md). Default: none. */
	operatingLimit?: number;
	/** Minutes east of Greenwich. Default: +03:00 for 'ru', else +02:00. */
	zone?: number;
	/** What servers do without any documentation promising it; one switch each, see quirks.ts. */
	quirks?: Partial<Quirks>;
	/** A request whose simulated cost exceeds this many milliseconds dies with an HTML 504. Default 60000. */
	timeout?: number;
	/**
	 * Told of every method call just before it is run, alone or inside a batch: the moment to change people while a list
	 * is being read. What it returns is answered in place of running the call.
	 */
	onCall?: (call: RecordedCall) => CallRefusal | undefined | void;
}

/** An error a single call is answered with. */
export interface CallRefusal {
	status: number;
	error: string;
	error_description: string;
}

/** A definition of a custom field, as `user.userfield.list` shows it. */
export interface CustomField {
	ID: number;
	FIELD_NAME: string;
	USER_TYPE_ID: string;
	MULTIPLE: boolean;
	MANDATORY: boolean;
	/** The form label that user.fields shows. */
	LABEL: string;
	LIST?: ListValue[];
	XML_ID?: string;
	/** Default 100. */
	SORT?: number;
	/** N, I (exact), E (mask) or S (part). Default N. */
	SHOW_FILTER?: string;
	/** Default true. */
	SHOW_IN_LIST?: boolean;
	/** Default true. */
	EDIT_IN_LIST?: boolean;
	/** Default false. */
	IS_SEARCHABLE?: boolean;
	/** Default: those of the type. */
	SETTINGS?: { [key: string]: Answer | undefined };
}

/** A value of a list field; IDs are unique in the whole portal. */
export interface ListValue {
	ID: number;
	VALUE: string;
	SORT?: number;
	DEF?: boolean;
	XML_ID?: string;
}

/** A stored file; PERSONAL_PHOTO and custom files hold its ID. */
export interface StoredFile {
	name: string;
	bytes: Buffer;
}

/** One POST of the portal to a handler. */
export interface Delivery {
	event: string;
	handler: string;
	/** The form-encoded body. */
	body: string;
	/** Status of the handler's answer; 0 when it could not be reached. */
	status: number;
	/** The handler's answer. */
	answer: string;
}

/** What an opened widget was sent and what it would show. */
export interface OpenedWidget {
	/** The handler with the parameters of its address. */
	url: string;
	/** The form-encoded body. */
	sent: string;
	status: number;
	headers: Record<string, string>;
	body: string;
}

export interface WebhookOptions {
	/** ID of the person who made the webhook. Default 1, an administrator. */
	userId?: number;
	/** Default: all scopes. */
	scopes?: Scope[];
}

export interface Application {
	clientId: string;
	clientSecret: string;
	scopes: Scope[];
	redirectUri: string;
}

/** The answer of the token endpoint, as n8n stores it in `oauthTokenData`. */
export interface TokenAnswer {
	access_token: string;
	refresh_token: string;
	token_type?: string;
	expires_in: number;
	client_endpoint: string;
	member_id: string;
	scope: string;
	user_id: number;
	status: string;
}

/** One REST method call, alone or inside a batch, as the server decoded it. */
export interface RecordedCall {
	method: string;
	params: Record<string, unknown>;
	/** Error code of the answer, when it was one. */
	error?: string;
}

/** One HTTP request to /rest/ or the token endpoint. */
export interface RecordedRequest {
	httpMethod: string;
	/** The path with the secret replaced by ***. */
	path: string;
	headers: Record<string, string>;
	/** The REST method of the URL ('batch', 'user.get', …) or 'oauth.token' / 'oauth.authorize'. */
	method: string;
	/** The decoded parameters of the request itself. */
	params: Record<string, unknown>;
	/** The commands of a batch in the order run, or the single call. */
	calls: RecordedCall[];
	status: number;
	/** Milliseconds since the portal started. */
	at: number;
	/** Milliseconds the portal took for it. */
	took?: number;
	/** Bytes of the request body. */
	bytes: number;
}

/**
 * A fault to inject. It applies to the next request whose REST method matches, `times` times (default 1), then goes away.
 * `when` 'before' answers without executing anything; 'after' executes the request and then spoils the answer
 * (so that the outcome is unknown to the client).
 */
export interface Fault {
	/** REST method of the request ('user.add', 'batch'); default any /rest/ request. */
	method?: string;
	times?: number;
	/** Skip this many matching requests first. Default 0. */
	skip?: number;
	when?: 'before' | 'after';
	/** Answer with this status and body; strings go out as text/html, objects as JSON. */
	answer?: { status: number; body: unknown; headers?: Record<string, string> };
	/** Or: cut the connection, or never answer. */
	connection?: 'reset' | 'hang' | 'truncate';
	/** Delay in milliseconds before anything else. */
	delay?: number;
}

/** A person as the emulator stores them: Bitrix24's field codes to raw database values (null = NULL). */
export interface StoredPerson {
	ID: number;
	ACTIVE: boolean;
	EMAIL: string;
	LOGIN: string;
	/** Set on people that user.get never lists (bots, e-mail users…). */
	EXTERNAL_AUTH_ID?: string;
	USER_TYPE: 'employee' | 'extranet' | 'email' | 'bot';
	/** Departments; empty for extranet people. */
	UF_DEPARTMENT: number[];
	/** Workgroups the person is a member of. */
	workgroups: number[];
	isAdmin: boolean;
	/** Holds invitation rights without being an administrator. Default false. */
	mayInvite?: boolean;
	/** Not empty until the invitation is accepted. With ACTIVE it makes four states: see domain/lifecycle.ts. */
	confirmCode?: string;
	/** May change departments without being an administrator. Default false. */
	mayEditStructure?: boolean;
	/** Invitations sent to this person: text and time. */
	invitations: Array<{ text: string; at: string }>;
	/** All other fields. */
	[field: string]: unknown;
}

/** A department; the company itself has no PARENT. */
export interface Department {
	ID: number;
	NAME: string;
	SORT: number;
	PARENT?: number;
	UF_HEAD?: number;
	/** People who stand in for the head; no old method shows them. */
	deputies?: number[];
}

/** A workgroup; secret ones are listed to their members only. */
export interface Workgroup {
	ID: number;
	NAME: string;
	ACTIVE: boolean;
	EXTRANET: boolean;
	/** Default true. */
	VISIBLE?: boolean;
	/** Archived. Default false. */
	CLOSED?: boolean;
	/** Default 1, the administrator. Stays when the owner is dismissed. */
	OWNER_ID?: number;
	/** IDs of moderators; plain members are those whose `workgroups` hold the group. */
	moderators?: number[];
	/** Makes the group a scrum project. */
	scrumMaster?: number;
	/** Asked and not in yet. */
	invited?: number[];
}

/** A task; column names as in the filter of tasks.task.list. */
export interface Task {
	ID: number;
	TITLE: string;
	/** 2 waiting, 3 in progress, 4 awaiting control, 5 completed, 6 postponed. */
	STATUS: number;
	CREATED_BY: number;
	RESPONSIBLE_ID: number;
	ACCOMPLICES: number[];
	AUDITORS: number[];
	/** 0: no workgroup. */
	GROUP_ID: number;
	CREATED_DATE: string;
	CHANGED_DATE: string;
	DEADLINE: string | null;
}

/** An item of the CRM as crm.item.list shows it. */
export interface CrmItem {
	entityTypeId: number;
	/** Unique within its type only. */
	id: number;
	title: string;
	assignedById: number;
	createdBy: number;
	updatedBy: number;
	createdTime: string;
	updatedTime: string;
	/** Y: everybody may see and change it. */
	opened: 'Y' | 'N';
	stageId: string;
	/** Of leads and deals: P in progress, S won, F lost. Default P. */
	stageSemanticId?: 'P' | 'S' | 'F';
	/** Of deals and quotes. Default N. */
	closed?: 'Y' | 'N';
	/** Any other fields. */
	fields?: { [field: string]: Answer };
	/** A required field without a value: every update without it fails. */
	lacks?: string;
	/** How often an update set robots off. */
	automationRuns: number;
}

/** A type of CRM items the portal made itself. */
export interface CrmType {
	id: number;
	title: string;
	entityTypeId: number;
}

export interface Portal {
	/** `http://127.0.0.1:PORT` (or https), without a trailing slash. */
	url: string;
	/** People by ID; tests may read and change them directly. */
	people: Map<number, StoredPerson>;
	departments: Department[];
	/** Adds a department below the company; what is not given is filled in. */
	addDepartment(department?: Partial<Department>): Department;
	workgroups: Workgroup[];
	/** Adds a workgroup owned by ID 1; what is not given is filled in. */
	addGroup(group?: Partial<Workgroup>): Workgroup;
	tasks: Task[];
	/** Adds a task; what is not given is filled in. */
	addTask(task?: Partial<Task>): Task;
	crmItems: CrmItem[];
	/** Adds a CRM item with the next ID of its type. */
	addCrmItem(item: Partial<CrmItem> & { entityTypeId: number }): CrmItem;
	/** Types of CRM items besides the built-in ones. */
	crmTypes: CrmType[];
	/** Definitions of the custom fields, `user.userfield.list`. */
	customFields: CustomField[];
	/** Files by ID, photos among them. */
	files: Map<number, StoredFile>;
	/** Everything asked since the start or the last `forget()`. */
	requests: RecordedRequest[];
	forget(): void;
	/** Makes an inbound webhook and returns its full URL with a trailing slash. */
	webhook(options?: WebhookOptions): string;
	revokeWebhook(url: string): void;
	/** Registers a local application. */
	application(options?: {
		scopes?: Scope[];
		redirectUri?: string;
		installed?: boolean;
	}): Application;
	/** Tokens as if `userId` (default 1) had authorised the application in a browser. */
	authorise(application: Application, userId?: number): TokenAnswer;
	/** Makes every access token expired (refresh tokens stay good). */
	expireTokens(): void;
	/** Makes every refresh token invalid as well. */
	revokeTokens(): void;
	/** Base URL of the authorisation server (serves /oauth/token/), the same host. */
	authServer: string;
	fault(fault: Fault): void;
	clearFaults(): void;
	/** From now on answers every /rest/ request for the old host name with a 302 to this base URL (same path). */
	renameTo(newBaseUrl: string | undefined): void;
	/** Rest only on commercial plans, portal closed, https required… answers every call with this error. */
	refuse(error: { status: number; error: string; error_description: string } | undefined): void;
	/** Method time limit (429 OPERATION_TIME_LIMIT) for a method until a moment (unix seconds). */
	limitOperation(method: string, resetAt: number | undefined): void;
	/** The secret every event for this application carries. */
	applicationToken(application: Application): string;
	/** Makes an outgoing webhook; every event for it carries the returned token. Default event ONUSERADD. */
	outgoingWebhook(handler: string, event?: string): { applicationToken: string; remove(): void };
	/** All deliveries so far, once the pending ones have been answered. */
	deliveries(): Promise<Delivery[]>;
	/** Opens an application's place in the profile as `userId`; answers what the handler showed. */
	openPlacement(
		application: Application,
		placement: string,
		options?: { userId?: number; subjectId?: number },
	): Promise<Delivery>;
	/**
	 * The same as a browser does it: the whole answer with its headers. `userId` (default 1) clicks on the card of
	 * `subjectId`; `handler` picks one of several. Throws when nothing is bound there or nobody answers.
	 */
	openWidget(
		application: Application,
		placement: string,
		options?: { userId?: number; subjectId?: number; handler?: string },
	): Promise<OpenedWidget>;
	/** What BX24.installFinish does: from now on widgets are shown to everybody. */
	finishInstallation(application: Application): void;
	/** Who is signed in in the browser that visits the authorisation page. Default 1. */
	browserUser: number;
	/** The trial of every application is over: the token endpoint answers PAYMENT_REQUIRED. */
	unpaid: boolean;
	/** Moves the portal's clock, to let tokens and codes grow old. */
	passTime(milliseconds: number): void;
	/** Signs somebody in: the first time accepts the invitation and fires ONUSERADD. */
	signIn(userId: number): Promise<void>;
	/** Changes a person as the portal's own pages would: sets TIMESTAMP_X. */
	edit(userId: number, changes: Record<string, unknown>): void;
	stop(): Promise<void>;
}
