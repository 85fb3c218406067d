// What a stranger may leave in Redis: changed from what is right, or made up.

/** Mulberry32: numbers from 0 up to 1, the same for the same seed. */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const below = (random, count) => Math.floor(random() * count);
const oneOf = (random, list) => list[below(random, list.length)];

/** JSON too deep for whoever goes down into it. */
const NESTED = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

const STRANGE = [
  ...[null, true, -1, 0.5, 1e308, 2 ** 53, '', 'x', '../../../x', '/tmp/x', [], {}, [[[]]], 'NaN', '1e999'],
  ...['\u001b[2J\u001b]0;x\u0007', '\n[9/9] forged', '\u202eabc', '\u009b31m', 'x'.repeat(100_000), { length: -1 }],
];

/** Every place of a JSON value: the object, and the name in it. */
function placesOf(value, found = []) {
  if (typeof value !== 'object' || value === null) return found;
  for (const name of Object.keys(value).slice(0, 40)) {
    found.push([value, name]);
    placesOf(value[name], found);
  }
  return found;
}

/** A JSON value with one to three of its places changed. */
export function changedValue(random, value) {
  const copy = structuredClone(value);
  for (let i = 0; i <= below(random, 3); i++) {
    const places = placesOf(copy);
    if (places.length === 0) break;
    const [object, name] = oneOf(random, places);
    if (random() < 0.25) delete object[name];
    else object[name] = structuredClone(oneOf(random, STRANGE));
  }
  return copy;
}

function changedBytes(random, bytes) {
  const copy = Buffer.from(bytes);
  if (random() < 0.3) return copy.subarray(0, below(random, copy.length));
  for (let i = 0; i <= below(random, 8); i++) copy[below(random, copy.length)] = below(random, 256);
  return copy;
}

/** A text in place of the JSON of `value`. */
export function forgedText(random, value) {
  const kinds = [
    () => JSON.stringify(changedValue(random, value)),
    () => JSON.stringify(changedValue(random, value)),
    () => JSON.stringify(changedValue(random, value)),
    () => changedBytes(random, Buffer.from(JSON.stringify(value))),
    () => JSON.stringify(oneOf(random, STRANGE)),
    () => '',
    () => JSON.stringify({ ...value, configuration: { seed: 'x' } }).replace('"x"', NESTED),
    () => JSON.stringify({ ...value, key: oneOf(random, ['../../../forged', '/tmp/forged', 'constructor', '']) }),
    () => JSON.stringify(value).replace('{', '{"__proto__":{"key":"x"},'),
    () => '['.repeat(200_000),
  ];
  return oneOf(random, kinds)();
}

/** Puts something of another type than a text under a key, or a forged text. */
export async function forge(random, client, key, text) {
  await client.del(key);
  const kind = below(random, 12);
  if (kind === 0) await client.rpush(key, 'x');
  else if (kind === 1) await client.hset(key, 'x', 'y');
  else if (kind === 2) await client.sadd(key, 'x');
  else await client.set(key, text());
}

/** Bytes in place of a file. */
export const forgedBytes = changedBytes;
