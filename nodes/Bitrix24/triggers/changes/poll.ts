/** One poll of the User Changes Trigger. */
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { nodeError } from '../../engine/failure';
import { SentFields, tidyUser } from '../../resources/user/fields/decode';
import { InputError } from '../../values/types';
import type { View } from '../../plan/types';
import { plainText } from '../../transport/redact';
import type { Authentication } from '../../transport/credential';
import { Portal } from '../../transport/portal';
import { attempt, failed, type Outcome, succeeded } from '../../transport/types';
import { accountOf } from '../account';
import { pollsUnderWay } from '../process';
import { begin, type Change, detect } from './detect';
import { type ChangesForm, readForm } from './form';
import { recall, store, type StoredMemory } from './memory';
import { lookAgain, lookFirst, matching } from './read';
import { sample } from './sample';

/** What a poll came to. */
interface Found {
	changes: Change[];
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
	if (!found.ok) throw nodeError(context.getNode(), found.error, { index: 0 }, portal.clean);
	const { changes, memory } = found.value;
	// Only now, with everything read: a poll that went wrong on the way begins again from the same place.
	Object.assign(stored, memory);
	if (changes.length === 0) return null;
	return [shown(changes, form.view)];
}

async function prepare(context: IPollFunctions): Promise<Watch> {
	const param = (name: string, fallback?: unknown) => context.getNodeParameter(name, fallback);
	const form = attempt(() => readForm({ param }));
	if (!form.ok) throw nodeError(context.getNode(), form.error, { index: 0 }, plainText);
	const authentication = param('authentication', 'webhook') as Authentication;
	const portal = await Portal.connect(context, authentication);
	if (!portal.ok) throw nodeError(context.getNode(), portal.error, { index: 0 }, plainText);
	// Taken before anything is asked: a portal that turns out renamed is still the one in the credential.
	const names = [portal.value.origin];
	const account = authentication === 'oAuth2' ? await accountOf(context) : undefined;
	if (account?.ok) names.push(account.value.memberId);
	return { form: form.value, portal: portal.value, names };
}

async function lookForChanges(
	{ portal, form, names }: Watch,
	stored: IDataObject,
): Promise<Outcome<Found>> {
	const memory = recall(stored, names);
	if (!memory) {
		const first = await lookFirst(portal);
		if (!first.ok) return first;
		const { dismissed, topId, rows, now } = first.value;
		return succeeded({ changes: [], memory: store(begin(dismissed, topId, rows, now), names) });
	}
	const look = await lookAgain(portal, memory);
	if (!look.ok) return look;
	const detected = detect(memory, look.value.rows, look.value.now);
	const changes = detected.changes.filter(({ kind }) => form.kinds.has(kind));
	const wanted = await filtered(portal, changes, form);
	if (!wanted.ok) return wanted;
	return succeeded({ changes: wanted.value, memory: store(detected.memory, names) });
}

/** The filters are left to the portal, and asked only about people who changed. */
async function filtered(
	portal: Portal,
	changes: Change[],
	{ filter }: ChangesForm,
): Promise<Outcome<Change[]>> {
	if (changes.length === 0 || Object.keys(filter).length === 0) return succeeded(changes);
	const ids = changes.map(({ row }) => Number(row.ID));
	const found = await matching(portal, ids, filter);
	if (!found.ok) return found;
	return succeeded(changes.filter(({ row }) => found.value.has(Number(row.ID))));
}

async function sampleOrExplain({ portal, form }: Watch): Promise<Outcome<Found>> {
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

function shown(changes: Change[], { codes }: View): INodeExecutionData[] {
	const sent = new SentFields();
	if (codes) {
		sent.look(
			changes.map(({ row }) => row),
			codes,
		);
	}
	return changes.map(({ kind, row }) => {
		const user = codes ? tidyUser(row, codes, sent) : row;
		return { json: { ...user, change: kind } as IDataObject };
	});
}
