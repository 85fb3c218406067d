import { SettingError } from '../errors.js';
import { words } from '../given/kinds.js';
import { type Fits, FUNCTION, fit, OBJECT, optionsOf, whole, YES_OR_NO } from '../given/options.js';
import type { StripNetworks } from './displacement.js';
import type { RejectRule } from './reader.js';
import type { StrokeRange } from './stroke-width.js';

/**
 * Decisions that are otherwise made from the picture, or by measured defaults.
 * @example
 * import { type RecognizeOptions, Recognizer } from 'lenet5';
 * import { pretrained } from 'lenet5/weights/pictures';
 * import { pretrainedStrips } from 'lenet5/weights/strips';
 * const options: RecognizeOptions = { invert: 'no', reader: 'displacement', strips: pretrainedStrips() };
 * const recognizer = new Recognizer(pretrained(), options);
 */
export interface RecognizeOptions {
  /**
   * All ink, or its largest part, is one digit ('single'); there are several, and what touches is parted more readily
   * ('multi'); or as many as there seem to be ('auto', the default).
   */
  readonly mode?: 'auto' | 'single' | 'multi';
  /** Light ink on dark ('yes'), dark on light ('no'), or what the picture looks like (default). */
  readonly invert?: 'auto' | 'yes' | 'no';
  /** Even out slow changes of light; true by default. */
  readonly evenLight?: boolean;
  /**
   * What is ink is to be found in a picture of anything ('found', the default), or all of it is known to be ink, as on a
   * pad whose strokes the program draws itself ('known'): darkness counts as it is, no light, paper, line, border or speck
   * is taken out, and every shape that is no digit stands in `digits`, refused.
   */
  readonly ink?: 'found' | 'known';
  /** How much darker than the paper ink is, 1 to 255; from the picture by default. */
  readonly inkLevel?: number | 'auto';
  /** Remove printed lines; true by default. */
  readonly removeLines?: boolean;
  /** Remove what enters from beyond the border of the picture; true by default. */
  readonly removeBorders?: boolean;
  /** Look at the picture in other ways where the first one leaves doubts: other strokes, ink, dots; true by default. */
  readonly again?: boolean;
  /** Try to lay writing straight that slopes, leans or stands on its side; true by default. */
  readonly turn?: boolean;
  /** Try to cut wide shapes into touching digits; true by default. */
  readonly cut?: boolean;
  /**
   * How lines are read: as a graph of cuts ('segments', the default), or by a network for strips that slides along them
   * without any cut ('displacement', which needs `strips`; LeCun et al. 1998, p.27-30). The graph reads more of both.
   */
  readonly reader?: 'segments' | 'displacement';
  /** Networks for strips: `pretrainedStrips()` of lenet5/weights/strips. */
  readonly strips?: StripNetworks;
  /** Strokes outside this range are made thicker or thinner; null leaves all as they are. */
  readonly strokes?: StrokeRange | null;
  /** Pictures with more pixels are reduced by a whole factor; 240,000 by default. */
  readonly mostPixels?: number;
  /** Also give how the answer came about, `trace` of the result: lines, cuts, candidates; false by default. */
  readonly trace?: boolean;
  /** When an answer is refused. */
  readonly reject?: Partial<RejectRule>;
}

/** Infinity, too: nothing is refused then. */
const LIMIT = fit('a number, 0 or more', (value) => typeof value === 'number' && value >= 0);
const REJECT: Fits<RejectRule> = { distance: LIMIT, margin: LIMIT };

const OPTIONS: Fits<RecognizeOptions> = {
  mode: words('auto', 'single', 'multi'),
  invert: words('auto', 'yes', 'no'),
  ink: words('found', 'known'),
  evenLight: YES_OR_NO,
  inkLevel: fit("a number, 1 to 255, or 'auto'", (value) =>
    value === 'auto' || (LIMIT.accepts(value) && Number(value) >= 1 && Number(value) <= 255)),
  removeLines: YES_OR_NO,
  removeBorders: YES_OR_NO,
  again: YES_OR_NO,
  turn: YES_OR_NO,
  cut: YES_OR_NO,
  reader: words('segments', 'displacement'),
  strips: FUNCTION,
  strokes: fit('an object with thinnest and thickest, in pixels, or null', (value) => {
    const { thinnest, thickest } = Object(value) as Partial<StrokeRange>;
    const isRange =
      Object.keys(Object(value)).length === 2 &&
      LIMIT.accepts(thinnest) &&
      LIMIT.accepts(thickest) &&
      Number(thinnest) <= Number(thickest);
    return value === null || isRange;
  }),
  mostPixels: whole(1),
  trace: YES_OR_NO,
  reject: OBJECT,
};

/**
 * Options as they came in, over those that were given before; undefined leaves these as they are.
 * @param owner whose they are, as a sentence begins
 * @throws SettingError for an unknown option, a value that does not fit, or a reader that lacks its networks
 */
export function mergeOptions(
  given: RecognizeOptions | undefined,
  before: RecognizeOptions,
  owner: string,
): RecognizeOptions {
  const options = { ...before, ...optionsOf(given, OPTIONS, owner) };
  const reject = { ...before.reject, ...optionsOf<Partial<RejectRule>>(given?.reject, REJECT, 'reject') };
  if (options.reader === 'displacement' && !options.strips) {
    throw new SettingError(
      'switch-value',
      'reader is "displacement" without strips, the networks that it needs: give strips: pretrainedStrips() of ' +
        'lenet5/weights/strips, too.',
    );
  }
  return { ...options, reject };
}
