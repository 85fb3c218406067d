import type { Fail } from '../foreign-file.js';
import { parseStrictJson, textsOf } from '../strict-json.js';
import type { Storage } from './allowed-names.js';
import type { Contents } from './legacy.js';
import type { PickleRules } from './pickle/machine.js';
import { readPickle } from './pickle/reader.js';
import type { Allowance } from './tensors.js';
import { readZipDirectory, readZipEntry, type ZipEntry } from './zip/reader.js';

/** Where this library keeps metadata: PyTorch passes over records that it does not know. */
export const METADATA_RECORD = 'extra/lenet5.json';
const PICKLE = '/data.pkl';

/** True for files that begin like a zip file. */
export function looksZipped(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/**
 * The zip form (PyTorch 1.6 and later): a folder with data.pkl, the object, and data/KEY, the bytes of each storage.
 * @param used collects, while the object is read, the storages that it asks for
 */
export async function readArchive(
  bytes: Uint8Array,
  rules: PickleRules,
  used: ReadonlyMap<string, Storage>,
  allowance: Allowance,
  fail: Fail,
): Promise<Contents & { readonly metadata: Record<string, string> }> {
  const entries = readZipDirectory(bytes, fail);
  const prefix = prefixOf(entries, fail);
  const read = async (entry: ZipEntry): Promise<Uint8Array> => {
    const content = await readZipEntry(bytes, entry, allowance.left, fail);
    if (entry.method === 'deflated') allowance.left -= entry.size;
    return content;
  };
  const record = async (name: string): Promise<Uint8Array | null> => {
    const entry = entries.get(`${prefix}/${name}`);
    return entry ? read(entry) : null;
  };
  const order = await record('byteorder');
  if (order && new TextDecoder().decode(order.subarray(0, 10)).trim() !== 'little') {
    fail('pth-unsupported', 'was written on a big-endian machine', 'save it on another one');
  }
  const pickle = (await record('data.pkl')) ?? fail('pth-not-pth', 'is a zip file without a data.pkl');
  const { value, end } = readPickle(pickle, 0, rules, fail);
  if (end !== pickle.length) fail('pickle-damaged', `has a pickle that goes on after its end (at byte ${end})`);
  const storages = new Map<string, Uint8Array>();
  for (const storage of used.values()) {
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
    record ? parseStrictJson(new TextDecoder().decode(record), damaged) : new Map(),
    () => damaged('they are no JSON object'),
    (key) => damaged(`${JSON.stringify(key)} is no text`),
  );
}
