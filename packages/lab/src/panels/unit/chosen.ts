import { computed, effect, signal } from '@preact/signals';
import { network } from '../../state/model.js';
import { gridOf, indexOf, keep, pointed, type Unit } from '../../state/units.js';

/** The unit that was pointed at last, whatever network it was of. */
const last = signal<Unit | null>(null);
effect(() => {
  if (pointed.value) last.value = pointed.value;
});

/** Whether the figure's network has it. */
function exists({ layer, map, row, column }: Unit): boolean {
  if (!network.value.units.has(layer)) return false;
  const { maps, width, height } = gridOf(layer);
  return map < maps && row < height && column < width;
}

/** What the panel takes apart: the last unit pointed at, else one in the middle of the first layer. */
export const chosen = computed<Unit>(() => {
  if (last.value && exists(last.value)) return last.value;
  const layer = network.value.layers[0]?.name ?? 'input';
  const { width, height } = gridOf(layer);
  return { layer, map: 0, row: Math.floor(height / 2), column: Math.floor(width / 2) };
});

export function choose(unit: Unit): void {
  last.value = unit;
  keep(unit);
}

/** The unit so many places further in its map, row by row; null beyond its end. */
function further(unit: Unit, by: number): Unit | null {
  const { width, units } = gridOf(unit.layer);
  const at = unit.row * width + unit.column + by;
  return at < 0 || at >= units ? null : { ...unit, row: Math.floor(at / width), column: at % width };
}

/** Goes to a neighbour in the order in which the kernel slides. */
export function go(by: number): void {
  const next = further(chosen.peek(), by);
  if (next) choose(next);
}

/** Units a second. */
export const SPEEDS = [1, 2, 5, 20] as const;
export const speed = signal(5);
/** Whether the kernel slides by itself. */
export const sliding = signal(false);
let timer: ReturnType<typeof setTimeout> | undefined;

function slideOn(): void {
  if (!sliding.peek()) return;
  const next = further(chosen.peek(), 1);
  if (!next) {
    sliding.value = false;
    return;
  }
  choose(next);
  timer = setTimeout(slideOn, 1000 / speed.peek());
}

/** Lets the kernel slide to the end of the map, from its beginning where it stands at the end; or stops it. */
export function toggleSliding(): void {
  clearTimeout(timer);
  sliding.value = !sliding.peek();
  if (!sliding.peek()) return;
  if (!further(chosen.peek(), 1)) choose({ ...chosen.peek(), row: 0, column: 0 });
  timer = setTimeout(slideOn, 1000 / speed.peek());
}

export function stopSliding(): void {
  clearTimeout(timer);
  sliding.value = false;
}

/** Where the chosen unit is in its layer. */
export function chosenIndex(): number {
  return indexOf(chosen.value);
}
