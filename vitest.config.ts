import { defineConfig } from 'vitest/config';
import type { Reporter, TestCase } from 'vitest/node';

/** A skipped test is one line in the log, with its reason, so that nobody mistakes it for a passed one. */
const skipLines: Reporter = {
  onTestCaseResult(test: TestCase) {
    const result = test.result();
    if (result.state !== 'skipped') return;
    const reason = result.note ? ` (${result.note})` : '';
    console.log(`skipped: ${test.module.relativeModuleId} > ${test.fullName}${reason}`);
  },
};

/** CI reads its counts from this file; `npm test` stays the one command for people and for CI. */
const jsonFile = process.env.LENET5_TEST_JSON;

export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'docs/make/test/**/*.test.ts', 'test/**/*.test.ts'],
    // The command speaks English in tests, whatever the machine's language; tests of Chinese ask for it.
    env: { LENET5_LANG: 'en' },
    // Most files wait for a process that they started; with Vitest's own one worker on two cores a core would stand idle.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes when it comes: a second is not much for a page on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    reporters: jsonFile ? ['default', skipLines, ['json', { outputFile: jsonFile }]] : ['default', skipLines],
  },
});
