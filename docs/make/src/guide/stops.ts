import * as back from './backward.js';
import * as beforehand from './beforehand.js';
import { equal } from './equal.js';
import type { Example } from './example.js';
import * as forward from './forward.js';
import * as update from './update.js';

/** Every stop of the walk, in order: what `npm run walk -- NAME` prints. */
export const STOPS: Readonly<Record<string, (example: Example) => string[]>> = {
  slope: beforehand.slope,
  powers: beforehand.powers,
  chain: beforehand.chain,
  picture: forward.picture,
  C1: forward.c1,
  S2: forward.s2,
  C3: forward.c3,
  S4: forward.s4,
  C5: forward.c5,
  F6: forward.f6,
  output: forward.output,
  loss: back.loss,
  'F6-back': back.f6,
  'C5-back': back.c5,
  'S4-back': back.s4,
  'C3-back': back.c3,
  'C1-back': back.c1,
  step: update.step,
  equal,
  curvature: update.curvature,
  rates: update.rates,
};

/** What a stop prints. @throws RangeError for a stop that there is not */
export function stopText(name: string, example: Example): string {
  const stop = STOPS[name];
  if (!stop) throw new RangeError(`The walk has no stop "${name}".`);
  return stop(example).join('\n');
}
