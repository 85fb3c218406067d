// The attacks of `npm run fuzz:queue`, few of each kind; the command itself makes many.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { onlyObject, startNode } from '../support.js';
import { WITHOUT_REDIS } from './redis.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

test.each([11, 12])(
  'nothing forged in Redis counts, ends a study or a worker, or steers a terminal: seed %i',
  async (seed) => {
    const script = 'scripts/queue-fuzz/index.mjs';
    const { code, stdout, stderr } = await startNode([script, '--count', '60', '--json', '--seed', `${seed}`], ROOT)
      .ended;
    const last = stdout.trim().split('\n').at(-1) ?? '';
    const { attacks } = onlyObject({ code, stdout: `${last}\n`, stderr }) as {
      attacks: { cases: number; failed: number }[];
    };
    expect([code, attacks.filter(({ failed }) => failed > 0), stdout]).toEqual([0, [], stdout]);
    expect(attacks.reduce((sum, { cases }) => sum + cases, 0)).toBe(WITHOUT_REDIS ? 0 : 60);
  },
  120_000,
);
