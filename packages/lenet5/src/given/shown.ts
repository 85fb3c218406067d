/** What a value is, also one from another realm, where `instanceof` does not hold: 'Map', 'Uint8Array', 'Null'. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** Whether the memory of bytes has gone to somebody else, as postMessage does it: there is nothing left to read. */
export function isDetached(given: ArrayBufferView | ArrayBufferLike): boolean {
  if (given.byteLength > 0) return false;
  try {
    new Uint8Array(ArrayBuffer.isView(given) ? given.buffer : given);
    return false;
  } catch {
    return true;
  }
}

/** Bytes by what they are: a view, or their memory. */
export function isMemory(value: unknown): value is ArrayBufferView | ArrayBufferLike {
  return ArrayBuffer.isView(value) || /^(Shared)?ArrayBuffer$/.test(tagOf(value));
}

const LONGEST_TEXT = 60;
const MOST_ITEMS = 6;

/**
 * How messages show a value: strings in quotes, numbers by their own names (JSON has none for NaN), small lists and
 * objects as they are, and of the rest what it is.
 */
export function shown(value: unknown, inside = false): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, LONGEST_TEXT));
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  const isList = Array.isArray(value);
  const tag = tagOf(value);
  if (inside || !(isList || tag === 'Object')) {
    const gone = isMemory(value) && isDetached(value) ? ' whose memory was transferred (detached)' : '';
    return `${/^[AEIO]/.test(tag) ? 'an' : 'a'} ${tag}${gone}`;
  }
  // A place of a list that was left out is shown too.
  const items = Object.entries(isList ? Array.from(value) : value).map(([name, each]) => {
    return `${isList ? '' : `${name}: `}${shown(each, true)}`;
  });
  const some = [...items.slice(0, MOST_ITEMS), ...(items.length > MOST_ITEMS ? ['…'] : [])].join(', ');
  return isList ? `[${some}]` : `{${some}}`;
}
