import type { Network } from 'lenet5';
import { type Change, changes } from './model.js';
import { indexOf, type Unit } from './units.js';

type Off = Extract<Change, { kind: 'unit' | 'map' }>;

/** First and last place of what is switched off, in the units of one sample. */
function placesOf(off: Off, shape: readonly number[]): readonly [from: number, to: number] {
  if (off.kind === 'unit') return [off.index, off.index + 1];
  const [, height = 1, width = 1] = shape;
  const size = height * width;
  return [off.map * size, (off.map + 1) * size];
}

/** Whether a unit is switched off, by itself or with its map. */
export function isSwitchedOff(unit: Unit): boolean {
  return changes.value.some((each) => {
    if (each.kind === 'map') return each.layer === unit.layer && each.map === unit.map;
    return each.kind === 'unit' && each.layer === unit.layer && each.index === indexOf(unit);
  });
}

/** After a pass: what is switched off becomes 0, and the layers above follow. */
export function switchOff(network: Network, samples: number): void {
  const off = changes.peek().filter((each): each is Off => each.kind === 'unit' || each.kind === 'map');
  for (const { name, shape } of off.length > 0 ? network.layers : []) {
    const here = off.filter(({ layer }) => layer === name);
    if (here.length === 0) continue;
    const { data } = network.unitsNamed(name).state;
    const length = shape.reduce((product, size) => product * size, 1);
    for (let s = 0; s < samples; s++) {
      for (const each of here) {
        const [from, to] = placesOf(each, shape);
        data.fill(0, s * length + from, s * length + to);
      }
    }
    network.forwardFrom(name, samples);
  }
}

/** The network as the recogniser sees it: with all that is switched off. */
export function withSwitchedOff(network: Network) {
  const { architecture, characters, capacity, outputs } = network;
  return {
    architecture,
    characters,
    capacity,
    outputs,
    setPicture: network.setPicture.bind(network),
    forward(samples: number, side: 28 | 32) {
      network.forward(samples, side);
      switchOff(network, samples);
    },
  };
}
