/** CHANGELOG.md at a release: what stands below "Unreleased" becomes the new version. */

export interface Release {
	version: string;
	/** `2026-11-25` */
	date: string;
	/** Web address of the repository, without a slash at its end. */
	repository: string;
}

const UNRELEASED = /^## \[Unreleased\][^\n]*\n/m;
const LINK = /^\[[^\]]+\]: .*\n?/gm;

/** What stands below a heading such as `## [0.1.0] - …`, without links; '' when there is no such heading. */
export function notesOf(changelog: string, version: string): string {
	const from = changelog.indexOf(`## [${version}]`);
	if (from < 0) return '';
	const [, ...lines] = changelog.slice(from).split('\n');
	const end = lines.findIndex((line) => line.startsWith('## '));
	return lines
		.slice(0, end < 0 ? undefined : end)
		.join('\n')
		.replace(LINK, '')
		.trim();
}

/** Versions that have a heading, the newest first. */
export function versionsOf(changelog: string): string[] {
	return [...changelog.matchAll(/^## \[(\d[^\]]*)\]/gm)].map(([, version]) => version);
}

/**
 * The changelog with an empty "Unreleased" above the new version, and a link for each heading.
 *
 * @throws when nothing stands below "Unreleased", or the version is there already
 */
export function released(changelog: string, { version, date, repository }: Release): string {
	if (notesOf(changelog, 'Unreleased') === '') {
		throw new Error('CHANGELOG.md says nothing below "## [Unreleased]": write what has changed.');
	}
	const before = versionsOf(changelog);
	if (before.includes(version)) throw new Error(`CHANGELOG.md has ${version} already.`);
	const body = changelog
		.replace(LINK, '')
		.trimEnd()
		.replace(UNRELEASED, `## [Unreleased]\n\n## [${version}] - ${date}\n`);
	const links = [
		`[Unreleased]: ${repository}/compare/v${version}...HEAD`,
		...[version, ...before].map((one) => `[${one}]: ${repository}/releases/tag/v${one}`),
	];
	return `${body}\n\n${links.join('\n')}\n`;
}
