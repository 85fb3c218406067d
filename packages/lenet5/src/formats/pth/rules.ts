import type { Fail } from '../fail.js';
import type { Construct, PickleRules } from '../pickle/machine.js';
import { PickleDict, PickleGlobal, PickleList, PickleTuple, type PickleValue } from '../pickle/values.js';
import { dtypeNames, ITEM_SIZES, type PthDtype } from './dtypes.js';
import { Passed, Storage, TensorPlan } from './objects.js';

const UNTYPED = 'torch.storage UntypedStorage';
const MAX_RANK = 64;

/** Values of a checkpoint beside the weights: NumPy's numbers, devices, sizes, sets. They are passed over. */
const PASSED = [
  'torch Size',
  'torch device',
  'numpy dtype',
  'numpy.core.multiarray scalar',
  'numpy._core.multiarray scalar',
  '_codecs encode',
  'builtins set',
  '__builtin__ set',
];

function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function countsOf(value: PickleValue | undefined): number[] | null {
  if (!(value instanceof PickleTuple) || value.items.length > MAX_RANK) return null;
  return value.items.every(isCount) ? [...(value.items as number[])] : null;
}

/**
 * The names that a state dict of PyTorch 0.4 to 2.x is made of, and what stands for each. Only values that the file
 * itself holds are put together here; the hooks and flags of a tensor mean nothing to a file of weights.
 */
export function pthRules(fail: Fail): PickleRules {
  const { storages, types } = dtypeNames();
  const damaged = (what: string): never => fail('pth-tensor', `has a damaged description of a ${what} in its pickle`);

  const tensor = (args: readonly PickleValue[], dtypeAt: number | null): TensorPlan => {
    const [storage, offset, shape, strides] = [args[0], args[1], countsOf(args[2]), countsOf(args[3])];
    const given = dtypeAt === null ? null : args[dtypeAt];
    const named = given instanceof PickleGlobal ? types.get(given.name) : undefined;
    if (!(storage instanceof Storage) || !isCount(offset) || !shape || !strides) return damaged('tensor');
    const dtype = named ?? storage.dtype;
    if (shape.length !== strides.length || !dtype) return damaged('tensor');
    return new TensorPlan(storage, dtype, offset, shape, strides);
  };
  const parameter: Construct = ([data]) => (data instanceof TensorPlan ? data : damaged('parameter'));

  return {
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
    persistent: (id) => storageOf(id, storages) ?? damaged('storage'),
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
function storageOf(id: PickleValue, storages: ReadonlyMap<string, PthDtype>): Storage | null {
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
  if (/^torch\._utils _rebuild_|Storage$/.test(name)) return 'save the weights as plain float tensors';
  return 'in Python, save the weights alone with torch.save(model.state_dict(), path)';
}

/** Bytes of the memory that a storage with this key must have. */
export function byteLength({ dtype, length }: Storage): number {
  return length * (dtype ? ITEM_SIZES[dtype] : 1);
}
