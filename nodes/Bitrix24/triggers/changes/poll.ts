/** One poll of the User Changes Trigger. */
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { RunAsker } from '../../engine/asker';
import { nodeError } from '../../engine/failure';
import { Hints } from '../../engine/hints';
import { readAuthentication } from '../../form/authentication';
import { people } from '../../resources/user/people';
import { refusals } from '../../resources/user/refusals';
import { InputError } from '../../values/errors';
import { plainText } from '../../transport/redact';
import { baseUrlOf, credentialType } from '../../transport/credential';
import { Portal } from '../../transport/portal';
import { attempt, attemptAsync, failed, type Outcome, succeeded } from '../../transport/types';
import { accountOf } from '../account';
import { pollsUnderWay } from '../process';
import { calibrated } from './calibrate';
import { filtersOfBoth, wantedBoth } from './choice';
import { checkFilter, complete, seenBy, viewerOf } from './complete';
import { begin, type Occurrence, detect, idOf } from './detect';
import { type ChangesForm, readForm } from './form';
import { type Memory, recall, store, type StoredMemory } from './memory';
import { latestOf, lookAgain, lookFirst, matching } from './read';
import { sample } from './sample';
import { shown } from './shown';

/** What a poll came to. */
interface Found {
	changes: Occurrence[];
	/** What to remember once the changes are handed on. */
	memory?: StoredMemory;
}

/** Hands on what changed since the last poll; null, so that no execution starts, when nothing did. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await lookOnce(context, sampleOrExplain);
	const node = `${context.getWorkflow().id ?? ''}:${context.getNode().id}`;
	// Two polls from the same memory would hand on the same changes twice. The next one catches up.
	if (pollsUnderWay.has(node)) return null;
	pollsUnderWay.add(node);
	try {
		return await lookOnce(context, lookForChanges);
	} finally {
		pollsUnderWay.delete(node);
	}
}

/** Everything a look needs. */
interface Watch {
	form: ChangesForm;
	portal: Portal;
	/** What the portal is known by. */
	names: string[];
	/** Whose eyes look. */
	account: string;
}

type Look = (watch: Watch, stored: IDataObject) => Promise<Outcome<Found>>;

async function lookOnce(
	context: IPollFunctions,
	look: Look,
): Promise<INodeExecutionData[][] | null> {
	const watch = await prepare(context);
	const { form, portal } = watch;
	const stored = context.getWorkflowStaticData('node');
	const found = await look(watch, stored);
	if (!found.ok) throw nodeError(context.getNode(), found.error, undefined, portal.clean);
	const { changes, memory } = found.value;
	const asker = new RunAsker(portal, () => people, new Hints());
	const items = await attemptAsync(async () => await shown(changes, form.view, asker));
	if (!items.ok) throw nodeError(context.getNode(), items.error, undefined, portal.clean);
	// Only now, with everything read: a poll that went wrong on the way begins again from the same place.
	Object.assign(stored, memory);
	return changes.length === 0 ? null : [items.value];
}

async function prepare(context: IPollFunctions): Promise<Watch> {
	const param = (name: string, fallback?: unknown) => context.getNodeParameter(name, fallback);
	const form = attempt(() => ({
		...readForm({ param }),
		authentication: readAuthentication({ param }),
	}));
	if (!form.ok) throw nodeError(context.getNode(), form.error, undefined, plainText);
	const { authentication } = form.value;
	const portal = await Portal.connect(context, authentication, { refusals });
	if (!portal.ok) throw nodeError(context.getNode(), portal.error, undefined, plainText);
	// Taken before anything is asked: a portal that turns out renamed is still the one in the credential.
	const names = [portal.value.origin];
	if (authentication === 'webhook') {
		const credentials = await context.getCredentials(credentialType(authentication));
		const userId = /\/rest\/(\d+)\//.exec(baseUrlOf(authentication, credentials))?.[1];
		return { form: form.value, portal: portal.value, names, account: userId ?? '' };
	}
	const account = await accountOf(context);
	if (account.ok) names.push(account.value.memberId);
	const userId = account.ok ? account.value.userId : undefined;
	return { form: form.value, portal: portal.value, names, account: String(userId ?? '') };
}

async function lookForChanges(watch: Watch, stored: IDataObject): Promise<Outcome<Found>> {
	const memory = recall(stored, watch.names);
	return memory ? await lookAnew(watch, memory) : await lookAtFirst(watch);
}

/** Remembers, and hands nothing on. */
async function lookAtFirst({ portal, form, names, account }: Watch): Promise<Outcome<Found>> {
	const visible = await checkFilter(portal, form.filter);
	if (!visible.ok) return visible;
	const known = await complete(portal, { columns: new Map() }, form);
	if (!known.ok) return known;
	const viewer = await viewerOf(portal, account);
	if (!viewer.ok) return viewer;
	const first = await lookFirst(portal);
	if (!first.ok) return first;
	const { dismissed, topId, rows, now, latest } = first.value;
	const memory = begin(dismissed, topId, rows, now, {
		...known.value,
		latest: latestOf(latest),
		viewer: viewer.value,
		choice: form,
	});
	return succeeded({ changes: [], memory: store(memory, names) });
}

async function lookAnew(
	{ portal, form, names, account }: Watch,
	before: Memory,
): Promise<Outcome<Found>> {
	const known = await complete(portal, before, form);
	if (!known.ok) return known;
	const memory = { ...before, ...known.value, choice: form };
	const look = await lookAgain(portal, memory);
	if (!look.ok) return look;
	const whole = await calibrated(portal, memory, look.value);
	if (!whole.ok) return whole;
	const seen = await seenBy(portal, memory, whole.value.look, account);
	if (!seen.ok) return seen;
	const detected = detect(seen.value, whole.value.look);
	const kinds = wantedBoth(before.choice, form);
	const changes = detected.changes.filter(({ kind }) => kinds.has(kind));
	const wanted = await filtered(portal, changes, filtersOfBoth(before.choice, form));
	if (!wanted.ok) return wanted;
	const { shift } = whole.value;
	const after = { ...detected.memory, shift, latest: latestOf(look.value.latest) };
	return succeeded({ changes: wanted.value, memory: store(after, names) });
}

/** The filters are left to the portal, and asked only about people who changed. */
async function filtered(
	portal: Portal,
	changes: Occurrence[],
	filters: ChangesForm['filter'][],
): Promise<Outcome<Occurrence[]>> {
	let left = changes;
	for (const filter of filters) {
		if (left.length === 0) break;
		const visible = await checkFilter(portal, filter);
		if (!visible.ok) return visible;
		const ids = left.map(({ row }) => idOf(row));
		const found = await matching(portal, ids, filter);
		if (!found.ok) return found;
		left = left.filter(({ row }) => found.value.has(idOf(row)));
	}
	return succeeded(left);
}

async function sampleOrExplain({ portal, form }: Watch): Promise<Outcome<Found>> {
	const visible = await checkFilter(portal, form.filter);
	if (!visible.ok) return visible;
	const changes = await sample(portal, form);
	if (!changes.ok) return changes;
	if (changes.value.length > 0) return succeeded({ changes: changes.value });
	return failed(
		new InputError(
			'Nobody in the portal meets the filters, so there is no example to show',
			'Loosen the filters for the test. An active workflow starts as soon as somebody who meets them changes.',
		),
	);
}
