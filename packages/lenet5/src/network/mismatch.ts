import { shown } from '../given/shown.js';
import { elementsOf } from '../kernels/arena.js';

interface Shaped {
  readonly name: string;
  readonly shape: readonly number[];
}

interface Given {
  readonly shape: readonly number[];
  readonly data?: ArrayLike<number>;
}

/** How many entries of a kind are named in a message. */
const NAMED = 4;

/**
 * What keeps weights from fitting, in one sentence: missing entries with the shape that the layer expects, entries that
 * the network does not know, and misshapen ones with both shapes.
 * @returns null where they fit
 */
export function mismatchOf(expected: readonly Shaped[], state: ReadonlyMap<string, Given>): string | null {
  const known = new Set(expected.map(({ name }) => name));
  const extra = [...state.keys()].filter((name) => !known.has(name)).map(nameOf);
  const missing = expected.filter(({ name }) => !state.has(name)).map(({ name, shape }) => `${name} [${shape}]`);
  const misshapen = expected.flatMap(({ name, shape }) => {
    const given = state.get(name);
    return state.has(name) ? (shapeProblem(name, Object(given), shape) ?? []) : [];
  });
  const problems = [
    ...(missing.length > 0 ? [`lack ${listOf(missing)}`] : []),
    ...(extra.length > 0 ? [`have ${listOf(extra)}, which this network does not know`] : []),
    ...(misshapen.length > 0 ? [`have ${listOf(misshapen)}`] : []),
  ];
  return problems.length > 0 ? `The weights ${problems.join('; they ')}.` : null;
}

/** Whether it stays a finite number in a network, as float32. */
export function isFloat(value: unknown): boolean {
  return Number.isFinite(value) && Number.isFinite(Math.fround(value as number));
}

/** Names come from files. */
function nameOf(given: string): string {
  return /^[\w.]{1,60}$/.test(given) ? given : shown(given);
}

function shapeProblem(name: string, given: Given, shape: readonly number[]): string | null {
  if (`${given.shape}` !== `${shape}`) return `${name} of shape [${given.shape}] in place of [${shape}]`;
  const count = elementsOf(shape);
  if (given.data?.length !== count) return `${name} with ${given.data?.length ?? 'no'} values in place of ${count}`;
  for (let i = 0; i < count; i++) {
    const value = given.data[i];
    if (!isFloat(value)) return `${name} with ${value} at index ${i} in place of a finite float32`;
  }
  return null;
}

function listOf(items: readonly string[]): string {
  const rest = items.length - NAMED;
  return rest > 0 ? `${items.slice(0, NAMED).join(', ')} and ${rest} more` : items.join(', ');
}
