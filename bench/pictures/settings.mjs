// What `npm run pictures` and `npm run ablation` are asked for in the same words.
import { parseArgs } from 'node:util';
import { synthesis } from '../../packages/lenet5/scripts/pictures/synthesis.mjs';
import { sourcesIn } from './real.mjs';

/** Options of both; each command has a default count and a help of its own. */
const SHARED = {
  count: { type: 'string' },
  kinds: { type: 'string' },
  seed: { type: 'string', default: '1' },
  real: { type: 'string', multiple: true, default: [] },
  jobs: { type: 'string', default: '2' },
  json: { type: 'string' },
  help: { type: 'boolean', default: false },
};

/** Ends the process with its reason. */
export function refuse(reason) {
  console.error(reason);
  process.exit(2);
}

/** The command line: numbers as numbers, kinds as those of the generators, folders with their pictures. */
export async function settingsOf({ help, defaultCount, options = {} }) {
  const { values } = parseArgs({ options: { ...SHARED, ...options } });
  if (values.help) {
    console.log(help);
    process.exit();
  }
  const [count, seed, jobs] = [values.count ?? defaultCount, values.seed, values.jobs].map(Number);
  if (![count, seed, jobs].every((value) => Number.isInteger(value) && value >= 0) || jobs === 0) {
    refuse(`--count, --seed and --jobs take whole numbers.\n\n${help}`);
  }
  const { KINDS } = await synthesis('kinds/index');
  if (values.list) {
    for (const { name } of KINDS) console.log(name);
    process.exit();
  }
  const kinds = count ? chosenKinds(KINDS, values.kinds?.split(',')) : [];
  const folders = values.real.map((folder) => ({ folder, sources: sourcesIn(folder) }));
  return { ...values, count, seed, jobs, kinds, folders };
}

function chosenKinds(all, asked) {
  const kinds = all.filter(({ name }) => asked?.some((part) => name.includes(part)) ?? true);
  if (kinds.length === 0) refuse(`No kind has ${asked.join(' or ')} in its name: npm run pictures -- --list\n`);
  return kinds;
}
