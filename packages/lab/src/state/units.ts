import { computed, effect, signal } from '@preact/signals';
import type { Network } from 'lenet5';
import type { Layer } from 'lenet5/core';
import { network } from './model.js';

/** How the units of a layer stand: maps of `width`×`height` units; a layer without maps is one block. */
export interface Grid {
  /** 'input', or the name of the layer. */
  readonly name: string;
  readonly maps: number;
  readonly width: number;
  readonly height: number;
  /** Units of one map; the last row of a block may be short. */
  readonly units: number;
  /** Whether it is a layer without maps. */
  readonly block: boolean;
  /** Places beyond the edge of a map that the layer above reads too. */
  readonly border: number;
}

/** A unit. Where a layer has no maps, `map` is 0, and row and column are those of the block. */
export interface Unit {
  readonly layer: string;
  readonly map: number;
  readonly row: number;
  readonly column: number;
}

/** The square of units that a unit reads in a map below. */
export interface Window {
  readonly side: number;
  /** From the square of one unit to that of the next. */
  readonly stride: number;
  /** Places beyond the edge of the map that are read too, and their value. */
  readonly border: number;
  readonly borderValue: number;
}

/** Null for a layer whose units read all units below. */
export function windowOf(layer: Layer): Window | null {
  if (layer.kind === 'convolution') {
    const { stride, border } = layer;
    return { side: 5, stride, border: border?.cells ?? 0, borderValue: border?.value ?? 0 };
  }
  return layer.kind === 'subsampling' ? { side: 2, stride: 2, border: 0, borderValue: 0 } : null;
}

/** Width over height of a block: 120 units are 10×12, 84 are 7×12 as the bitmaps of the paper's Fig. 3. */
const BLOCK = 3 / 4;
/** A block without a short last row may be so much narrower or wider. */
const BLOCK_TOLERANCE = 1.6;

function blockWidth(units: number): number {
  const wished = Math.sqrt(units * BLOCK);
  const distance = (width: number) => Math.abs(Math.log(width / wished));
  let best = Math.ceil(wished);
  let least = Math.log(BLOCK_TOLERANCE);
  for (let width = 1; width <= units; width++) {
    if (units % width > 0 || distance(width) >= least) continue;
    [best, least] = [width, distance(width)];
  }
  return best;
}

/** @param above the layer that reads it */
function gridFor(name: string, shape: readonly number[], above: Layer | undefined): Grid {
  const [first = 1, height = 1, width = 1] = shape;
  const border = (above && windowOf(above)?.border) ?? 0;
  if (shape.length === 3) return { name, maps: first, width, height, units: width * height, block: false, border };
  const across = above ? blockWidth(first) : 1;
  return { name, maps: 1, width: across, height: Math.ceil(first / across), units: first, block: true, border };
}

/** Of the input and every layer, in order; the output last. */
function gridsOf({ layers, units }: Network): readonly Grid[] {
  const [, ...picture] = units.get('input')?.state.shape ?? [];
  const rows = [{ name: 'input', shape: picture }, ...layers];
  return rows.map(({ name, shape }, i) => gridFor(name, shape, layers[i]));
}

const all = computed(() => new Map(gridsOf(network.value).map((grid) => [grid.name, grid])));
/** What the figure draws as maps, from left to right: all but the output. */
export const columns = computed(() => [...all.value.values()].slice(0, -1));

/** The unit under the pointer or the keyboard's focus. */
export const pointed = signal<Unit | null>(null);
/** The unit that stays when the pointer leaves, until another is chosen. */
export const kept = signal<Unit | null>(null);
effect(() => {
  network.value;
  for (const each of [kept, pointed]) if (each.peek() && !isUnit(each.peek() as Unit)) each.value = null;
});

/** Keeps a unit, or none, and shows it. */
export function keep(unit: Unit | null): void {
  kept.value = unit;
  pointed.value = unit;
}

/** Keeps a unit, or lets it go where it is kept already. */
export function toggle(unit: Unit | null): void {
  keep(isSame(unit, kept.peek()) ? null : unit);
}

/** Back to the unit that is kept. */
export function leave(): void {
  pointed.value = kept.peek();
}

/** Whether the present network has that unit. */
export function isUnit({ layer, map, row, column }: Unit): boolean {
  const grid = all.peek().get(layer);
  if (!grid || map >= grid.maps || row >= grid.height || column >= grid.width) return false;
  return row * grid.width + column < grid.units;
}

function isSame(a: Unit | null, b: Unit | null): boolean {
  return a?.layer === b?.layer && a?.map === b?.map && a?.row === b?.row && a?.column === b?.column;
}

/** How the units of a layer of the figure's network stand. */
export function gridOf(name: string): Grid {
  return all.value.get(name) as Grid;
}

/** Place of a unit in the layer's states. */
export function indexOf({ layer, map, row, column }: Unit): number {
  const { width, units } = gridOf(layer);
  return map * units + row * width + column;
}

/** The layer of that name. */
export function layerNamed(layers: readonly Layer[], name: string): Layer {
  return layers.find((layer) => layer.name === name) as Layer;
}
