/** Many failures of one run, so that a person can read them. */

interface Failure {
	index?: number;
	message: string;
	remedy: string;
}

/** Reasons told, and items listed with each, at the most. */
const MAX_REASONS = 8;
const MAX_ITEMS = 12;

/**
 * Failures by reason. What is to be done tells one reason from another, since messages name the value and the person.
 *
 * @returns a sentence per reason, the most frequent first, with items as n8n counts them: from zero
 */
export function grouped(failures: readonly Failure[]): string[] {
	const reasons = new Map<string, Failure[]>();
	for (const failure of failures) {
		const key = failure.remedy === '' ? failure.message : failure.remedy;
		reasons.set(key, [...(reasons.get(key) ?? []), failure]);
	}
	const sorted = [...reasons.values()].sort((a, b) => b.length - a.length);
	const told = sorted.slice(0, MAX_REASONS).map(sentence);
	const left = sorted.length - told.length;
	return left > 0 ? [...told, `${left} more reasons.`] : told;
}

function sentence(failures: readonly Failure[]): string {
	const indexes = failures.flatMap(({ index }) => (index === undefined ? [] : [index]));
	const listed = indexes.slice(0, MAX_ITEMS).join(', ');
	const more = indexes.length > MAX_ITEMS ? ` and ${indexes.length - MAX_ITEMS} more` : '';
	const [{ message }] = failures;
	// One remedy may be that of several mistakes, so what is told of them is an example.
	const example = failures.some((failure) => failure.message !== message) ? 'such as ' : '';
	const items = indexes.length === 0 ? '' : ` (item ${listed}${more})`;
	return `${failures.length} × ${example}${message}${items}.`;
}
