// Tests, the emulator and the scripts run on Node, not inside n8n: they get the same language rules
// as the shipped code, without n8n's list of forbidden globals and imports.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{ ignores: ['**/*.mjs'] },
	{ files: ['**/*.ts'], extends: [js.configs.recommended, tseslint.configs.recommended] },
);
