'use strict';

const { writeFileSync } = require('node:fs');

/**
 * Jest's own counts by project, as JSON, in the file that JEST_COUNTS names; for `count.mjs`. Test files that
 * could not be run count as failures.
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
		writeFileSync(process.env.JEST_COUNTS, JSON.stringify(projects));
	}
};
