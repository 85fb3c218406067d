// Draws and reads the pictures of a kind, or reads one picture of others, in a thread of its own.
import { parentPort, workerData } from 'node:worker_threads';
import { mnist, synthesis } from '../../packages/lenet5/scripts/pictures/synthesis.mjs';
import { binsOf, sumBins } from './calibration.mjs';
import { library, peers, withoutSteps } from './readers.mjs';
import { openFiles, variations } from './real.mjs';
import { sum, tallyOf, verdictOf } from './score.mjs';

const { seed, readers: which, vary: varies, calibrate, drawnKinds, realFiles } = workerData;
/** Pictures in memory at a time. */
const BATCH = 50;
/** Answers that were not right, kept for a look at them. */
const MOST_KEPT = 40;

const others = { library: () => [], peers, steps: withoutSteps };
const readers = [library(), ...(await others[which]())];
const draw = drawnKinds ? await openKinds() : null;
const open = realFiles ? await openFiles() : null;
const vary = realFiles && varies ? await variations() : null;

async function openKinds() {
  const { drawKind, glyphBank, KINDS, sourcesOf } = await synthesis('kinds/index');
  const { test } = await mnist();
  const sources = sourcesOf(test, glyphBank('measure', 'line'));
  return (name, index) => {
    const kind = KINDS.find((each) => each.name === name);
    return { ...drawKind(kind, seed, index, sources), signs: kind.signs, index };
  };
}

/** Each reader's answers to these pictures, and tallies of them. */
async function readAll(drawn) {
  const results = {};
  for (const { name, read } of readers) {
    const begin = performance.now();
    const answers = await read(drawn);
    const each = (performance.now() - begin) / drawn.length;
    results[name] = { answers, tallies: answers.map((answer, i) => tallyOf(answer, drawn[i], each)) };
  }
  return results;
}

/** The library's confidences in these answers. */
function confidencesOf(answers, drawn) {
  return sumBins(answers.map((answer, i) => binsOf(answer, drawn[i].label)));
}

async function measureKind(name, count) {
  const [tallies, kept, confidences] = [Object.fromEntries(readers.map((reader) => [reader.name, []])), [], []];
  let drawing = 0;
  for (let from = 0; from < count; from += BATCH) {
    const begin = performance.now();
    const drawn = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => draw(name, from + i));
    drawing += performance.now() - begin;
    const results = await readAll(drawn);
    for (const reader of Object.keys(results)) tallies[reader].push(...results[reader].tallies);
    if (calibrate) confidences.push(confidencesOf(results.lenet5.answers, drawn));
    results.lenet5.answers.forEach((answer, i) => {
      const { label, signs, index } = drawn[i];
      const verdict = verdictOf(answer, label, signs);
      if (verdict !== 'right' && kept.length < MOST_KEPT) kept.push({ index, label, text: answer.text, verdict });
    });
  }
  const totals = Object.fromEntries(Object.entries(tallies).map(([reader, each]) => [reader, sum(each)]));
  return { name, drawing: drawing / count, readers: totals, kept, ...(calibrate && { bins: sumBins(confidences) }) };
}

/** A picture of others; where the library reads it right, what is left of that when something happens to it. */
async function measureFile({ file, kind, label }) {
  const picture = await open(file);
  const results = await readAll([{ picture, kind, label }]);
  const tallies = Object.fromEntries(Object.entries(results).map(([name, result]) => [name, result.tallies[0]]));
  const [answer] = results.lenet5.answers;
  const varied = [];
  if (vary && tallies.lenet5.right) {
    for (const each of vary(picture, answer, seed)) {
      const [read] = await readers[0].read([each]);
      varied.push({ name: each.name, verdict: verdictOf(read, label) });
    }
  }
  const bins = calibrate ? binsOf(answer, label) : undefined;
  return { file, kind, label, text: answer.text, readers: tallies, varied, ...(bins && { bins }) };
}

parentPort.on('message', async ({ kind, count, file }) => {
  parentPort.postMessage(kind ? await measureKind(kind, count) : await measureFile(file));
});
parentPort.postMessage('ready');
