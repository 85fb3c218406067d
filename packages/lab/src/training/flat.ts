import type { Network, StateDict } from 'lenet5';

/** All parameters in state-dict order, in one array: what travels between the threads. */
export function flatten({ parameters }: Pick<Network, 'parameters'>): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(parameters.reduce((sum, { value }) => sum + value.length, 0));
  let at = 0;
  for (const { value } of parameters) {
    flat.set(value.data, at);
    at += value.length;
  }
  return flat;
}

/** The way back: views into the array, by the names and shapes of a network. */
export function unflatten({ parameters }: Pick<Network, 'parameters'>, flat: Float32Array): StateDict {
  let at = 0;
  return new Map(
    parameters.map(({ name, shape, value }) => {
      const data = flat.subarray(at, at + value.length);
      at += value.length;
      return [name, { shape, data }] as const;
    }),
  );
}
