/** Which version comes next. */

const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;

/**
 * @param wanted `patch`, `minor`, `major`, a version, or nothing for the first release of the version that is there
 * @param isReleased whether the version that is there has been released
 * @throws when this names no version, or one that is not newer
 */
export function nextVersion(
	current: string,
	wanted: string | undefined,
	isReleased: boolean,
): string {
	const [major, minor, patch] = partsOf(current);
	const steps: Readonly<Record<string, string>> = {
		patch: `${major}.${minor}.${patch + 1}`,
		minor: `${major}.${minor + 1}.0`,
		major: `${major + 1}.0.0`,
	};
	if (wanted === undefined) {
		if (!isReleased) return current;
		throw new Error(`${current} is released: say patch, minor, major or a version.`);
	}
	const next = steps[wanted] ?? wanted;
	const difference = partsOf(next)
		.map((part, at) => part - [major, minor, patch][at])
		.find((step) => step !== 0);
	if ((difference ?? 0) > 0 || (difference === undefined && !isReleased)) return next;
	throw new Error(`${next} is not newer than ${current}.`);
}

function partsOf(version: string): [number, number, number] {
	const found = VERSION.exec(version);
	if (!found) throw new Error(`"${version}" is no version: say patch, minor, major or 1.2.3.`);
	return [Number(found[1]), Number(found[2]), Number(found[3])];
}
