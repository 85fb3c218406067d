import * as lenet5 from 'lenet5';
import { SUBJECTS } from '../run/measure.mjs';
import { recognitionSubject } from '../run/recognition.mjs';

const ALL = { ...SUBJECTS, recognition: recognitionSubject };

/** This library in this Node process. @returns {import('../run/contender.mjs').Peer} */
export function libraryPeer(backend, data, batches) {
  const setting = { lenet5, backend, data };
  return {
    who: `lenet5 ${backend}, Node`,
    kinds: ['step', 'forward', 'distortion', 'recognition'],
    batches,
    make: (preset, kind, batch) => ALL[kind](setting, preset, batch),
  };
}
