/** Yes and no, as people, spreadsheets and portals write them. */
import { refused } from './errors';
import { folded } from './text';

/** By language; the words for true and false are those of spreadsheets. */
const YES = `true 1 yes y on ok
	да д истина вкл так
	ja j wahr oui vrai sí si s sim sì verdadero verdadeiro vero evet doğru dogru
	иә ия tak prawda ano có ya 是 はい 예 نعم हाँ ใช่`.split(/\s+/u);

const NO = `false 0 no n off
	нет н ложь выкл ні жоқ
	nein falsch non faux não nao falso hayır hayir yanlış yanlis
	nie fałsz falsz ne nee không tidak 否 いいえ 아니요 لا नहीं ไม่`.split(/\s+/u);

const answers: ReadonlyMap<string, boolean> = new Map([
	...YES.map((word) => [folded(word), true] as const),
	...NO.map((word) => [folded(word), false] as const),
]);

/** What a value says; undefined when it is neither a yes nor a no. */
export function asYesNo(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const said = String(value);
	return said.length > 100 ? undefined : answers.get(folded(said));
}

/**
 * A yes or no, however it is written.
 *
 * @throws {InputError} when it is neither
 */
export function yesNo(value: unknown): boolean {
	const said = asYesNo(value);
	if (said !== undefined) return said;
	throw refused(value, 'is neither yes nor no', 'Enter yes or no, true or false.');
}
