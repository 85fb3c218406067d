// What runs in the page: the same measuring code as in Node, on the bundled library.
import * as lenet5 from '/lenet5.js';
import { SUBJECTS } from '/measure.mjs';

const subjects = new Map();
let data;

/** Called from Node, one at a time. */
globalThis.bench = {
  samples(images, labels, rows) {
    const count = labels.length;
    data = { images: Uint8Array.from(images), labels: Uint8Array.from(labels), count, rows, columns: rows };
  },
  make(id, backend, preset, kind, batch) {
    subjects.set(id, SUBJECTS[kind]({ lenet5, backend, data: { identity: '', warnings: [], ...data } }, preset, batch));
  },
  train: (id, steps) => [...subjects.get(id).train(steps)].map(([name, values]) => [name, [...values]]),
  outputs: (id) => [...subjects.get(id).outputs()],
  repeat: (id, count) => subjects.get(id).repeat(count),
};
