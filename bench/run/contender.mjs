/**
 * Something that can be timed: one thing done by one program.
 * @typedef {object} Contender
 * @property {string} id kind/preset/batch/who, unique
 * @property {'step' | 'forward' | 'distortion' | 'recognition' | 'peak'} kind
 * @property {string} preset 'paper', 'blog', or '' where it makes no difference
 * @property {number} batch samples of one step
 * @property {string} who which program, where
 * @property {(count: number) => number | Promise<number>} repeat does it `count` times, and returns the milliseconds
 */

/**
 * What a program can do that is to be compared: it starts from given weights.
 * @typedef {object} Peer
 * @property {string} who
 * @property {readonly ('step' | 'forward')[]} kinds
 * @property {readonly number[]} batches for steps
 * @property {(preset: string, kind: 'step' | 'forward', batch: number) => Subject | Promise<Subject>} make
 */

/**
 * One network of a peer, made for one kind of work and one batch.
 * @typedef {object} Subject
 * @property {(steps: number) => Weights | Promise<Weights>} [train] from the start weights, then the weights
 * @property {() => Float32Array | Promise<Float32Array>} [outputs] of all samples with the start weights
 * @property {(count: number) => number | Promise<number>} repeat
 */

/** @typedef {Map<string, Float32Array>} Weights by name in the state dict */

/** Contenders and figures are found by this. */
export function idOf(kind, preset, batch, who) {
  return `${kind}/${preset}/${batch}/${who}`;
}
