/** What the benchmark's processes say to each other. */

/** Limits and costs of the measured portal: bucket of 50, two requests a second, 100 ms, 5 ms per call, 20 ms per count. */
export const CLOUD = {
	limit: { bucket: 50, perSecond: 2 },
	cost: { latency: 100, call: 5, count: 20 },
};

/** How the work is done. */
export type Contestant = 'ours' | 'byHand' | 'sdk' | 'httpRequest' | 'httpRequestSlowed';

/** The work. */
export type Workload =
	| 'list'
	| 'sorted'
	| 'include'
	| 'pending'
	| 'notSeen'
	| 'getById'
	| 'getByEmail'
	| 'keepInput'
	| 'update'
	| 'departmentNames'
	| 'dismiss'
	| 'invite'
	| 'upsert'
	| 'upsertSame'
	| 'upsertCode'
	| 'upsertAll'
	| 'syncSame'
	| 'syncChanged'
	| 'syncMany'
	| 'previewChanged'
	| 'previewMany'
	| 'search'
	| 'offboard'
	| 'tree';

/** Where a contestant works, and on whom. */
export interface Task {
	contestant: Contestant;
	workload: Workload;
	/** Webhook over plain HTTP; the SDK gets the one over TLS. */
	webhook: string;
	/** Certificate to trust, for the SDK. */
	ca?: string;
	people: Person[];
	/** Whom the offboarding is about. */
	leaver: number;
}

export interface Person {
	ID: number;
	EMAIL: string;
	XML_ID: string;
	WORK_POSITION: string;
	WORK_PHONE: string;
	UF_DEPARTMENT: number[];
}

/** What the contestant saw of it. */
export interface Finish {
	/** Milliseconds from the first request to the last item. */
	wall: number;
	/** Milliseconds of CPU. */
	cpu: number;
	/** Growth of the resident memory at its peak, in MB. */
	memory: number;
	/** Items that came out. */
	items: number;
	/** IDs in them, to compare the sets of people. */
	ids: string[];
	/** Why it stopped, when it did. */
	failure?: string;
}

/** What the portal saw of it. */
export interface Seen {
	requests: number;
	calls: number;
	/** Requests answered with QUERY_LIMIT_EXCEEDED. */
	limited: number;
	/** Milliseconds between requests in which nothing was under way: waiting for limits, or for the client. */
	idle: number;
	/** People carrying the mark of this workload: changed or invited. */
	marked: number;
	/** People who are active no more. */
	dismissed: number;
	/** Departments there are. */
	departments: number;
}

/** The mark that updates leave in WORK_POSITION, and invitations in the e-mail. */
export const MARK = 'benchmarked';
