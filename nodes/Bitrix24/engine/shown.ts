/** Rows as they are handed on, once all of a run are there. */
import type { IDataObject } from 'n8n-workflow';

import type { Addition, Asker, HandOn, HintTopic, View } from '../plan/types';
import type { Row } from '../transport/list';
import type { Hints } from './hints';

const MISSING_FIELDS: HintTopic = {
	say: (codes) =>
		`The portal sent nothing for these fields. They are empty for everybody found, unknown to the portal, or hidden by the scopes of the credential: ${codes}`,
};

interface Batch {
	rows: IDataObject[];
	view: View;
	under?: HandOn['under'];
}

/** Rows that were found, until it is known of all of them which fields the portal sends. */
export class Shown {
	private readonly batches: Batch[] = [];

	/** Takes the rows of one item; they become what its view shows when `finish` is called. */
	add(rows: Row[], view: View, under?: HandOn['under']): IDataObject[] {
		const batch: Batch = { rows, view, under };
		this.batches.push(batch);
		return batch.rows;
	}

	/** Changes the rows in place: a directory is not held in memory twice. */
	async finish(asker: Asker, hints: Hints): Promise<void> {
		const added = await this.additions(asker, hints);
		const sent = new SentFields();
		for (const { rows, view } of this.batches) if (view.codes) sent.look(rows, view.codes);
		for (const { rows, view, under } of this.batches) {
			for (let at = 0; at < rows.length; at++) {
				const row = { ...tidied(rows[at], view, sent), ...added.get(rows[at]) };
				rows[at] = under ? { ...under.json, [under.key]: row } : row;
			}
		}
		for (const code of sent.missing()) hints.add(MISSING_FIELDS, code);
	}

	private async additions(asker: Asker, hints: Hints): Promise<Map<Row, IDataObject>> {
		const groups = new Map<string, { more: Addition; rows: Row[] }>();
		for (const { rows, view } of this.batches) {
			if (!view.more) continue;
			const group = groups.get(view.more.key) ?? { more: view.more, rows: [] };
			groups.set(view.more.key, group);
			for (const row of rows) group.rows.push(row);
		}
		const added = new Map<Row, IDataObject>();
		for (const { more, rows } of groups.values()) {
			if (rows.length === 0) continue;
			const own = await more.of(rows, asker, (topic, detail) => hints.add(topic, detail));
			rows.forEach((row, at) => added.set(row, own[at]));
		}
		return added;
	}
}

/**
 * The server leaves fields without a value out of a row; they become null, unless no row has them: a field that is
 * hidden from the credential must not look empty to a workflow that copies the directory.
 */
export function tidied(
	row: Row,
	{ codes, tidy }: View,
	sent: Pick<ReadonlySet<string>, 'has'>,
): Row {
	if (!codes) return row;
	// Defined, not assigned: a field named __proto__ stays a field.
	return Object.fromEntries(
		codes
			.filter((code) => sent.has(code))
			.map((code) => {
				const value = Object.hasOwn(row, code) ? row[code] : null;
				return [code, tidy ? tidy(code, value) : value];
			}),
	);
}

/** Which of the fields asked for the portal sends at all, seen over all rows of a run. */
export class SentFields {
	private readonly asked = new Set<string>();

	private readonly sent = new Set<string>();

	look(rows: readonly Row[], codes: readonly string[]): void {
		if (rows.length === 0) return;
		for (const code of codes) {
			this.asked.add(code);
			if (!this.sent.has(code) && rows.some((row) => Object.hasOwn(row, code))) this.sent.add(code);
		}
	}

	has(code: string): boolean {
		return this.sent.has(code);
	}

	/** Fields no row has: empty for everybody, or hidden from the credential. */
	missing(): string[] {
		return [...this.asked].filter((code) => !this.sent.has(code));
	}
}
