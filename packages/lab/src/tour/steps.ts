import { network } from '../state/model.js';
import type { Panel } from '../state/page.js';
import { reading } from '../state/subject.js';
import { gridOf, isUnit, type Unit } from '../state/units.js';

/** One stop of the tour: its texts are `tour.` with its name, and it points at the living figure. */
export interface Step {
  readonly name: 'picture' | 'convolution' | 'subsampling' | 'table' | 'full' | 'bitmap' | 'blog';
  /** What it frames. */
  readonly target: string;
  /** The panel that it opens. */
  readonly panel?: Panel;
  /** The unit that it keeps. */
  readonly unit: () => Unit | null;
}

/** The unit of a layer that says most about the picture: its largest state. */
function loudest(layer: string): Unit | null {
  if (!isUnit({ layer, map: 0, row: 0, column: 0 })) return null;
  const { width, units, maps } = gridOf(layer);
  const { data } = network.peek().unitsNamed(layer).state;
  let best = 0;
  for (let i = 1; i < maps * units; i++) if ((data[i] ?? 0) > (data[best] ?? 0)) best = i;
  const place = best % units;
  return { layer, map: Math.floor(best / units), row: Math.floor(place / width), column: place % width };
}

const layer = (name: string) => `.layer-focus[data-layer="${name}"]`;

export const STEPS: readonly Step[] = [
  { name: 'picture', target: '.pad', unit: () => null },
  { name: 'convolution', target: layer('C1'), unit: () => loudest('C1') },
  { name: 'subsampling', target: layer('S2'), unit: () => loudest('S2') },
  { name: 'table', target: '.table-one', panel: 'weights', unit: () => loudest('C3') },
  { name: 'full', target: layer('F6'), unit: () => loudest('F6') },
  {
    name: 'bitmap',
    target: '.distances',
    unit: () => ({ layer: 'Output', map: 0, row: reading.peek()?.digit ?? 0, column: 0 }),
  },
  { name: 'blog', target: '.questions .gap', panel: 'questions', unit: () => null },
];
