import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { scratch, smallMnist, startNode } from './support.js';

const SCRIPT = fileURLToPath(new URL('../../../scripts/kill-test.mjs', import.meta.url));

const OPTIMISERS = [
  ['optimiser=sdlm', 'curvatureSamples=50', 'curvatureEvery=200', 'rate=2e-4'],
  ['optimiser=adam', 'rate=2e-4', 'patience=9'],
];

/** The long form is `npm run kill-test -- --kills 50`. */
test.each(OPTIMISERS)(
  'killed four times at random moments and resumed, a run with %s ends with the same files',
  async (...sets) => {
    const data = smallMnist(1000, 100);
    const args = [
      ...['--kills', '4', '--train-size', '600', '--epochs', '10', '--data', data],
      ...[...sets, 'validation=100', 'distortion=affine', 'plainPasses=1', 'batch=2'].flatMap((each) => [
        '--set',
        each,
      ]),
    ];
    const { code, stdout, stderr } = await startNode([SCRIPT, ...args], scratch()).ended;
    expect(stderr).toBe('');
    expect(stdout).toContain('killed 4 times');
    expect(stdout).toContain('equal: weights');
    expect(code).toBe(0);
  },
  180_000,
);
