// Shares the pictures among threads.
import { Worker } from 'node:worker_threads';

/**
 * @param {object} settings of settingsOf
 * @param {{ readers: 'library' | 'peers' | 'steps', vary?: boolean, calibrate?: boolean }} work who reads, whether
 * something happens to pictures of others that were read right, whether confidences are kept
 * @param {(result: object, place: number) => void} [report] hears of each kind, in order, as soon as it is there
 */
export async function measure({ kinds, folders, count, seed, jobs }, work, report = () => {}) {
  const tasks = [
    ...kinds.map(({ name }) => ({ kind: name, count })),
    ...folders.flatMap(({ sources }) => sources.map((file) => ({ file }))),
  ];
  const workerData = { ...work, seed, drawnKinds: kinds.length > 0, realFiles: folders.length > 0 };
  const results = await run(tasks, workerData, jobs, (result, place) => {
    if (place < kinds.length) report(result, place);
  });
  let from = kinds.length;
  const real = folders.map(({ folder, sources }) => {
    from += sources.length;
    return { folder, results: results.slice(from - sources.length, from) };
  });
  return { drawn: results.slice(0, kinds.length), real };
}

/** Results in the order of the tasks, each done by the next thread that is free; `report` hears of them in order, too. */
async function run(tasks, workerData, jobs, report) {
  const results = new Array(tasks.length);
  let [next, reported] = [0, 0];
  const work = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData });
      let place = -1;
      worker.on('error', reject);
      worker.on('message', (result) => {
        if (place >= 0) results[place] = result;
        for (; results[reported]; reported++) report(results[reported], reported);
        place = next++;
        if (place < tasks.length) worker.postMessage(tasks[place]);
        else worker.terminate().then(resolve);
      });
    });
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, work));
  return results;
}
