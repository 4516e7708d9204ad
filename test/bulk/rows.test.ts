/** The benchmark's rows as counts: no request more than `npm run bench` allows, and what was to happen has happened. */
import { jobs } from '../bench/contestants/jobs';
import { plans, type Plan } from '../bench/plans';
import {
	activeIn,
	LEAVER,
	numberDismissed,
	numberMarked,
	peopleFor,
	prepare,
} from '../bench/scenes';
import { runOn } from '../support/portal';
import { closePortals, open } from './support';

/** Rows that no other spec holds, and that are not too large to be run at every test. */
const HELD = [
	'syncSame',
	'syncChanged',
	'previewChanged',
	'upsertAll',
	'pending',
	'notSeen',
	'update',
	'departmentNames',
	'invite',
];

const held = plans.filter(({ workload }) => HELD.includes(workload));

afterAll(closePortals);

/** As many people as the row needs, so that a page more would be seen. */
async function portalFor({ workload, people }: Plan) {
	const portal = await open({ people });
	prepare(portal, workload);
	portal.forget();
	return portal;
}

it.each(held.map((plan) => [plan.title, plan] as const))(
	'%s stays within its requests',
	async (_title, plan) => {
		const portal = await portalFor(plan);
		const active = activeIn(portal);
		const { workload } = plan;
		const { parameters, items } = jobs[workload]({
			contestant: 'ours',
			workload,
			webhook: '',
			people: peopleFor(portal, plan.count),
			leaver: LEAVER,
		});

		const run = await runOn(portal, parameters, { items, next: undefined });

		expect(run.error).toBeUndefined();
		expect(portal.requests.length).toBeLessThanOrEqual(Number(plan.limit));
		const found = {
			items: run.items.length,
			marked: numberMarked(portal),
			dismissed: numberDismissed(portal, active),
			departments: portal.departments.length,
		};
		expect(found).toMatchObject(plan.expect ?? {});
		await closePortals();
	},
	120_000,
);
