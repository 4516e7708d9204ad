'use strict';

/**
 * The unit tests alone, without the packed package: what the mutation check runs again for every mutant.
 *
 * @type {import('jest').Config}
 */
module.exports = {
	rootDir: '../..',
	testEnvironment: 'node',
	roots: ['<rootDir>/test/unit'],
	testMatch: ['**/{address,date,edges,encode,encodeParts,errors,query,redact,retry}.test.ts'],
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
};
