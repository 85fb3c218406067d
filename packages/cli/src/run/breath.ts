/** How long a computation may keep the event loop from signals, timers and files. */
const BREATH_MS = 50;

/**
 * Gives, at most every 50 ms, a promise to wait for, and undefined in between: a step is far shorter than the wait of
 * an `await`, so waiting after each would cost more than the step.
 */
export function breathing(): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < BREATH_MS) return undefined;
    return new Promise((done) => {
      setImmediate(() => {
        last = performance.now();
        done();
      });
    });
  };
}
