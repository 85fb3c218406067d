import { COMPARED_STEPS, compareOutputs, compareWeights } from './agreement.mjs';
import { idOf } from './contender.mjs';

export const PRESETS = ['paper', 'blog'];
const FORWARD_BATCHES = [1, 256];
/** Pictures that are distorted between two fresh sets. */
const DISTORTED = 64;

/**
 * What a peer is timed at. `made` is the batch its network is made for.
 * @param {import('./contender.mjs').Peer} peer
 */
function worksOf(peer) {
  const per = (kind, batches) => {
    return PRESETS.flatMap((preset) => batches.map((batch) => ({ kind, preset, batch, made: batch })));
  };
  const works = [];
  if (peer.kinds.includes('step')) works.push(...per('step', peer.batches));
  if (peer.kinds.includes('forward')) works.push(...per('forward', FORWARD_BATCHES));
  if (peer.kinds.includes('distortion')) works.push({ kind: 'distortion', preset: '', batch: 1, made: DISTORTED });
  if (peer.kinds.includes('recognition')) works.push({ kind: 'recognition', preset: '', batch: 1, made: 1 });
  return works;
}

/** Compares one kind of work of one peer with ours. @returns {Promise<import('./agreement.mjs').Agreement>} */
async function agree(peer, { preset, kind, made }, ours) {
  const about = { who: peer.who, preset, kind };
  const expected = ours(preset);
  if (kind === 'step') {
    const subject = await peer.make(preset, 'step', 1);
    return { ...about, ...compareWeights(await subject.train(COMPARED_STEPS), expected.weights, expected.start) };
  }
  const subject = await peer.make(preset, 'forward', made);
  return { ...about, ...compareOutputs(await subject.outputs(), expected.outputs) };
}

/** Our own results on the SIMD backend in Node, computed once for each preset. */
export function expectations(library, starts) {
  const found = new Map();
  return (preset) => {
    if (!found.has(preset)) {
      const weights = library.make(preset, 'step', 1).train(COMPARED_STEPS);
      const outputs = library.make(preset, 'forward', 1).outputs();
      const start = new Map([...starts.get(preset)].map(([name, { data }]) => [name, data]));
      found.set(preset, { weights, outputs, start });
    }
    return found.get(preset);
  };
}

/**
 * All contenders of a peer that `wanted` lets through and that do the same work as we do.
 * @param {import('./contender.mjs').Peer} peer
 * @param {{ ours: ReturnType<typeof expectations>, wanted: (id: string) => boolean, agreements: import('./agreement.mjs').Agreement[] }} context
 * @returns {Promise<import('./contender.mjs').Contender[]>}
 */
export async function contendersOf(peer, { ours, wanted, agreements }) {
  const contenders = [];
  const verdicts = new Map();
  for (const work of worksOf(peer)) {
    const { kind, preset, batch, made } = work;
    const id = idOf(kind, preset, batch, peer.who);
    if (!wanted(id)) continue;
    const key = `${kind} ${preset}`;
    if (preset !== '' && !verdicts.has(key)) {
      verdicts.set(key, await agree(peer, work, ours));
      agreements.push(verdicts.get(key));
    }
    if (verdicts.get(key)?.ok === false) continue;
    const subject = await peer.make(preset || 'paper', kind, made);
    contenders.push({ id, kind, preset, batch, who: peer.who, repeat: subject.repeat });
  }
  return contenders;
}
