import { batch, signal } from '@preact/signals';
import { network, weightsVersion } from './model.js';

/** What the figure shows at its left end. */
export type Picture =
  | { readonly kind: 'none' }
  /** 28×28 bytes, ink 255. */
  | { readonly kind: 'bytes'; readonly pixels: Uint8Array }
  /** 32×32 inputs of a training step, distorted or not, and what a step does with them. */
  | { readonly kind: 'input'; readonly values: Float32Array };

export const picture = signal<Picture>({ kind: 'none' });
/** Counts the times that the states of the units changed. */
export const statesVersion = signal(0);
/** What the maps show: states, or ∂E/∂a of the last training step. */
export const shown = signal<'states' | 'deltas'>('states');

/** Runs the network on the present picture. */
export function look(): void {
  const net = network.peek();
  const now = picture.peek();
  if (now.kind === 'input') {
    net.unitsNamed('input').state.data.set(now.values);
    net.forwardFromInput(1);
  } else {
    net.setPicture(0, now.kind === 'bytes' ? now.pixels : EMPTY, 0, 28);
    net.forward(1, 28);
  }
  statesVersion.value++;
}

const EMPTY = new Uint8Array(28 * 28);

/** Shows another picture. */
export function showPicture(next: Picture): void {
  batch(() => {
    picture.value = next;
    shown.value = 'states';
    look();
  });
}

/** Follows the weights: whenever they change, the same picture is looked at again. */
export function followWeights(): () => void {
  return weightsVersion.subscribe(() => look());
}
