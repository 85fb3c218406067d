// `npm run walk -- [STOP…]`: one digit through LeNet-5 and back, with the numbers of the guide (docs/guide/).
import { readSource } from 'lenet5-cli/study';
import { EXAMPLE, makeExample, WEIGHTS_ARE } from './guide/example.js';
import { STOPS, stopText } from './guide/stops.js';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(STOPS, name));
if (unknown.length > 0) {
  console.error(`walk: there is no stop ${unknown.join(', ')}, expected some of: ${Object.keys(STOPS).join(', ')}.`);
  process.exitCode = 2;
} else {
  const example = makeExample(await readSource(undefined));
  console.log(`Test digit ${EXAMPLE}, weights of the guide (${WEIGHTS_ARE}), plain kernels\n`);
  for (const name of asked.length > 0 ? asked : Object.keys(STOPS)) console.log(`${stopText(name, example)}\n`);
}
