import { batch, computed, signal } from '@preact/signals';
import { type ImageDataLike, type Reading, type Recognition, Recognizer } from 'lenet5';
import { areDigits } from './classes.js';
import { network, weightsVersion } from './model.js';

/** What the network is looking at. */
export type Subject =
  /** The pad: a drawing or a picture on it; null while it is empty. */
  | { readonly kind: 'pad'; readonly image: ImageDataLike | null }
  /** A digit of MNIST: 28×28 bytes, ink 255. */
  | { readonly kind: 'sample'; readonly index: number; readonly label: number; readonly pixels: Uint8Array }
  /** A training step: the values of the input, distorted or not. */
  | { readonly kind: 'step'; readonly label: number; readonly input: Float32Array };

export const subject = signal<Subject>({ kind: 'pad', image: null });
/** All that was found on the pad. */
export const recognition = signal<Recognition | null>(null);
/** Which of the pad's digits the figure shows. */
export const selected = signal(0);
/** What the network says of what it is looking at; null where there is nothing. */
export const reading = signal<Reading | null>(null);
/** Counts the times that the states of the units changed. */
export const statesVersion = signal(0);
/** What the maps show: states, or ∂E/∂a of the training step looked at. */
export const shown = signal<'states' | 'deltas'>('states');

/** Whether the recogniser also says how it read. */
export const tracing = signal(false);

/** Outputs of a tanh are nearer to each other than distances and costs: the best must be so much above the next. */
const CLEAR = { distance: Number.POSITIVE_INFINITY, margin: 0.5 };

/** Writing is taken apart for digits alone: another network is asked about all of it at once. */
const recognizer = computed(() => {
  const { layers } = network.value;
  const mode = areDigits(network.value) ? 'auto' : 'single';
  return new Recognizer(network.value, { mode, ...(layers.at(-1)?.squash === 'tanh' && { reject: CLEAR }) });
});
const EMPTY = new Uint8Array(28 * 28);

function lookAt(pixels: Uint8Array): void {
  network.peek().setPicture(0, pixels, 0, 28);
  network.peek().forward(1, 28);
}

function readPad(image: ImageDataLike | null): void {
  const found = image && recognizer.peek().recognize(image, { trace: tracing.peek() });
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

/** Runs the network on its subject once more. */
function look(): void {
  batch(() => {
    const now = subject.peek();
    if (now.kind === 'pad') readPad(now.image);
    else if (now.kind === 'sample') readSample(now.pixels);
    else readStep(now.input);
    statesVersion.value++;
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

/** Shows the gradients that a backward pass has left in the network. */
export function showDeltas(): void {
  batch(() => {
    shown.value = 'deltas';
    statesVersion.value++;
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

/** Whenever the weights change, looks again. */
export function followWeights(): () => void {
  return weightsVersion.subscribe(() => look());
}
