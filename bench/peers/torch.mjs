import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { BITMAPS, TABLE_I } from 'lenet5';
import { RATE } from '../run/measure.mjs';

const SCRIPT = fileURLToPath(new URL('torch_bench.py', import.meta.url));
/** The one named by LENET5_PYTHON, else the first of the usual ones that has PyTorch. */
const PYTHONS = [process.env.LENET5_PYTHON, 'python3', '/usr/bin/python3'].filter((name) => name !== undefined);

/** @returns {string | null} a Python that has PyTorch */
export function findPython() {
  const works = (/** @type {string} */ python) => spawnSync(python, ['-c', 'import torch, numpy']).status === 0;
  return PYTHONS.find(works) ?? null;
}

const base64 = (array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');

function floats(text) {
  const bytes = Buffer.from(text, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** A running torch_bench.py: one question after the other. */
class Child {
  constructor(python, threads) {
    const env = { ...process.env, OMP_NUM_THREADS: `${threads}`, MKL_NUM_THREADS: `${threads}` };
    this.process = spawn(python, [SCRIPT, `${threads}`], { stdio: ['pipe', 'pipe', 'inherit'], env });
    // That the child is gone shows when its next answer is missing.
    this.process.stdin.on('error', () => {});
    this.process.on('error', () => {});
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  async ask(request) {
    this.process.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`PyTorch ended while it was asked to ${request.op}`);
    const answer = JSON.parse(value);
    if (answer.error) throw new Error(`PyTorch could not ${request.op}: ${answer.error}`);
    return answer;
  }

  close() {
    this.process.stdin.end();
  }
}

async function startChild(python, threads, data, starts) {
  const child = new Child(python, threads);
  const labels = [...data.labels];
  const about = await child.ask({
    op: 'samples',
    pixels: base64(data.images),
    labels,
    table: TABLE_I,
    bitmaps: BITMAPS,
  });
  for (const [preset, state] of starts) {
    const weights = Object.fromEntries(
      [...state].map(([name, { shape, data: d }]) => [name, { shape, data: base64(d) }]),
    );
    await child.ask({ op: 'weights', preset, weights });
  }
  return { child, version: about.torch };
}

async function makeSubject(child, preset, code, batch) {
  const id = `${preset} ${code} ${batch}`;
  await child.ask({ op: 'make', id, preset, code, batch });
  return { id, ask: (request) => child.ask({ ...request, id }) };
}

/** @returns {import('../run/contender.mjs').Peer} */
function peerOf(child, code, threads) {
  const how = code === 'blog' ? "the blog's code" : 'vectorised';
  return {
    who: `PyTorch, ${how}, ${threads} thread${threads > 1 ? 's' : ''}`,
    kinds: ['step', 'forward'],
    batches: [1, 64],
    async make(preset, kind, batch) {
      const { ask } = await makeSubject(child, preset, code, batch);
      return {
        async train(count) {
          const { weights } = await ask({ op: 'train', count, rate: RATE });
          return new Map(Object.entries(weights).map(([name, text]) => [name, floats(text)]));
        },
        outputs: async () => floats((await ask({ op: 'outputs' })).outputs),
        repeat: async (count) =>
          (await ask(kind === 'step' ? { op: kind, count, rate: RATE } : { op: kind, count })).ms,
      };
    },
  };
}

/**
 * One process for each number of threads, so that the threads of one do not wait beside the other.
 * @param {string} python
 * @param {import('lenet5').Dataset} data
 * @param {Map<string, import('lenet5').StateDict>} starts weights of each preset
 */
export async function torchPeers(python, data, starts) {
  const children = [];
  const peers = [];
  let version = '';
  for (const threads of [1, 2]) {
    const started = await startChild(python, threads, data, starts);
    children.push(started.child);
    version = started.version;
    peers.push(peerOf(started.child, 'blog', threads), peerOf(started.child, 'vectorised', threads));
  }
  return { peers, version, close: () => children.forEach((child) => void child.close()) };
}
