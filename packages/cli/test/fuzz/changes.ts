import fc, { type Arbitrary } from 'fast-check';

interface Change {
  readonly kind: 'flip' | 'set' | 'cut' | 'double' | 'end';
  readonly at: number;
  readonly value: number;
}

const change: Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('flip', 'set', 'set', 'cut', 'double', 'end'),
  // Of whole numbers: doubles are drawn by their bits, and nearly all of those lie close to 0.
  at: fc.integer({ min: 0, max: 0xffff }).map((part) => part / 0x10000),
  value: fc.integer({ min: 0, max: 255 }),
});

function apply(bytes: Uint8Array, { kind, at, value }: Change): Uint8Array {
  const place = Math.min(bytes.length - 1, Math.floor(at * bytes.length));
  if (kind === 'end') return bytes.slice(0, place);
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  if (kind === 'cut') return Uint8Array.from([...before, ...after.subarray(1 + (value % 16))]);
  if (kind === 'double') return Uint8Array.from([...before, ...after.subarray(0, 1 + (value % 32)), ...after]);
  const copy = Uint8Array.from(bytes);
  copy[place] = kind === 'flip' ? (copy[place] ?? 0) ^ (1 << (value % 8)) : value;
  return copy;
}

/** One to four changes of a file's bytes, one after the other. */
export const changes: Arbitrary<(bytes: Uint8Array) => Uint8Array> = fc
  .array(change, { minLength: 1, maxLength: 4 })
  .map((several) => (bytes) => several.reduce((left, each) => (left.length > 0 ? apply(left, each) : left), bytes));
