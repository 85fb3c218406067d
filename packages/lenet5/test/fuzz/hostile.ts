import type { Random } from '../../src/math/random.js';
import { pick } from './mutate.js';

const NUMBERS = [
  ...[0, -0, 1, -1, 3, 7, -59, 1.5, 1e-310, 1e12, 1e300, 2 ** 31, 2 ** 32, 2 ** 53],
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
];
const TEXTS = ['constructor', '__proto__', 'toString', 'hasOwnProperty', '', '28', 'simd\u0000', 'x'.repeat(5000)];
const FLOATS = [Number.NaN, Number.POSITIVE_INFINITY, 1e300, -1e39, 1e-310, -0];
const ARRAYS = [Uint8Array, Uint8ClampedArray, Int8Array, Float32Array, Float64Array, Int32Array];

type Numbers = InstanceType<(typeof ARRAYS)[number]>;

function isNumbers(value: unknown): value is Numbers {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) && typeof (value as Numbers)[0] === 'number';
}

/** Another length, another type, other values, or memory that has gone. */
function wrongNumbers(value: Numbers, random: Random): unknown {
  const length = pick(random, [0, 1, value.length - 1, value.length + 1, value.length, value.length]);
  const Type = pick(random, ARRAYS);
  const made = new Type(Math.max(0, length));
  made.set(value.subarray(0, made.length));
  if (made.length > 0 && random.below(2)) made[random.below(made.length)] = pick(random, FLOATS);
  if (random.below(8) === 0) return Array.from(made);
  if (random.below(8) === 0) structuredClone(made, { transfer: [made.buffer] });
  return made;
}

/** The fields of an object elsewhere: inherited, without a prototype, behind a getter, in a Map, or with more beside them. */
function wrongObject(value: object, random: Random): unknown {
  return pick(random, [
    () => (isPlain(value) ? (Object.create(value) as object) : { ...value }),
    () => Object.assign(Object.create(null) as object, value),
    () => new Map(Object.entries(value)),
    () => Object.entries(value),
    () => ({ ...value, constructor: 1 }),
    () => JSON.parse(`{"__proto__":{"rate":1},"a":1}`) as object,
    () => Object.freeze({ ...value }),
    () => Object.fromEntries(Object.entries(value).slice(1)),
  ])();
}

/** What stands in the place of a value by mistake, or by ill will. */
function hostile(value: unknown, random: Random): unknown {
  if (isNumbers(value) && random.below(4)) return wrongNumbers(value, random);
  if (typeof value === 'object' && value !== null && random.below(3)) return wrongObject(value, random);
  return pick(random, [
    () => pick(random, NUMBERS),
    () => pick(random, TEXTS),
    () => pick<unknown>(random, [null, undefined, true, false, Symbol('x'), () => 0, Object.create(null), [[]]]),
    () => pick<unknown>(random, [new Date(Number.NaN), /x/, new Set([1]), new Proxy([], {}), Promise.resolve()]),
  ])();
}

const isOpen = (value: unknown): value is object =>
  Array.isArray(value) || value instanceof Map || Object.prototype.toString.call(value) === '[object Object]';
const isPlain = (value: object) => Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;

/** A copy of plain values, lists and Maps; what else is in them is shared. */
export function copied<T>(value: T): T {
  if (value instanceof Map) return new Map([...value].map(([name, each]) => [name, copied(each)])) as T;
  if (!isOpen(value) || !isPlain(value)) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, copied(each)] as const);
  return (Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries)) as T;
}

/** A copy with one place in it spoilt, up to three levels deep; what is no plain value, list or Map is shared. */
export function spoiled(value: unknown, random: Random, depth = 3): unknown {
  if (!isOpen(value) || depth === 0 || random.below(3) === 0) return hostile(value, random);
  if (value instanceof Map) {
    const entries = [...value];
    if (entries.length === 0) return hostile(value, random);
    const at = random.below(entries.length);
    return new Map(entries.map(([name, each], i) => [name, i === at ? spoiled(each, random, depth - 1) : each]));
  }
  const names = Object.keys(value);
  if (!isPlain(value) || names.length === 0) return hostile(value, random);
  const name = pick(random, names);
  const copy = Array.isArray(value) ? [...value] : { ...value };
  return Object.assign(copy, { [name]: spoiled(Reflect.get(value, name), random, depth - 1) });
}

/** Changes what a caller still holds after a call, as far as it is a plain value: nobody may have kept it. */
export function scramble(value: unknown): void {
  if (!isOpen(value) || Object.isFrozen(value)) return;
  if (value instanceof Map) {
    for (const each of value.values()) scramble(each);
    value.clear();
    return;
  }
  if (!isPlain(value)) return;
  for (const name of Object.keys(value)) {
    scramble(Reflect.get(value, name));
    Reflect.set(value, name, 'scrambled');
  }
}
