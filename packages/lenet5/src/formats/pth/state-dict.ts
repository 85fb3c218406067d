import type { Fail } from '../fail.js';
import { PickleDict, type PickleValue } from '../pickle/values.js';
import { TensorPlan } from './objects.js';

/** Where whole checkpoints keep the state dict, by habit. */
const COMMON_KEYS = ['state_dict', 'model_state_dict', 'model', 'net', 'network', 'model_state', 'weights', 'params'];
/** What wrappers put before every name: DataParallel and torch.compile, in either order. */
const PREFIXES = ['module.', '_orig_mod.'];
const REMEDY = 'in Python, save the weights with torch.save(model.state_dict(), path)';

export interface FoundStateDict {
  readonly plans: Map<string, TensorPlan>;
  readonly key: string | null;
}

/** The state dict in what a file holds: the whole, or the value of a common key. */
export function findStateDict(value: PickleValue, fail: Fail): FoundStateDict {
  if (!(value instanceof PickleDict)) {
    const what = value instanceof TensorPlan ? 'a single tensor' : 'no dict';
    return fail('pth-state-dict', `holds ${what}, where a state dict was expected`, REMEDY);
  }
  if (hasTensors(value)) return { plans: plansOf(value, fail), key: null };
  for (const key of COMMON_KEYS) {
    const inner = value.entries.get(key);
    if (inner instanceof PickleDict && hasTensors(inner)) return { plans: plansOf(inner, fail), key };
  }
  const keys = [...value.entries.keys()].slice(0, 8).map((name) => shownKey(name, 40));
  const problem = value.entries.size === 0 ? 'holds an empty dict' : `holds a dict with ${keys.join(', ')}, no weights`;
  return fail('pth-state-dict', `${problem}, where a state dict was expected`, REMEDY);
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
  const entries = [...dict.entries];
  for (const [name, plan] of entries) {
    if (typeof name === 'string' && plan instanceof TensorPlan) continue;
    fail('pth-state-dict', `has an entry ${shownKey(name, 100)} among its weights that is no tensor`, REMEDY);
  }
  let named = entries as [string, TensorPlan][];
  for (const prefix of [...PREFIXES, ...PREFIXES]) {
    if (!named.every(([name]) => name.startsWith(prefix))) continue;
    named = named.map(([name, plan]) => [name.slice(prefix.length), plan]);
  }
  return new Map(named);
}
