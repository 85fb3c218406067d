import type { Network } from 'lenet5';
import { network, weightChange, weightsVersion } from '../../state/model.js';
import { unflatten } from '../../training/flat.js';

/** Parameters by name: the weights, or what the last single step added to them. */
export type Values = (name: string) => ArrayLike<number>;

/** What the panel shows, and the network it belongs to; follows every change. */
export function shownValues(changes: boolean): { net: Network; values: Values } {
  weightsVersion.value;
  const net = network.value;
  const change = changes ? weightChange.value : null;
  if (!change) return { net, values: (name) => net.parameters.find((each) => each.name === name)?.value.data ?? [] };
  const named = unflatten(net, change);
  return { net, values: (name) => named.get(name)?.data ?? [] };
}

/** The largest magnitude, which takes the full colour. */
export function fullOf(...lists: ArrayLike<number>[]): number {
  let most = 0;
  for (const list of lists) for (let i = 0; i < list.length; i++) most = Math.max(most, Math.abs(list[i] as number));
  return most || 1;
}
