import { Random } from '../../../../src/math/random.js';
import type { Labelled } from '../pictures.js';
import { DISPLAY } from './display.js';
import { FORMS } from './forms.js';
import { GRIDS } from './grids.js';
import type { Kind, Sources } from './kind.js';
import { LIGHT } from './light.js';
import { NON_DIGITS } from './non-digits.js';
import { PREPARED } from './prepared.js';
import { SCENES } from './scenes.js';
import { SHAPES } from './shapes.js';
import { STRINGS } from './strings.js';
import { STROKES } from './strokes.js';

export { glyphBank } from '../fonts.js';
export { type Kind, type Sources, sourcesOf } from './kind.js';

/** Every kind of picture that the recogniser is measured on. */
export const KINDS: readonly Kind[] = [
  ...PREPARED,
  ...STRINGS,
  ...FORMS,
  ...GRIDS,
  ...STROKES,
  ...SHAPES,
  ...LIGHT,
  ...NON_DIGITS,
  ...SCENES,
  ...DISPLAY,
];

export interface Drawn extends Labelled {
  /** Of the kind. */
  readonly name: string;
}

/** Picture number `index` of a kind: the same for the same seed, whatever else was drawn. */
export function drawKind(kind: Kind, seed: number, index: number, sources: Sources): Drawn {
  const drawn = kind.draw(new Random(seed, `${kind.name} ${index}`), sources);
  return { ...drawn, name: kind.name };
}
