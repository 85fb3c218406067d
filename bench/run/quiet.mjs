import { setTimeout as sleep } from 'node:timers/promises';

/** Of the fastest probe: less, and something else computes on the core. */
const QUIET = 0.95;
const PROBE_MS = 2;
const PAUSE_MS = 20;

/**
 * Virtual machines share cores with others whom no process list shows, for milliseconds or minutes, and that takes up to a
 * third of the speed. A short run of the peak loop notices it.
 */
export class QuietCore {
  /** Calls in a millisecond, the most of any probe. */
  #best = 0;
  #repetitions = 0;
  #disturbed = 0;
  #waited = 0;

  /**
   * @param {import('./contender.mjs').Contender} peak
   * @param {number} patience most milliseconds to wait in all
   */
  constructor(peak, patience) {
    this.peak = peak;
    this.patience = patience;
  }

  async #probe() {
    let [calls, elapsed] = [0, 0];
    while (elapsed < PROBE_MS) {
      calls += 100;
      elapsed += await this.peak.repeat(100);
    }
    const rate = calls / elapsed;
    this.#best = Math.max(this.#best, rate);
    return rate;
  }

  async #isQuiet() {
    const rate = await this.#probe();
    return rate >= QUIET * this.#best;
  }

  /**
   * Runs `repetition` until the core was quiet before and after it, or patience is at its end.
   * @template T
   * @param {() => Promise<T> | T} repetition
   * @returns {Promise<T>} what the last one returned
   */
  async during(repetition) {
    const start = performance.now();
    const until = start + this.patience - this.#waited;
    for (;;) {
      const before = await this.#isQuiet();
      const impatient = performance.now() >= until;
      if (!before && !impatient) {
        await sleep(PAUSE_MS);
        continue;
      }
      const begin = performance.now();
      const found = await repetition();
      const took = performance.now() - begin;
      const quiet = before && (await this.#isQuiet());
      if (!quiet && performance.now() < until) continue;
      this.#repetitions++;
      if (!quiet) this.#disturbed++;
      this.#waited += performance.now() - start - took;
      return found;
    }
  }

  /** What there is to say afterwards: how many repetitions counted though somebody else computed beside them. */
  get summary() {
    const waitedSeconds = Math.round(this.#waited / 1000);
    return { repetitions: this.#repetitions, disturbed: this.#disturbed, waitedSeconds };
  }
}
