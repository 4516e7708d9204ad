/** One offboarding: everything is looked at, then the parts are carried out one after another. */
import type { IDataObject } from 'n8n-workflow';

import type { HintTopic, Item, Plan } from '../../../plan/types';
import { handOn, inSteps } from '../../../plan/plans';
import { sideBySide, type Walk } from '../../../plan/walks';
import { isRefused, PortalError } from '../../../transport/errors';
import { type Outcome, succeeded } from '../../../transport/types';
import { InputError } from '../../../values/errors';
import { crm } from './crm';
import { ledDepartments } from './departments';
import { dismissal } from './dismissal';
import { Report } from './report';
import { managerOf } from './successor';
import { tasks } from './tasks';
import type { Heir, Leaver, Part, PartName, Work } from './words';
import { joinedWorkgroups } from './workgroups';

const parts: Readonly<Record<PartName, Part>> = {
	departments: ledDepartments,
	workgroups: joinedWorkgroups,
	tasks,
	crm,
	dismiss: dismissal,
};

const SKIPPED: HintTopic = {
	say: (details) =>
		`Parts that were left out, because the portal does not let the credential: ${details}`,
};

const DISMISSED_MEMBERS: HintTopic = {
	say: (people) =>
		`The portal does not show dismissed people in workgroups, though they stay in them. Of these only the workgroups they own are passed on and left: ${people}`,
};

export interface Offboarding {
	item: Item;
	leaver: Leaver;
	/** Whom the form names. */
	heir?: Heir;
	parts: readonly PartName[];
	dismissAnyway: boolean;
	isPreview: boolean;
	/** IDs of everybody who leaves in this run. */
	leaving: ReadonlySet<number>;
}

/** One part with what there is to do in it; or why the credential may not. */
interface Looked {
	part: Part;
	work: Outcome<Work>;
}

/**
 * Looks at everything, and says what to do.
 *
 * @throws {InputError} when somebody has to take over and there is nobody
 */
export function* survey(wanted: Offboarding): Walk<Plan> {
	const { leaver, item } = wanted;
	const manager: { found: Outcome<Heir | undefined> } = { found: succeeded(wanted.heir) };
	const works: Array<Outcome<Work>> = [];
	const chosen = wanted.parts.map((name) => parts[name]);
	yield* sideBySide<void>([
		...chosen.map((part, at) =>
			keeping(part.look(leaver), (work) => {
				works[at] = work;
			}),
		),
		...(wanted.heir
			? []
			: [
					keeping(managerOf(leaver, wanted.leaving), (found) => {
						manager.found = found;
					}),
				]),
	]);
	const looked = chosen.map((part, at) => ({
		part,
		work: readable(works[at], chosen.length === 1),
	}));
	tell(item, leaver, looked);
	const heir = heirFor(leaver, looked, manager.found);
	return wanted.isPreview
		? handOn([{ ...foreseen(leaver, looked, heir), preview: true }])
		: planOf(wanted, looked, heir);
}

function* keeping<T>(walk: Walk<T>, keep: (outcome: Outcome<T>) => void): Walk<void> {
	const [outcome] = yield* sideBySide([walk]);
	keep(outcome);
}

/**
 * What a part looked at; a part that the credential or the portal has not got is left out, unless it is the only one.
 *
 * @throws whatever else went wrong: nothing is changed when it is not known what there is
 */
function readable(work: Outcome<Work>, isAlone: boolean): Outcome<Work> {
	if (work.ok || (!isAlone && isMissing(work.error))) return work;
	throw work.error;
}

function isMissing(error: Error): boolean {
	return isRefused(error, 'insufficientScope') || isRefused(error, 'unknownMethod');
}

function tell(item: Item, leaver: Leaver, looked: readonly Looked[]): void {
	for (const { part, work } of looked) if (!work.ok) item.hint(SKIPPED, part.label);
	const hasGroups = looked.some(({ part }) => part === joinedWorkgroups);
	if (hasGroups && leaver.isDismissed) item.hint(DISMISSED_MEMBERS, leaver.label);
}

function heirFor(
	leaver: Leaver,
	looked: readonly Looked[],
	found: Outcome<Heir | undefined>,
): Heir | undefined {
	const needing = looked.filter(({ work }) => work.ok && work.value.needsHeir);
	if (found.ok && (found.value || needing.length === 0)) return found.value;
	if (!found.ok && needing.length === 0) return undefined;
	if (!found.ok && !isMissing(found.error)) throw found.error;
	const what = needing.map(({ part }) => `"${part.label}"`).join(', ');
	throw new InputError(
		found.ok
			? `${leaver.label} has no manager who could take over, and there is something to hand over in ${what}`
			: `It is not known who the manager of ${leaver.label} is, and there is something to hand over in ${what}`,
		found.ok
			? 'Choose a "Successor", or leave these parts out.'
			: 'Choose a "Successor", or give the webhook or application the scope "department".',
	);
}

function foreseen(leaver: Leaver, looked: readonly Looked[], heir: Heir | undefined): IDataObject {
	const report = new Report(leaver, heir);
	for (const { part, work } of looked) {
		if (work.ok) report.add(part, { report: work.value.foresee(heir), words: '' });
		else report.skip(part, work.error);
	}
	return report.output;
}

function planOf(wanted: Offboarding, looked: readonly Looked[], heir: Heir | undefined): Plan {
	return inSteps(wanted.leaver.label, function* () {
		return [yield* carryOut(wanted, looked, heir)];
	});
}

/** @throws {Stopped} with what was done, when a part stopped in the middle */
function* carryOut(
	{ leaver, dismissAnyway }: Offboarding,
	looked: readonly Looked[],
	heir: Heir | undefined,
): Walk<IDataObject> {
	const report = new Report(leaver, heir);
	for (const { part, work } of looked) {
		if (!work.ok) {
			report.skip(part, work.error);
			continue;
		}
		if (report.hasStopped && !(part === dismissal && dismissAnyway)) {
			report.leaveOut(part);
			continue;
		}
		const [came] = yield* sideBySide([work.value.carryOut(heir)]);
		if (!came.ok && came.error instanceof PortalError && came.error.kind === 'cancelled') {
			throw came.error;
		}
		report.add(part, came.ok ? came.value : { report: {}, words: 'stopped', stopped: came.error });
	}
	return report.result;
}
