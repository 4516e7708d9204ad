/**
 * The portal's proactive filter, which runs over every value of a batch command and breaks up what
 * looks like an attack by putting blanks into words. (server behaviour; the exact split is ours)
 */
import type { Php } from './php';

type Rule = [pattern: RegExp, replacement: string];

const RULES: Rule[] = [
	[/(uni)(on\s[\s\S]*?sel)(ect)/gi, '$1 $2 $3'],
	[/(sel)(ect\s[\s\S]*?fr)(om)\b/gi, '$1 $2 $3'],
	[/(ins)(ert\s+in)(to)\b/gi, '$1 $2 $3'],
	[/(fr)(om\s[\s\S]*?wh)(ere)\b/gi, '$1 $2 $3'],
	[/(<\/?sc)(ript)/gi, '$1 $2'],
	[/(java)(script\s*:)/gi, '$1 $2'],
	[/\b(on)([a-z]+\s*=)/gi, '$1 $2'],
	[/(\.)(\.[/\\])/g, '$1 $2'],
];

const clean = (text: string): string =>
	RULES.reduce((value, [pattern, replacement]) => value.replace(pattern, replacement), text);

/** Filters every text in a decoded structure; keys are left alone. */
export function securityFilter(value: Php): Php {
	if (typeof value === 'string') return clean(value);
	if (Array.isArray(value)) return value.map(securityFilter);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, securityFilter(inner)]),
	);
}
