/** Runs REST methods: scopes, limits per method, and the envelope of their answers. */
import type { Meter } from './clock';
import type { Context, Identity, Method } from './context';
import { isoDate } from '../protocol/dates';
import { insufficientScope, methodNotFound, RestError, wrongAuthType } from '../protocol/errors';
import type { EventHub } from '../domain/events';
import type { Answer } from '../protocol/json';
import { runBatch } from '../protocol/batch';
import type { Operating } from './limits';
import { commonMethods } from '../methods/common';
import { crmMethods } from '../methods/crm';
import { departmentMethods } from '../methods/department';
import { discoveryMethods } from '../methods/discovery';
import { eventMethods } from '../methods/events';
import { groupMemberMethods } from '../methods/groupMembers';
import { peopleMethods } from '../methods/people';
import { placementMethods } from '../methods/placements';
import { taskMethods } from '../methods/tasks';
import { userFieldMethods } from '../methods/userfields';
import { workgroupMethods } from '../methods/workgroups';
import { writingMethods } from '../methods/writing';
import type { Params } from '../protocol/php';
import { toInt } from '../protocol/php';
import { maskParams } from './secrets';
import type { PortalState } from '../domain/state';
import type { RecordedCall } from '../types';

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>(
	Object.entries({
		...commonMethods,
		...peopleMethods,
		...writingMethods,
		...eventMethods,
		...departmentMethods,
		...workgroupMethods,
		...groupMemberMethods,
		...userFieldMethods,
		...taskMethods,
		...crmMethods,
		...placementMethods,
		...discoveryMethods(() => METHODS),
	}),
);

/** What an answer holds besides `time`. */
export interface Envelope {
	result?: Answer;
	error?: string;
	error_description?: string;
	argument?: string;
	total?: number;
	next?: number;
	time?: Answer;
}

/** The parameter that pages every list. Documented both as `start` and as `START`. */
function takeStart(params: Params): { start: number; rest: Params } {
	const { start, START, ...rest } = params;
	return { start: toInt(start ?? START), rest };
}

export class Rest {
	constructor(
		private readonly state: PortalState,
		private readonly events: EventHub,
		readonly operating: Operating,
	) {}

	/** Runs one call or a batch; `record` gets every command as the server decoded it. */
	async run(
		method: string,
		params: Params,
		identity: Identity,
		meter: Meter,
		record: (call: RecordedCall) => void,
	): Promise<Envelope> {
		if (method !== 'batch') return await this.single(method, params, identity, meter, record);
		const start = this.state.now();
		const result = await runBatch(params, async (name, inner) => {
			const command = name.toLowerCase().replace(/\.json$/, '');
			try {
				const { error, error_description, argument, ...envelope } = await this.single(
					command,
					inner,
					identity,
					meter,
					record,
				);
				if (error === undefined) return envelope;
				return { ...envelope, error: refusalOf({ error, error_description, argument }) };
			} catch (error) {
				if (error instanceof RestError) return { error: error.body };
				throw error;
			}
		});
		return { result, time: this.time(start) };
	}

	private async single(
		method: string,
		params: Params,
		identity: Identity,
		meter: Meter,
		record: (call: RecordedCall) => void,
	): Promise<Envelope> {
		const call: RecordedCall = { method, params: maskParams(params) };
		record(call);
		const begun = this.state.now();
		try {
			const definition = this.allowed(method, identity);
			const spoiled = this.state.options.onCall?.(call);
			if (spoiled) throw new RestError(spoiled.status, spoiled.error, spoiled.error_description);
			this.operating.check(method, identity.credential);
			const { cost } = this.state.options;
			await meter.sleep(cost?.call);
			const { start, rest } = takeStart(params);
			const context: Context = {
				...identity,
				state: this.state,
				events: this.events,
				start,
				countRows: () => meter.sleep(cost?.count),
			};
			const answer = await definition.run(rest, context);
			if ('error' in answer) call.error = answer.error;
			const seconds = (this.state.now() - begun) / 1000;
			this.operating.add(method, identity.credential, seconds);
			return { ...answer, time: this.time(begun, method, identity.credential) };
		} catch (error) {
			if (error instanceof RestError) call.error = error.code;
			throw error;
		}
	}

	private allowed(method: string, { scopes, application }: Identity): Method {
		const definition = METHODS.get(method);
		if (!definition) throw methodNotFound();
		if (definition.applicationOnly && !application) throw wrongAuthType();
		if (definition.scopes && !definition.scopes.some((scope) => scopes.has(scope))) {
			throw insufficientScope(application ? 'access' : 'webhook');
		}
		return definition;
	}

	/** The `time` object. (docs: api-reference/data-types.md) */
	private time(begun: number, method?: string, credential?: string): Answer {
		const { state } = this;
		const now = state.now();
		const spent =
			method === undefined || credential === undefined
				? {}
				: this.operating.spent(method, credential);
		return {
			start: begun / 1000,
			finish: now / 1000,
			duration: (now - begun) / 1000,
			processing: (now - begun) / 1000,
			date_start: isoDate(begun, state.calendar),
			date_finish: isoDate(now, state.calendar),
			...spent,
		};
	}
}

/** The error of a command as `result_error` shows it. */
function refusalOf({ error = '', error_description = '', argument }: Envelope): RestError['body'] {
	const body = { error, error_description };
	return argument === undefined ? body : { ...body, argument };
}
