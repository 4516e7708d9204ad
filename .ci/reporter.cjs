'use strict';

const { writeFileSync } = require('node:fs');
const { relative } = require('node:path');

/** Tests that are worth making faster are at the top of this list. */
const SLOWEST = 10;

/**
 * Jest's own counts by project, as JSON, in the file that JEST_COUNTS names; for `count.mjs`. Test files that
 * could not be run count as failures. Names the slowest tests.
 */
module.exports = class {
	onRunComplete(_contexts, { testResults }) {
		const projects = {};
		for (const one of testResults) {
			const { name } = one.displayName;
			projects[name] ??= { passed: 0, failed: 0, skipped: 0 };
			projects[name].passed += one.numPassingTests;
			projects[name].failed += one.numFailingTests + (one.testExecError ? 1 : 0);
			projects[name].skipped += one.numPendingTests + one.numTodoTests;
		}
		const timed = testResults.flatMap(({ displayName, testFilePath, testResults: tests }) =>
			tests.map(({ duration, fullName }) => ({
				duration: duration ?? 0,
				name: `${displayName.name} ${relative(process.cwd(), testFilePath)}: ${fullName}`,
			})),
		);
		console.log(`\nThe slowest ${SLOWEST} tests:`);
		for (const { duration, name } of timed
			.sort((one, other) => other.duration - one.duration)
			.slice(0, SLOWEST)) {
			console.log(`${(duration / 1000).toFixed(1).padStart(6)} s  ${name}`);
		}
		writeFileSync(process.env.JEST_COUNTS, JSON.stringify(projects));
	}
};
