import { type Fail, quoted } from '../foreign-file.js';
import { type Dtype, itemSize } from '../tensors.js';
import type { Construct, PickleRules } from './pickle/machine.js';
import { PickleDict, PickleGlobal, PickleList, PickleObject, PickleTuple, type PickleValue } from './pickle/values.js';

/** PyTorch's names of element types: of the storage class (torch.FloatStorage) and of the type (torch.float32). */
const DTYPE_NAMES: Readonly<Record<Dtype, readonly [storage: string, type: string]>> = {
  F64: ['Double', 'float64'],
  F32: ['Float', 'float32'],
  F16: ['Half', 'float16'],
  BF16: ['BFloat16', 'bfloat16'],
  I64: ['Long', 'int64'],
  I32: ['Int', 'int32'],
  I16: ['Short', 'int16'],
  I8: ['Char', 'int8'],
  U8: ['Byte', 'uint8'],
  BOOL: ['Bool', 'bool'],
};
const UNTYPED = 'torch.storage UntypedStorage';
const MAX_RANK = 64;

/** Values of a checkpoint beside the weights: NumPy's, settings, paths, devices, sizes, sets. They are passed over. */
const PASSED = [
  'argparse Namespace',
  'pathlib PosixPath',
  'pathlib WindowsPath',
  'torch Size',
  'torch device',
  'numpy dtype',
  'numpy ndarray',
  'numpy.core.multiarray _reconstruct',
  'numpy._core.multiarray _reconstruct',
  'numpy.core.multiarray scalar',
  'numpy._core.multiarray scalar',
  '_codecs encode',
  'builtins set',
  '__builtin__ set',
];

/** A piece of memory that tensors look into; its bytes stand elsewhere in the file, under `key`. */
export class Storage extends PickleObject {
  constructor(
    readonly key: string,
    /** Null: bytes of no type of their own, the tensor knows it. */
    readonly dtype: Dtype | null,
    /** Elements, or bytes where there is no type. */
    readonly length: number,
    /** Files of PyTorch 0.x: the part of the memory that this storage is. */
    readonly view: { readonly offset: number; readonly length: number } | null,
  ) {
    super();
  }

  /** Bytes of an element. */
  get unit(): number {
    return this.dtype ? itemSize(this.dtype) : 1;
  }
}

/** A tensor whose values have not been read: element (i, j, …) is number offset + i·strides[0] + j·strides[1] + … */
export class TensorPlan extends PickleObject {
  constructor(
    readonly storage: Storage,
    readonly dtype: Dtype,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {
    super();
  }
}

/** Something of a checkpoint that is no weight, such as a NumPy number: it is passed over. */
class Passed extends PickleObject {}

function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function countsOf(value: PickleValue | undefined): readonly number[] | null {
  if (!(value instanceof PickleTuple) || value.items.length > MAX_RANK) return null;
  return value.items.every(isCount) ? value.items : null;
}

/** Rules that collect, while an object is read, the storages that it asks for, by key. */
export interface PthRules extends PickleRules {
  readonly used: ReadonlyMap<string, Storage>;
}

/**
 * The names that a state dict of PyTorch 0.4 to 2.x is made of, and what stands for each. Only values that the file
 * itself holds are put together here; the hooks and flags of a tensor mean nothing to a file of weights.
 */
export function pthRules(fail: Fail): PthRules {
  const dtypes = Object.entries(DTYPE_NAMES) as [Dtype, readonly [string, string]][];
  const storages = new Map(dtypes.map(([dtype, [storage]]) => [`torch ${storage}Storage`, dtype]));
  const types = new Map(dtypes.map(([dtype, [, type]]) => [`torch ${type}`, dtype]));
  const used = new Map<string, Storage>();
  const damaged = (what: string): never => fail('pth-tensor', `has a damaged description of a ${what} in its pickle`);

  const tensor = (args: readonly PickleValue[], dtypeAt: number | null): TensorPlan => {
    const [storage, offset] = args;
    const [shape, strides] = [countsOf(args[2]), countsOf(args[3])];
    const given = dtypeAt === null ? null : args[dtypeAt];
    const named = given instanceof PickleGlobal ? types.get(given.name) : undefined;
    if (!(storage instanceof Storage) || !isCount(offset) || !shape || !strides) return damaged('tensor');
    const dtype = named ?? storage.dtype;
    if (shape.length !== strides.length || !dtype) return damaged('tensor');
    return new TensorPlan(storage, dtype, offset, shape, strides);
  };
  const parameter: Construct = ([data]) => (data instanceof TensorPlan ? data : damaged('parameter'));

  return {
    used,
    globals: new Map<string, Construct | null>([
      ['collections OrderedDict', orderedDict],
      ['torch._utils _rebuild_tensor', (args) => tensor(args, null)],
      ['torch._utils _rebuild_tensor_v2', (args) => tensor(args, null)],
      ['torch._utils _rebuild_tensor_v3', (args) => tensor(args, 6)],
      ['torch._utils _rebuild_parameter', parameter],
      ['torch._utils _rebuild_parameter_with_state', parameter],
      [UNTYPED, null],
      ...[...storages.keys(), ...types.keys()].map((name) => [name, null] as const),
      ...PASSED.map((name) => [name, () => new Passed()] as const),
    ]),
    persistent(id) {
      const storage = storageOf(id, storages) ?? damaged('storage');
      // Tensors share storages: those with one key must agree.
      const before = used.get(storage.key) ?? storage;
      if (before.length !== storage.length || before.dtype !== storage.dtype) {
        fail('pth-storage', `describes one storage in two ways (key ${quoted(storage.key)})`);
      }
      used.set(storage.key, storage);
      return storage;
    },
    remedy,
  };
}

/** `OrderedDict()`, or with a list of pairs as Python 2 wrote it. */
const orderedDict: Construct = ([pairs]) => {
  const dict = new PickleDict();
  if (!(pairs instanceof PickleList)) return dict;
  for (const pair of pairs.items) {
    const [key, value] = pair instanceof PickleTuple || pair instanceof PickleList ? pair.items : [];
    if (key !== undefined && value !== undefined) dict.set(key, value);
  }
  return dict;
};

/** ('storage', class, key, place such as 'cpu' or 'cuda:0', length[, view]); the place does not matter here. */
function storageOf(id: PickleValue, storages: ReadonlyMap<string, Dtype>): Storage | null {
  if (!(id instanceof PickleTuple)) return null;
  const [kind, type, key, , length, view = null] = id.items;
  if (kind !== 'storage' || !(type instanceof PickleGlobal) || typeof key !== 'string' || !isCount(length)) return null;
  const dtype = type.name === UNTYPED ? null : storages.get(type.name);
  if (dtype === undefined) return null;
  if (view === null) return new Storage(key, dtype, length, null);
  const [, offset, part] = view instanceof PickleTuple ? view.items : [];
  if (!isCount(offset) || !isCount(part) || offset + part > length) return null;
  return new Storage(key, dtype, length, { offset, length: part });
}

function remedy(name: string): string {
  if (/^torch(\._utils _rebuild_| q)|Storage$/.test(name)) return 'save the weights as plain float tensors';
  return (
    'in Python, if you trust the file: c = torch.load(path, weights_only=False); ' +
    'c = [c, *(c.values() if isinstance(c, dict) else [])]; ' +
    'c = [m.state_dict() if isinstance(m, torch.nn.Module) else m for m in c]; ' +
    'torch.save(next(m for m in c if isinstance(m, dict) and m and all(map(torch.is_tensor, m.values()))), "clean.pth")'
  );
}
