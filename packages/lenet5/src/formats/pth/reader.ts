import { type Fail, failFor } from '../fail.js';
import type { PickleRules } from '../pickle/machine.js';
import { looksZipped, readArchive } from './archive.js';
import { looksLegacy, readLegacy } from './legacy.js';
import { Storage } from './objects.js';
import { pthRules } from './rules.js';
import { findStateDict } from './state-dict.js';
import { type Allowance, type PthTensor, readTensor } from './tensors.js';

/** What a .pth file holds. */
export interface PthFile {
  /** The entries of the state dict, in its order. */
  readonly tensors: Map<string, PthTensor>;
  /** What `writePth` put beside it; empty for files that PyTorch wrote (an object without prototype). */
  readonly metadata: Record<string, string>;
  /** 'zip' since PyTorch 1.6, 'legacy' before. */
  readonly form: 'zip' | 'legacy';
  /** Where the state dict stands in a whole checkpoint, for example 'state_dict'; null where it is the whole file. */
  readonly key: string | null;
}

/** Copies may take this many times the file's size, and this much more. */
const ALLOWANCE = { factor: 2, constant: 16 * 1024 * 1024 };

/**
 * Reads the state dict of a .pth file that PyTorch 0.4 to 2.x saved, in both of its forms, without executing anything:
 * the pickle inside may ask for a fixed list of names, and any other is refused by its name.
 *
 * Reads float64, float32, float16 and bfloat16 (the last two widened to Float32Array, exactly), integers and booleans,
 * tensors that share their memory or are transposed, from any device, and whole checkpoints with the state dict under a
 * common key. A `module.` before all names is removed. Tensors are views into `file` where that is possible, so do not
 * change it afterwards. Takes at most 4 times the file's size and 64 MB.
 *
 * @param file all its bytes.
 * @param name how messages call the file.
 * @throws FormatError `pth-not-pth`, `pth-unsupported` (TorchScript, big-endian, tar), `pth-storage`, `pth-tensor`,
 *   `pth-state-dict`, `pth-metadata`, `pth-limit`, `zip-damaged`, `zip-unsupported`, `pickle-damaged`, `pickle-global`
 *   (a name that is not allowed), `pickle-unsupported` or `pickle-limit`.
 */
export async function readPth(file: Uint8Array, name = 'The .pth file'): Promise<PthFile> {
  // Node's Buffer is a Uint8Array whose slice() does not copy: from here on, plain bytes.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const fail = failFor(name);
  const allowance: Allowance = { left: ALLOWANCE.factor * bytes.length + ALLOWANCE.constant };
  const used = new Map<string, Storage>();
  const rules = collecting(pthRules(fail), used, fail);
  const zipped = looksZipped(bytes);
  if (!zipped && !looksLegacy(bytes)) return refuse(bytes, fail);
  const { value, storages, metadata } = zipped
    ? await readArchive(bytes, rules, used, allowance, fail)
    : { ...readLegacy(bytes, rules, used, fail), metadata: Object.create(null) as Record<string, string> };
  const { plans, key } = findStateDict(value, fail);
  const tensors = new Map<string, PthTensor>();
  for (const [entry, plan] of plans) {
    const memory = storages.get(plan.storage.key);
    if (!memory) return fail('pth-storage', `lacks the storage of ${JSON.stringify(entry.slice(0, 100))}`);
    tensors.set(entry, readTensor(entry, plan, memory, allowance, fail));
  }
  return { tensors, metadata, form: zipped ? 'zip' : 'legacy', key };
}

/** The same rules; storages are remembered, and those with one key must agree. */
function collecting(rules: PickleRules, used: Map<string, Storage>, fail: Fail): PickleRules {
  return {
    ...rules,
    persistent(id) {
      const storage = rules.persistent(id);
      if (!(storage instanceof Storage)) return storage;
      const before = used.get(storage.key) ?? storage;
      if (before.length !== storage.length || before.dtype !== storage.dtype) {
        fail('pth-storage', `describes one storage in two ways (key ${JSON.stringify(storage.key.slice(0, 100))})`);
      }
      used.set(storage.key, storage);
      return storage;
    },
  };
}

/** What people have in place of the file, told by its first bytes, and what helps. */
const LOOKALIKES: readonly (readonly [RegExp, string, string])[] = [
  [/^$/, 'is empty', 'download or copy it again'],
  [/^\s*(\xef\xbb\xbf)?\s*</, 'looks like a web page, so the download site sent a message', 'download it elsewhere'],
  [/^version https:\/\/git-lfs/, 'is a Git LFS pointer', 'run "git lfs pull" to get the file itself'],
  [/^.{8}\{"/s, 'looks like a safetensors file', 'give it the ending .safetensors'],
  [/^.{257}ustar/s, 'is of PyTorch 0.1 (a tar file)', 'load and save it with a PyTorch from 0.4 on'],
  [/^PK/, 'is a damaged or empty zip file', 'download or copy it again'],
];

function refuse(bytes: Uint8Array, fail: Fail): never {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 512));
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) fail('pth-not-pth', 'is packed with gzip', 'unpack it first');
  const known = LOOKALIKES.find(([pattern]) => pattern.test(start));
  if (known) return fail('pth-not-pth', known[1], known[2]);
  return fail(
    'pth-not-pth',
    'is no file of PyTorch: neither a zip file nor a pickle',
    'check that it is the right file',
  );
}
