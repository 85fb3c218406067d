// `npm run walk -- [STOP…]`: one digit through LeNet-5 and back, with the numbers of the guide (docs/guide/).
import { readSource } from '../../data.js';
import { print, say } from '../../output.js';
import { EXAMPLE, makeExample } from './example.js';
import { STOPS } from './index.js';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(STOPS, name));
if (unknown.length > 0) {
  say(`walk: there is no stop ${unknown.join(', ')}, expected some of: ${Object.keys(STOPS).join(', ')}.`);
  process.exitCode = 2;
} else {
  const example = makeExample(await readSource(undefined));
  print(`Test digit ${EXAMPLE}, shipped weights, plain kernels\n`);
  for (const name of asked.length > 0 ? asked : Object.keys(STOPS)) print(`${STOPS[name]?.(example).join('\n')}\n`);
}
