// Public calls with arguments that are wrong somewhere, a few in a row: each is taken, or refused with a typed error and
// leaves everything as it was; and nothing that a call was given is kept to be changed from outside.
import { Network, Trainer } from '../../src/core.js';
import { Lenet5Error } from '../../src/errors.js';
import { Random } from '../../src/math/random.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import { CALLS, SUBJECTS } from '../given/calls.js';
import { copied, scramble, spoiled } from './hostile.js';
import { pick, randomBytes } from './mutate.js';

const MOST_CALLS = 6;
/** The first reads 50 MB of files, the second one trains fourteen times. */
const LONG = ['readMnistFolder', 'codeFingerprint'];
const NAMES = Object.keys(CALLS).filter((name) => !LONG.includes(name));

type Parameters = readonly (readonly [name: string, values: Buffer])[];

function parametersOf(network: Network): Parameters {
  return network.parameters.map(({ name, value: { data } }) => [name, Buffer.from(Float32Array.from(data).buffer)]);
}

/** What a network or a trainer is. */
function describe(subject: unknown): { readonly text: string; readonly parameters: Parameters } {
  if (subject instanceof Network) {
    const { architecture, classes, characters, capacity } = subject;
    return { text: JSON.stringify({ architecture, classes, characters, capacity }), parameters: parametersOf(subject) };
  }
  if (!(subject instanceof Trainer)) return { text: '', parameters: [] };
  const { pass, position, running, recipe, seed, total, rate } = subject;
  const text = JSON.stringify({ pass, position, running, recipe, seed, total, rate });
  return { text, parameters: parametersOf(subject.network) };
}

/** What differs; null where nothing does. */
function difference(before: ReturnType<typeof describe>, subject: unknown): string | null {
  const now = describe(subject);
  if (now.text !== before.text) return `${before.text} became ${now.text}`;
  const changed = now.parameters.find(([, values], i) => !before.parameters[i]?.[1].equals(values));
  return changed ? `${changed[0]} has changed` : null;
}

const presets = () => JSON.stringify([ARCHITECTURES, RECIPES]);
const PRESETS = presets();

/** @returns the error that refused it, or null */
async function attackOnce(name: string, random: Random): Promise<unknown> {
  const row = CALLS[name] as (typeof CALLS)[string];
  const good = row.good().map(copied);
  const at = random.below(good.length + 1);
  const args = good.map((each, i) => (i === at ? spoiled(each, random) : each));
  const subjects = Object.values(SUBJECTS).map((subject) => [subject, describe(subject)] as const);
  const { network } = SUBJECTS;
  const check = (when: string, may: unknown) => {
    for (const [subject, before] of subjects) {
      const found = subject === may ? null : difference(before, subject);
      if (found !== null) throw new Error(`${name}, ${when}: ${found}`);
    }
    if (presets() !== PRESETS) throw new Error(`${name}, ${when}: the presets have changed`);
  };
  let result: unknown;
  try {
    result = await row.call(...(args as never[]));
  } catch (error) {
    if (!(error instanceof Lenet5Error))
      throw new Error(`${name} with argument ${at} wrong: ${error}`, { cause: error });
    check('refused', null);
    return error;
  }
  check('taken', /^(Network\.|new Trainer)/.test(name) ? network : null);
  const before = describe(result);
  for (const each of args) scramble(each);
  const found = difference(before, result);
  if (found !== null) throw new Error(`${name}, its arguments changed afterwards: ${found}`);
  return null;
}

/** A case is the seed of a few calls. */
export const calls = {
  make: (random: Random): Uint8Array => randomBytes(random, 6),
  /** @throws the last typed error, or Error for what must not be */
  read: async (file: Uint8Array): Promise<void> => {
    const random = new Random(Buffer.from(file).readUIntBE(0, 6), 'calls');
    const start = SUBJECTS.network.stateDict();
    let last: unknown = null;
    for (let i = random.below(MOST_CALLS); i >= 0; i--) last = await attackOnce(pick(random, NAMES), random);
    // A step that was taken may have left numbers that no network is measured with.
    SUBJECTS.network.loadStateDict(start);
    if (last !== null) throw last;
  },
};
