import { batch, computed, signal } from '@preact/signals';
import { type ImageDataLike, type Network, type Reading, type Recognition, Recognizer } from 'lenet5';
import { type Picture, REJECT, type RejectRule } from 'lenet5/recognition';
import { areDigits, classNames } from './classes.js';
import { network, source, weightsMove, weightsVersion } from './model.js';
import { switchOff, withSwitchedOff } from './switched-off.js';

/** What the network is looking at. */
export type Subject =
  /** The pad: a picture, or what was `drawn` on nothing; null while it is empty. */
  | { readonly kind: 'pad'; readonly image: Picture | ImageDataLike | null; readonly drawn: boolean }
  /** A digit of MNIST: 28×28 bytes, ink 255. */
  | { readonly kind: 'sample'; readonly index: number; readonly label: number; readonly pixels: Uint8Array }
  /** A training step: the values of the input, distorted or not. */
  | { readonly kind: 'step'; readonly label: number; readonly input: Float32Array };

export const subject = signal<Subject>({ kind: 'pad', image: null, drawn: true });
/** All that was found on the pad. */
export const recognition = signal<Recognition | null>(null);
/** Which of the pad's digits the figure shows. */
export const selected = signal(0);
/** What the network says of what it is looking at; null where there is nothing. */
export const reading = signal<Reading | null>(null);
/** Counts the times that the states of the units changed. */
export const statesVersion = signal(0);
/** The same for what shows many numbers: while a run trains once a second, as nobody reads them faster. */
export const numbersVersion = signal(0);
/** Takes back the training step that is looked at, with all that it changed in the figure; null where none is. */
export const takeStepBack = signal<(() => void) | null>(null);
/**
 * What the maps show: states, or of the training step looked at ∂E/∂a, the squared differences to the bitmap of its label
 * in the last layer, or what it changed of each layer's weights.
 */
export type Shown = 'states' | 'deltas' | 'squares' | 'changes';
export const shown = signal<Shown>('states');

/** The class whose bitmap stands beside the last layer: what was read, and from the loss of a training step on its label. */
export const comparedWith = computed<number | null>(() => {
  const now = subject.value;
  if (now.kind === 'step' && shown.value !== 'states') return now.label;
  return reading.value?.digit ?? null;
});

/** Whether the recogniser also says how it read. */
export const tracing = signal(false);

/** Outputs of a tanh are nearer to each other than distances and costs: the best must be so much above the next. */
const CLEAR = { distance: Number.POSITIVE_INFINITY, margin: 0.5 };

/** Writing is taken apart for digits alone: another network is asked about all of it at once. */
const recognizer = computed(() => {
  const mode = areDigits(network.value) ? 'auto' : 'single';
  return new Recognizer(withSwitchedOff(network.value), { mode, reject: ruleOf(network.value) });
});

function ruleOf({ layers }: Network, usual: Partial<RejectRule> = {}): Partial<RejectRule> {
  return layers.at(-1)?.squash === 'tanh' ? CLEAR : usual;
}

const EMPTY = new Uint8Array(28 * 28);

/** A square that covers a part of the 28×28 picture. */
export interface Cover {
  readonly row: number;
  readonly column: number;
  readonly side: number;
}

/** What is covered of the picture now. */
export const cover = signal<Cover | null>(null);

/** The picture with background in the square. */
export function covered(pixels: Uint8Array, { row, column, side }: Cover): Uint8Array {
  const left = pixels.slice();
  for (let y = Math.max(0, row); y < Math.min(28, row + side); y++) {
    left.fill(0, y * 28 + Math.max(0, column), y * 28 + Math.max(0, Math.min(28, column + side)));
  }
  return left;
}

function lookAt(pixels: Uint8Array): void {
  const now = cover.peek();
  const seen = now ? covered(pixels, now) : pixels;
  if (now && reading.peek()) reading.value = readPicture(seen);
  network.peek().setPicture(0, seen, 0, 28);
  network.peek().forward(1, 28);
  switchOff(network.peek(), 1);
}

/** The 28×28 picture that the figure shows; null where there is none, or a training step. */
export function pictureSeen(): Uint8Array | null {
  const now = subject.value;
  if (now.kind === 'sample') return now.pixels;
  return (now.kind === 'pad' && recognition.value?.digits[selected.value]?.image) || null;
}

/** What the network says of a 28×28 picture, without showing it; call `look` after the last one. */
export function readPicture(pixels: Uint8Array): Reading {
  return recognizer.peek().classify(pixels, 28);
}

/** Covers another part of the picture, or none. */
export function coverWith(next: Cover | null): void {
  cover.value = next;
  look();
}

/** Ink that this page has drawn needs no search for paper, lines and borders, which might take a stroke for one. */
function readPad({ image, drawn }: Extract<Subject, { kind: 'pad' }>): void {
  const known = drawn ? ({ ink: 'known', invert: 'no' } as const) : {};
  showFound(image && recognizer.peek().recognize(image, { trace: tracing.peek(), ...known }));
}

/** The digits found before, each read again as it was cut out: where weights change several times a second. */
function readAgain({ digits, ...found }: Recognition): void {
  const reader = new Recognizer(withSwitchedOff(network.peek()), { reject: ruleOf(network.peek(), REJECT) });
  const again = digits.map((digit) => ({ ...digit, ...reader.classify(digit.image, 28) }));
  const names = classNames(network.peek());
  const accepted = again.some(({ rejected }) => !rejected);
  const text = again.map(({ digit, rejected }) => (rejected ? '?' : (names[digit] ?? ''))).join('');
  showFound({
    ...found,
    digits: again,
    text: accepted ? text : '',
    reason: accepted ? null : (again[0]?.reason ?? null),
  });
}

function showFound(found: Recognition | null): void {
  recognition.value = found;
  const digits = found?.digits ?? [];
  const at = Math.min(selected.peek(), Math.max(0, digits.length - 1));
  selected.value = at;
  reading.value = digits[at] ?? null;
  lookAt(digits[at]?.image ?? EMPTY);
}

function readSample(pixels: Uint8Array): void {
  recognition.value = null;
  reading.value = recognizer.peek().classify(pixels, 28);
  lookAt(pixels);
}

/** For calls that read the input as it is, not a picture. */
const INK = new Uint8Array(32 * 32).fill(255);

/** Reads the inputs of a training step as they are, distorted between grey values, and refuses none. */
function readStep(input: Float32Array): void {
  const net = network.peek();
  net.unitsNamed('input').state.data.set(input);
  const { architecture, outputs } = net;
  const held = { architecture, outputs, capacity: 1, setPicture() {}, forward: () => net.forwardFromInput(1) };
  const rule = { distance: Number.POSITIVE_INFINITY, margin: 0 };
  recognition.value = null;
  reading.value = new Recognizer(held, { reject: rule }).classify(INK, 32);
}

/** Milliseconds between two showings of many numbers while a run trains. */
const EVERY = 1000;
let numbersAt = 0;

/** @param trained whether a run has changed the weights, and will again soon */
function countStates(trained: boolean): void {
  statesVersion.value++;
  const now = performance.now();
  if (trained && now - numbersAt < EVERY) return;
  numbersVersion.value++;
  numbersAt = now;
}

/** Runs the network on its subject once more. */
export function look(): void {
  lookAgain(false);
}

function lookAgain(trained: boolean): void {
  if (source.peek().kind === 'none') return;
  batch(() => {
    const now = subject.peek();
    if (now.kind === 'pad') readPad(now);
    else if (now.kind === 'sample') readSample(now.pixels);
    else readStep(now.input);
    countStates(trained);
  });
}

/** Turns the network to something else. */
export function show(next: Subject): void {
  batch(() => {
    subject.value = next;
    shown.value = 'states';
    look();
  });
}

/** Shows something else of the network and its subject; deltas are those that a backward pass has left. */
export function showAs(what: Shown): void {
  batch(() => {
    shown.value = what;
    countStates(false);
  });
}

/** Has the recogniser say how it read, or not. */
export function chooseTracing(chosen: boolean): void {
  tracing.value = chosen;
  look();
}

/** Shows another of the pad's digits in the figure. */
export function select(index: number): void {
  selected.value = index;
  look();
}

/** Milliseconds without other weights after which a drawing is taken apart anew, and the last numbers are shown. */
const CALM = 700;

/**
 * Whenever the weights change, looks again. While a run changes them several times a second, the digits of the pad stay
 * where they were found: to find them takes many times as long as to read them.
 */
export function followWeights(): () => void {
  let calm: ReturnType<typeof setTimeout> | undefined;
  return weightsVersion.subscribe(() => {
    clearTimeout(calm);
    if (source.peek().kind !== 'training') return look();
    calm = setTimeout(look, CALM);
    const found = recognition.peek();
    const trained = weightsMove.peek();
    if (subject.peek().kind !== 'pad' || !found?.digits.length) return lookAgain(trained);
    batch(() => {
      readAgain(found);
      countStates(trained);
    });
  });
}
