// node in-node.mjs BUNDLE SAMPLES [worker]: the result as JSON, from this thread or from a worker of its own. Runs under
// any version of Node, so it asks for little.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** The file: all labels, a byte each, then all pictures, 784 bytes each. */
async function compute([bundle, file]) {
  const { sameBits } = await import(pathToFileURL(bundle).href);
  const bytes = new Uint8Array(readFileSync(file));
  const count = bytes.length / 785;
  return sameBits({ labels: bytes.slice(0, count), images: bytes.slice(count) });
}

if (!isMainThread) parentPort.postMessage(await compute(workerData));
else {
  const [bundle, file, where] = process.argv.slice(2);
  const inWorker = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: [bundle, file] });
      worker.on('message', resolve);
      worker.on('error', reject);
    });
  console.log(JSON.stringify(await (where === 'worker' ? inWorker() : compute([bundle, file]))));
}
