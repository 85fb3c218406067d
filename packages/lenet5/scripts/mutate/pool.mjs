// Worker processes, each with a copy of the package of its own. One that hangs is killed, with all that it started, and
// replaced: a change that makes a loop endless counts as noticed.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { describe } from './report.mjs';

const WORKER = new URL('./worker.mjs', import.meta.url);

export class Pool {
  #settings;
  #children = new Set();
  #started = 0;
  /** Milliseconds to allow for each stage, once a worker has measured them. */
  #limits = null;

  constructor(settings) {
    this.#settings = settings;
  }

  /** Tries every mutant; calls `done(mutant, outcome)` for each, in the order in which they end. */
  async run(mutants, done) {
    const queue = [...mutants];
    const serve = () =>
      this.#serve(queue, done).catch((error) => {
        // The others end too, instead of starting workers anew.
        queue.length = 0;
        throw error;
      });
    await Promise.all(Array.from({ length: this.#settings.jobs }, serve));
  }

  stop() {
    for (const child of this.#children) kill(child);
  }

  async #serve(queue, done) {
    let worker = await this.#start();
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const outcome = await worker.try(mutant);
      done(mutant, outcome ?? 'timeout');
      if (outcome) continue;
      kill(worker.child);
      this.#children.delete(worker.child);
      worker = await this.#start();
    }
    kill(worker.child);
    this.#children.delete(worker.child);
  }

  /** A worker that has built and tested the package as it is. @throws Error where that fails */
  async #start() {
    const { root, temporary } = this.#settings;
    const copy = join(temporary, `copy-${this.#started++}`);
    // A group of its own, so that the test processes that it starts can be killed with it.
    const known = this.#limits ? [JSON.stringify(this.#limits)] : [];
    const child = fork(WORKER, [root, copy, ...known], { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.#children.add(child);
    let complaints = '';
    child.stderr.on('data', (data) => {
      complaints = (complaints + data).slice(-4000);
    });
    const limits = await answer(child, 600_000);
    if (!limits?.limits) throw new Error(`The package itself does not pass: ${limits?.problem ?? complaints}`);
    this.#limits = limits.limits;
    return {
      child,
      async try(mutant) {
        child.send({ file: mutant.file, source: mutant.source });
        for (let stage = 0; ; stage++) {
          const reply = await answer(child, limits.limits[stage]);
          if (!reply) return null;
          if (reply.problem) throw new Error(`Stopped after ${describe(mutant)}: ${reply.problem}.`);
          if (reply.outcome) return reply.outcome;
        }
      },
    };
  }
}

/** The next message of a child; undefined where it is not there in time, or the child ends. */
function answer(child, milliseconds) {
  return new Promise((resolve) => {
    const settle = (message) => {
      clearTimeout(timer);
      child.off('message', settle);
      child.off('exit', settle);
      resolve(typeof message === 'object' ? (message ?? undefined) : undefined);
    };
    const timer = setTimeout(settle, milliseconds);
    child.on('message', settle);
    child.on('exit', settle);
  });
}

function kill(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
