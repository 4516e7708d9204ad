'use strict';

const { availableParallelism } = require('node:os');
const { dirname } = require('node:path');
const engines = require('./test/harness/engines.json');

/**
 * What also runs on n8n 1 with every `npm test`: where n8n 1 and 2 differ in what our code meets (forms, credentials,
 * triggers, network errors, tokens). `ENGINES=all` adds every other spec that runs the node.
 */
const BOTH = [
	'credentials',
	'editor',
	'harness',
	'resources',
	'triggers',
	'trust/{faults,recovery,tokens}*',
];
const ALL = [...BOTH, 'bulk', 'hostile', 'house', 'trust'];

/** Specs below folders of `test/`, or by the beginning of their names. */
const specsOf = (places) =>
	places.map((place) =>
		place.endsWith('*')
			? `<rootDir>/test/${place}.test.ts`
			: `<rootDir>/test/${place}/**/*.test.ts`,
	);

/**
 * Node and tests import "n8n-core" and "n8n-workflow" and get one copy of each: two copies of n8n-workflow in a process
 * would break every `instanceof` between node and engine.
 */
function modulesOf(engine) {
	const core = dirname(require.resolve(`${engines[engine]}/package.json`));
	const workflow = dirname(require.resolve('n8n-workflow/package.json', { paths: [core] }));
	return Object.fromEntries(
		Object.entries({ 'n8n-core': core, 'n8n-workflow': workflow }).flatMap(([name, folder]) => [
			[`^${name}$`, folder],
			[`^${name}/(.*)$`, `${folder}/$1`],
		]),
	);
}

/** @returns {import('jest').Config} */
const project = (engine, testMatch) => ({
	displayName: engine,
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch,
	moduleNameMapper: modulesOf(engine),
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
	globalSetup: '<rootDir>/test/harness/setup.ts',
	globalTeardown: '<rootDir>/test/harness/teardown.ts',
	setupFilesAfterEnv: ['<rootDir>/test/support/judge.ts'],
});

/** @type {import('jest').Config} */
module.exports = {
	projects: [
		project('n8n-2', ['**/*.test.ts']),
		{
			...project('n8n-1', specsOf(process.env.ENGINES === 'all' ? ALL : BOTH)),
			// Asks a check that came with n8n 2.
			testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/house/agents\\.test\\.ts$'],
		},
	],
	testTimeout: 60_000,
	// More than six hold more memory than they save time.
	maxWorkers: Math.min(6, Math.max(2, availableParallelism())),
};
