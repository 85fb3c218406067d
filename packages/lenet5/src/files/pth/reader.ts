import type { BytesLike } from '../../given/bytes.js';
import { type Fail, LFS_POINTER, lookalikeOf, opened, quoted, webPage } from '../foreign-file.js';
import { pthRules, TensorPlan } from './allowed-names.js';
import { looksLegacy, looksZipped, readArchive, readLegacy, SAVE_STATE_DICT } from './forms.js';
import { PickleDict, type PickleValue } from './pickle/values.js';
import { type Allowance, type PthTensor, readTensor } from './strided-tensors.js';

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
 * @throws FormatError `not-bytes` for a path or anything else that is no memory, `pth-not-pth`, `pth-unsupported` (TorchScript, big-endian, tar), `pth-storage`, `pth-tensor`,
 *   `pth-state-dict`, `pth-metadata`, `pth-limit`, `zip-damaged`, `zip-unsupported`, `pickle-damaged`, `pickle-global`
 *   (a name that is not allowed), `pickle-unsupported` or `pickle-limit`.
 * @example
 * import { createNetwork, readPth, writePth } from 'lenet5';
 * const file = writePth(createNetwork().stateDict()); // or that of torch.save(model.state_dict(), …)
 * const { tensors, form } = await readPth(file, 'model.pth');
 * console.log(form, tensors.get('F6.weight')?.shape); // zip [84, 120]
 */
export async function readPth(file: BytesLike, name = 'The .pth file'): Promise<PthFile> {
  const { bytes, fail } = opened(file, name, 'readPth');
  const allowance: Allowance = { left: ALLOWANCE.factor * bytes.length + ALLOWANCE.constant };
  const rules = pthRules(fail);
  const zipped = looksZipped(bytes);
  if (!zipped && !looksLegacy(bytes)) return refuse(bytes, fail);
  const { value, storages, metadata } = zipped
    ? await readArchive(bytes, rules, allowance, fail)
    : readLegacy(bytes, rules, fail);
  const { plans, key } = findStateDict(value, fail);
  const tensors = new Map<string, PthTensor>();
  for (const [entry, plan] of plans) {
    const memory = storages.get(plan.storage.key);
    if (!memory) return fail('pth-storage', `lacks the storage of ${quoted(entry)}`);
    tensors.set(entry, readTensor(entry, plan, memory, allowance, fail));
  }
  return { tensors, metadata, form: zipped ? 'zip' : 'legacy', key };
}

/** Where whole checkpoints keep the state dict, by habit. */
const COMMON_KEYS = ['state_dict', 'model_state_dict', 'model', 'net', 'network', 'model_state', 'weights', 'params'];
/** What wrappers put before every name: DataParallel and torch.compile, in either order. */
const PREFIXES = ['module.', '_orig_mod.'];

interface FoundStateDict {
  readonly plans: Map<string, TensorPlan>;
  readonly key: string | null;
}

/** The state dict in what a file holds: the whole, or the value of a common key. */
function findStateDict(value: PickleValue, fail: Fail): FoundStateDict {
  if (!(value instanceof PickleDict)) {
    const what = value instanceof TensorPlan ? 'a single tensor' : 'no dict';
    return fail('pth-state-dict', `holds ${what}, where a state dict was expected`, SAVE_STATE_DICT);
  }
  // A checkpoint may have tensors of its own beside its state dict: a loss, the state of a random generator.
  for (const key of COMMON_KEYS) {
    const inner = value.entries.get(key);
    if (inner instanceof PickleDict && hasTensors(inner)) return { plans: plansOf(inner, fail), key };
  }
  if (hasTensors(value)) return { plans: plansOf(value, fail), key: null };
  const keys = [...value.entries.keys()].slice(0, 8).map((name) => shownKey(name, 40));
  const problem = value.entries.size === 0 ? 'holds an empty dict' : `holds a dict with ${keys.join(', ')}, no weights`;
  return fail('pth-state-dict', `${problem}, where a state dict was expected`, SAVE_STATE_DICT);
}

/** Keys can be anything, of any length. */
function shownKey(key: PickleValue, most: number): string {
  if (typeof key === 'string') return JSON.stringify(key.slice(0, most));
  return typeof key === 'number' ? String(key) : 'a key that is no text';
}

function hasTensors(dict: PickleDict): boolean {
  return [...dict.entries.values()].some((entry) => entry instanceof TensorPlan);
}

function plansOf(dict: PickleDict, fail: Fail): Map<string, TensorPlan> {
  let plans: (readonly [string, TensorPlan])[] = [];
  for (const [name, plan] of dict.entries) {
    if (typeof name === 'string' && plan instanceof TensorPlan) plans.push([name, plan]);
    else
      fail(
        'pth-state-dict',
        `has an entry ${shownKey(name, 100)} among its weights that is no tensor`,
        SAVE_STATE_DICT,
      );
  }
  for (const prefix of [...PREFIXES, ...PREFIXES]) {
    if (!plans.every(([name]) => name.startsWith(prefix))) continue;
    plans = plans.map(([name, plan]) => [name.slice(prefix.length), plan]);
  }
  return new Map(plans);
}

function refuse(bytes: Uint8Array, fail: Fail): never {
  const known = lookalikeOf(bytes, [
    ['\x1f\x8b', 'is packed with gzip', 'unpack it first'],
    [/^$/, 'is empty', 'download or copy it again'],
    webPage('download it elsewhere'),
    LFS_POINTER,
    [/^.{8}\{"/s, 'looks like a safetensors file', 'give it the ending .safetensors'],
    [/^.{257}ustar/s, 'is of PyTorch 0.1 (a tar file)', 'load and save it with a PyTorch from 0.4 on'],
    ['PK', 'is a damaged or empty zip file', 'download or copy it again'],
  ]);
  const problem = 'is no file of PyTorch: neither a zip file nor a pickle';
  return fail('pth-not-pth', known?.[1] ?? problem, known?.[2] ?? 'check that it is the right file');
}
