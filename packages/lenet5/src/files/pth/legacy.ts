import { type Fail, viewOf } from '../foreign-file.js';
import type { Storage } from './allowed-names.js';
import type { PickleRules } from './pickle/machine.js';
import { readPickle } from './pickle/reader.js';
import { PickleDict, PickleList, type PickleValue } from './pickle/values.js';

const MAGIC = 0x1950a86a20f9469cfc6cn;
const VERSION = 1001;

/** The object of a file and the bytes of its storages, by key. */
export interface Contents {
  readonly value: PickleValue;
  readonly storages: ReadonlyMap<string, Uint8Array>;
}

/** True for files that begin with a pickle of protocol 2 or later. */
export function looksLegacy(bytes: Uint8Array): boolean {
  return bytes[0] === 0x80 && bytes[1] !== undefined && bytes[1] <= 5;
}

/**
 * The form of PyTorch before 1.6: five pickles in a row (a magic number, a version, facts about the machine, the object,
 * the keys of its storages), then for each key its number of elements (8 bytes) and the elements.
 * @param used collects, while the object is read, the storages that it asks for
 */
export function readLegacy(
  bytes: Uint8Array,
  rules: PickleRules,
  used: ReadonlyMap<string, Storage>,
  fail: Fail,
): Contents {
  let at = 0;
  const next = (): PickleValue => {
    const { value, end } = readPickle(bytes, at, rules, fail);
    at = end;
    return value;
  };
  if (next() !== MAGIC) {
    return fail(
      'pth-not-pth',
      'is a pickle, but none of PyTorch',
      'in Python, save the weights with torch.save(model.state_dict(), path)',
    );
  }
  const version = next();
  if (version !== VERSION) return fail('pth-not-pth', `is of an unknown version (expected was ${VERSION})`);
  const system = next();
  if (system instanceof PickleDict && system.entries.get('little_endian') === false) {
    return fail('pth-unsupported', 'was written on a big-endian machine', 'save it on another one');
  }
  const value = next();
  const keys = next();
  if (!(keys instanceof PickleList)) return fail('pth-storage', 'lacks the list of its storages');
  const storages = new Map<string, Uint8Array>();
  for (const key of keys.items) {
    const storage = typeof key === 'string' ? used.get(key) : undefined;
    if (!storage || storages.has(storage.key)) {
      return fail('pth-storage', 'lists a storage that no tensor asks for, or lists it twice');
    }
    at = readStorage(bytes, at, storage, storages, fail);
  }
  if (at !== bytes.length) fail('pth-storage', `goes on after its last storage, from byte ${at} to ${bytes.length}`);
  return { value, storages };
}

/** @returns where the next one begins */
function readStorage(
  bytes: Uint8Array,
  at: number,
  storage: Storage,
  storages: Map<string, Uint8Array>,
  fail: Fail,
): number {
  const begin = at + 8;
  const end = begin + storage.length * storage.unit;
  if (end > bytes.length) {
    return fail('pth-storage', `is cut off: ${end} bytes or more were expected, it holds ${bytes.length}`);
  }
  const length = Number(viewOf(bytes).getBigUint64(at, true));
  if (length !== storage.length) {
    return fail('pth-storage', `has a storage of ${length} elements, where its pickle says ${storage.length}`);
  }
  storages.set(storage.key, bytes.subarray(begin, end));
  return end;
}
