/** The same requests as ours for a list, written out by hand with axios: what the protocol itself costs. */
import axios from 'axios';
import type { Task } from '../protocol';

interface Row {
	ID: string;
}

export function byHand({ webhook }: Task) {
	return async () => {
		const first = await axios.post<{ result: Row[]; total: number }>(`${webhook}user.get`, {
			sort: 'ID',
			order: 'ASC',
			start: 0,
		});
		const rows = first.data.result;
		let left = first.data.total - rows.length;
		while (left > 0) {
			const cmd: Record<string, string> = {};
			const pages = Math.min(50, Math.ceil(left / 50));
			for (let page = 0; page < pages; page++) {
				const after = page === 0 ? rows[rows.length - 1].ID : `$result[p${page - 1}][49][ID]`;
				cmd[`p${page}`] =
					`user.get?sort=ID&order=ASC&start=-1&FILTER[%3EID]=${encodeURIComponent(after)}`;
			}
			const answer = await axios.post<{ result: { result: Record<string, Row[]> } }>(
				`${webhook}batch`,
				{ halt: 0, cmd },
			);
			for (const page of Object.values(answer.data.result.result)) rows.push(...page);
			left -= pages * 50;
		}
		return { items: rows.length, ids: rows.map(({ ID }) => ID) };
	};
}
