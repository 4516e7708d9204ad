'use strict';

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
	globalSetup: '<rootDir>/test/harness/setup.ts',
	globalTeardown: '<rootDir>/test/harness/teardown.ts',
	setupFilesAfterEnv: ['<rootDir>/test/support/judge.ts'],
	testTimeout: 30_000,
};
