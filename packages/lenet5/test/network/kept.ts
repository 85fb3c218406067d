import type { Network } from '../../src/network/network.js';
import { expectClose } from '../kernels/contract.js';
import type { Golden } from './support.js';

/** Of tensors with more values than this the files keep every 11th; see golden/make_family.py. */
const [MANY, EVERY] = [500, 11];

/** The parameters that stand for one tensor of PyTorch, in order: the maps of C3 have one convolution each. */
export function tensorsOf(network: Network) {
  const roles = ['weight', 'bias'] as const;
  return network.layers.flatMap(({ name: layer }) =>
    roles.flatMap((role) => {
      const parts = network.parameters.filter((each) => each.layer === layer && each.role === role);
      return parts.length > 0 ? [{ name: `${layer}.${role}`, fanIn: parts[0]!.fanIn, parts }] : [];
    }),
  );
}

/** The weights before training, as golden/family.py fills them in. */
export function fill(network: Network): void {
  let s = 1;
  for (const { parts } of tensorsOf(network)) {
    for (const { value, fanIn } of parts) {
      for (let i = 0; i < value.data.length; i++) {
        s = (s * 48271) % 2147483647;
        value.data[i] = Math.fround(((s / 2147483647) * 2 - 1) * Math.sqrt(3 / fanIn));
      }
    }
  }
}

/** What the file keeps of a tensor, within `bound` of the largest value; sums within `bound` of the sum of magnitudes. */
export function expectKept(found: readonly number[], golden: Golden, name: string, bound: number): void {
  const kept = found.length > MANY ? found.filter((_, i) => i % EVERY === 0) : found;
  expectClose(kept, golden.values(name), bound, name);
  if (found.length <= MANY) return;
  const sums = [found, found.map(Math.abs)].map((values) => values.reduce((sum, value) => sum + value, 0));
  expectClose(sums, golden.values(`sum.${name}`), bound, `sum of ${name}`);
}
