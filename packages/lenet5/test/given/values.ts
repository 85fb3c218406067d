/** As postMessage leaves them behind. */
const TRANSFERRED = new Uint8Array(784);
structuredClone(TRANSFERRED, { transfer: [TRANSFERRED.buffer] });

/** What people give by mistake, each under the name by which a row of the table may take it. */
export const WRONG: readonly (readonly [label: string, value: unknown])[] = [
  ['null', null],
  ['undefined', undefined],
  ['a text', 'text'],
  ['an empty text', ''],
  ['NaN', Number.NaN],
  ['-1', -1],
  ['1.5', 1.5],
  ['1e12', 1e12],
  ['true', true],
  ['an empty list', []],
  ['a list', ['text']],
  ['an empty object', {}],
  ['an unknown option', { unknown: 1 }],
  ['an empty Map', new Map()],
  ['a Map', new Map([['text', 1]])],
  ['no bytes', new Uint8Array(0)],
  ['few bytes', new Uint8Array(3)],
  ['many bytes', new Uint8Array(5000)],
  ['transferred bytes', TRANSFERRED],
  ['transferred memory', TRANSFERRED.buffer],
  ['floats', Float32Array.of(0.5, Number.NaN)],
  ['a function', () => 0],
  ['a symbol', Symbol('text')],
];

const isPlain = (value: unknown): value is Record<string, unknown> =>
  Object.prototype.toString.call(value) === '[object Object]' && Object.getPrototypeOf(value) === Object.prototype;

/** Arguments with one of them wrong, or one field of one that is a plain object. */
export function* spoilt(
  good: readonly unknown[],
): Generator<{ readonly place: string; readonly label: string; readonly args: unknown[] }> {
  for (const [i, argument] of good.entries()) {
    const withValue = (value: unknown) => good.map((each, k) => (k === i ? value : each));
    for (const [label, value] of WRONG) yield { place: `${i}`, label, args: withValue(value) };
    if (!isPlain(argument)) continue;
    yield { place: `${i}`, label: 'one field more', args: withValue({ ...argument, unknown: 1 }) };
    for (const name of Object.keys(argument)) {
      for (const [label, value] of WRONG) {
        yield { place: `${i}.${name}`, label, args: withValue({ ...argument, [name]: value }) };
      }
    }
  }
}
