import { type Fail, viewOf } from '../foreign-file.js';
import { parseStrictJson, textsOf } from '../strict-json.js';
import { decodeLatin1, decodeUtf8 } from '../utf8.js';
import type { PthRules } from './allowed-names.js';
import { readPickle } from './pickle/reader.js';
import { PickleDict, PickleList, type PickleValue } from './pickle/values.js';
import type { Allowance } from './strided-tensors.js';
import { readZipDirectory, readZipEntry, type ZipEntry } from './zip/reader.js';

/** The object of a file and the bytes of its storages, by key. */
export interface Contents {
  readonly value: PickleValue;
  readonly storages: ReadonlyMap<string, Uint8Array>;
  /** What this library put beside it, an object without prototype. */
  readonly metadata: Record<string, string>;
}

/** What helps where a file is none, or holds something else. */
export const SAVE_STATE_DICT = 'in Python, save the weights with torch.save(model.state_dict(), path)';
/** Where this library keeps metadata: PyTorch passes over records that it does not know. */
export const METADATA_RECORD = 'extra/lenet5.json';
const PICKLE = '/data.pkl';

/** True for files that begin like a zip file. */
export function looksZipped(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** The zip form (PyTorch 1.6 and later): a folder with data.pkl, the object, and data/KEY, the bytes of each storage. */
export async function readArchive(
  bytes: Uint8Array,
  rules: PthRules,
  allowance: Allowance,
  fail: Fail,
): Promise<Contents> {
  const entries = readZipDirectory(bytes, fail);
  const prefix = prefixOf(entries, fail);
  const record = async (name: string): Promise<Uint8Array | null> => {
    const entry = entries.get(`${prefix}/${name}`);
    if (!entry) return null;
    const content = await readZipEntry(bytes, entry, allowance.left, fail);
    if (entry.method === 'deflated') allowance.left -= entry.size;
    return content;
  };
  const order = await record('byteorder');
  if (order && decodeLatin1(order.subarray(0, 10)).trim() !== 'little') refuseBigEndian(fail);
  const pickle = (await record('data.pkl')) ?? fail('pth-not-pth', 'is a zip file without a data.pkl');
  const { value, end } = readPickle(pickle, 0, rules, fail);
  if (end !== pickle.length) fail('pickle-damaged', `has a pickle that goes on after its end (at byte ${end})`);
  const storages = new Map<string, Uint8Array>();
  for (const storage of rules.used.values()) {
    const content = await record(`data/${storage.key}`);
    const expected = storage.length * storage.unit;
    if (content?.length !== expected) {
      const found = content ? `is ${content.length} bytes long` : 'is missing';
      const problem = `has a damaged storage: data/${storage.key.slice(0, 100)} ${found}, expected were ${expected}`;
      return fail('pth-storage', problem);
    }
    storages.set(storage.key, content);
  }
  return { value, storages, metadata: readMetadata(await record(METADATA_RECORD), fail) };
}

/** The one folder that holds everything; its name is that of the file when it was saved. */
function prefixOf(entries: ReadonlyMap<string, ZipEntry>, fail: Fail): string {
  const pickles = [...entries.keys()].filter((name) => name.endsWith(PICKLE));
  const [name] = pickles;
  if (name === undefined || pickles.length > 1) {
    const problem = name === undefined ? 'without a data.pkl, so it is none of PyTorch' : 'with more than one data.pkl';
    return fail('pth-not-pth', `is a zip file ${problem}`, 'check that it is the right file');
  }
  const prefix = name.slice(0, -PICKLE.length);
  if (entries.has(`${prefix}/constants.pkl`)) {
    const remedy = 'in Python, save the weights with torch.save(torch.jit.load(path).state_dict(), path)';
    return fail('pth-unsupported', 'is a TorchScript program, of which nothing is executed', remedy);
  }
  return prefix;
}

function readMetadata(record: Uint8Array | null, fail: Fail): Record<string, string> {
  const damaged = (problem: string): never => fail('pth-metadata', `has damaged metadata (${problem})`);
  return textsOf(
    record
      ? parseStrictJson(
          decodeUtf8(record, () => damaged('they are not UTF-8')),
          damaged,
        )
      : new Map(),
    () => damaged('they are no JSON object'),
    (key) => damaged(`${JSON.stringify(key)} is no text`),
  );
}

/** What the legacy form begins with. */
const MAGIC = 0x1950a86a20f9469cfc6cn;
const VERSION = 1001;

/** True for files that begin with a pickle of protocol 2 or later. */
export function looksLegacy(bytes: Uint8Array): boolean {
  return bytes[0] === 0x80 && bytes[1] !== undefined && bytes[1] <= 5;
}

/**
 * The form of PyTorch before 1.6: five pickles in a row (a magic number, a version, facts about the machine, the object,
 * the keys of its storages), then for each key its number of elements (8 bytes) and the elements.
 */
export function readLegacy(bytes: Uint8Array, rules: PthRules, fail: Fail): Contents {
  let at = 0;
  const next = (): PickleValue => {
    const { value, end } = readPickle(bytes, at, rules, fail);
    at = end;
    return value;
  };
  if (next() !== MAGIC) return fail('pth-not-pth', 'is a pickle, but none of PyTorch', SAVE_STATE_DICT);
  const version = next();
  if (version !== VERSION) return fail('pth-not-pth', `is of an unknown version (expected was ${VERSION})`);
  const system = next();
  if (system instanceof PickleDict && system.entries.get('little_endian') === false) refuseBigEndian(fail);
  const value = next();
  const keys = next();
  if (!(keys instanceof PickleList)) return fail('pth-storage', 'lacks the list of its storages');
  return { value, storages: readStorages(bytes, at, keys.items, rules.used, fail), metadata: readMetadata(null, fail) };
}

function refuseBigEndian(fail: Fail): never {
  return fail('pth-unsupported', 'was written on a big-endian machine', 'save it on another one');
}

/** The storages, which begin at byte `begin` and follow each other in the order of `keys` up to the end of the file. */
function readStorages(
  bytes: Uint8Array,
  begin: number,
  keys: readonly PickleValue[],
  used: PthRules['used'],
  fail: Fail,
): Map<string, Uint8Array> {
  const storages = new Map<string, Uint8Array>();
  let at = begin;
  for (const key of keys) {
    const storage = typeof key === 'string' ? used.get(key) : undefined;
    if (!storage || storages.has(storage.key)) {
      return fail('pth-storage', 'lists a storage that no tensor asks for, or lists it twice');
    }
    const end = at + 8 + storage.length * storage.unit;
    if (end > bytes.length) {
      return fail('pth-storage', `is cut off: ${end} bytes or more were expected, it holds ${bytes.length}`);
    }
    const length = Number(viewOf(bytes).getBigUint64(at, true));
    if (length !== storage.length) {
      return fail('pth-storage', `has a storage of ${length} elements, where its pickle says ${storage.length}`);
    }
    storages.set(storage.key, bytes.subarray(at + 8, end));
    at = end;
  }
  if (at !== bytes.length) fail('pth-storage', `goes on after its last storage, from byte ${at} to ${bytes.length}`);
  return storages;
}
