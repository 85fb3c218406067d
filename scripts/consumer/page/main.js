// Built with Vite by scripts/check-package.mjs: the library in a page, without any configuration.
import { createNetwork, RECIPES, Trainer } from 'lenet5';

const network = createNetwork({ architecture: 'blog' });
const images = new Uint8Array(28 * 28).fill(255, 300, 480);
const data = { images, labels: new Uint8Array(1), count: 1, rows: 28, columns: 28, identity: 'one bar', warnings: [] };
const trainer = new Trainer({ network, recipe: RECIPES.blog, seed: 1, data });
for (let step = 0; step < 10; step++) trainer.step();
document.querySelector('output').textContent = `loss ${trainer.running.lossSum}`;
