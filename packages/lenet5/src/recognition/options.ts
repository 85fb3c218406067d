import type { StripNetworks } from './displacement.js';
import type { RejectRule } from './reject.js';
import type { StrokeRange } from './stroke-width.js';

/**
 * Decisions that are otherwise made from the picture, or by measured defaults.
 * @example
 * import { type RecognizeOptions, Recognizer } from 'lenet5';
 * import { pretrained } from 'lenet5/weights/pictures';
 * import { pretrainedStrips } from 'lenet5/weights/strips';
 * const options: RecognizeOptions = { mode: 'multi', invert: 'no', strips: pretrainedStrips() };
 * const recognizer = new Recognizer(pretrained(), options);
 */
export interface RecognizeOptions {
  /** One digit, or several ('multi'); by default as many as there seem to be ('auto'). See `reader` for what differs. */
  readonly mode?: 'auto' | 'single' | 'multi';
  /** Light ink on dark ('yes'), dark on light ('no'), or what the picture looks like (default). */
  readonly invert?: 'auto' | 'yes' | 'no';
  /** Even out slow changes of light; true by default. */
  readonly evenLight?: boolean;
  /** How much darker than the paper ink is, 1 to 255; from the picture by default. */
  readonly inkLevel?: number | 'auto';
  /** Remove printed lines; true by default. */
  readonly removeLines?: boolean;
  /** Remove what enters from beyond the border of the picture; true by default. */
  readonly removeBorders?: boolean;
  /** Try to cut wide shapes into touching digits; true by default. */
  readonly cut?: boolean;
  /**
   * How touching digits are told apart: cut into segments; read along the line by a network for strips, without any cut
   * (space displacement, LeCun et al. 1998, p.27-30); or both, and the better one counts. 'both' by default in mode
   * 'multi', else 'segments': where it is not known that there are several digits, reading along takes a letter for two
   * now and then. Without `strips` everything is cut.
   */
  readonly reader?: 'both' | 'segments' | 'displacement';
  /** Networks for strips: `pretrainedStrips()` of lenet5/weights/strips. */
  readonly strips?: StripNetworks;
  /** Strokes outside this range are made thicker or thinner; null leaves all as they are. */
  readonly strokes?: StrokeRange | null;
  /** Pictures with more pixels are reduced by a whole factor; 240,000 by default. */
  readonly mostPixels?: number;
  /** When an answer is refused. */
  readonly reject?: Partial<RejectRule>;
}
