import { useSignal, useSignalEffect } from '@preact/signals';
import type { Network, StateDict } from 'lenet5';
import type { ConvolutionLayer, Floats } from 'lenet5/core';
import { useMemo } from 'preact/hooks';
import { network, type Source, source, weightsMove, weightsVersion } from '../../state/model.js';
import { largest, signed } from '../../state/numbers.js';
import { say } from './texts.js';

/** Milliseconds between two pictures of all weights while a run trains: 60,000 are many, and change little. */
const EVERY = 1000;

/** All weights at one moment, and where they come from. */
interface Moment {
  readonly net: Network;
  readonly state: StateDict;
  readonly of: Source;
  readonly version: number;
  readonly time: number;
}

function take(): Moment {
  const net = network.peek();
  const [of, version] = [source.peek(), weightsVersion.peek()];
  return { net, state: net.stateDict(), of, version, time: performance.now() };
}

/** What the panel shows: every change at once, of a run that trains one in a while, and its last one when it stops. */
export function useMoment(): Moment {
  const moment = useSignal(useMemo(take, []));
  useSignalEffect(() => {
    const { version, time } = moment.peek();
    if (weightsVersion.value === version) return;
    const next = () => {
      moment.value = take();
    };
    const wait = weightsMove.value ? time + EVERY - performance.now() : 0;
    if (wait <= 0) return next();
    const timer = setTimeout(next, wait);
    return () => clearTimeout(timer);
  });
  return moment.value;
}

/** The largest magnitude, which takes the full colour. */
export function fullOf(...lists: Floats[]): number {
  return largest(...lists) || 1;
}

/** How the legend calls it. */
export function fullText(full: number): string {
  return say('weights.full', { full: full.toPrecision(2) });
}

/** The kernel in numbers, row by row. */
export function kernelText(layer: ConvolutionLayer, map: number, below: number, kernel: Floats | null): string {
  const names = { layer: layer.name, from: layer.from, map, below };
  if (!kernel) return say('weights.none', names);
  const rows = [0, 5, 10, 15, 20].map((start) => {
    const row = Array.from(kernel.subarray(start, start + 5), (weight) => signed(weight, 2));
    return row.join(' ');
  });
  return say('weights.kernel', { ...names, values: rows.join(' / ') });
}
