import { LIKE_COMMA } from './cost.js';
import type { Path, Step } from './graph.js';
import { IMAGE_SIDE } from './normalise.js';
import { around, type Box } from './plane.js';
import { DIGITS } from './reader.js';
import type { Cell, ReadDigit, Reason, Recognition, Trace } from './types.js';
import { median, slantOf } from './views.js';

/** What one view of a picture shows. */
export interface Page {
  /** Everything that might be a digit in reading order, refused ones too. */
  readonly digits: readonly ReadDigit[];
  /** Places of signs and of other marks that are no digits. */
  readonly others: readonly Box[];
  /** Places for digits that a form has, rows from top to bottom. */
  readonly cells: readonly (readonly Box[])[];
  /** How much more likely there are digits here than none, in units of log p. */
  readonly evidence: number;
  /** The same, with what was refused at its full weight: for comparing views of the same picture. */
  readonly score: number;
  /** Whether nothing in it is in doubt. */
  readonly clear: boolean;
  readonly trace?: Trace;
}

/** Where nothing is drawn. */
export const BLANK: Page = { digits: [], others: [], cells: [], evidence: 0, score: 0, clear: false };

/** A shape counts for or against the page by so much at most. */
export const MOST = 3;
/** Lower than this share of its line a shape that is no digit is a mark. */
const LOW = 0.5;
/** From these probabilities on of being no digit a shape is a sign: where it has the size of one, and where it has not. */
const FAR = 0.985;
const FARTHEST = 0.9995;
/** A slash is this multiple of its line's digits high and leans this much more than they do (pixels for one up). */
const SLASH = { height: 1.12, lean: 0.27 } as const;
/** A stroke lower than this share of the digits beside it is a mark. */
const DASH = 0.6;
/** One that begins so deep below their tops, in their heights, is a comma, however large. */
const COMMA = { height: 0.75, deep: 0.55 } as const;
/** A bar reaches beyond the digits beside it, above and below, by this share of their height; what is no clear 1 … */
const BAR = 0.1;
/** … but of a smaller probability than this is a bracket where it reaches beyond by this share. */
const BRACKET = { confidence: 0.9, beyond: 0.04 } as const;
/** A sign is lower than the digits of its line and at most so many characters wide: else it may be digits after all. */
const SIGN = { height: 0.85, characters: 1.25 } as const;
/** A sure digit higher than this share is seen all the same: cents, exponents. */
const SMALL = 0.3;
const SURE = 0.9;

/**
 * What a shape is taken for: a digit, a shape like a digit that was refused, a sign (not like any digit), or a mark that
 * counts for nothing (a comma, a ruling, a bracket).
 */
type Verdict = 'digit' | 'refused' | 'sign' | 'mark';

interface Judged {
  readonly step: Step;
  readonly verdict: Verdict;
  /** Whether it is in doubt what it is: a digit beside others that may be another one, or a mark that may be a digit. */
  readonly doubt?: boolean;
}

/** So many strokes and nothing else are stripes, a bar code or rulings. */
const STRIPES = 6;

/**
 * Everything read in all lines; where most shapes are no digits, none is.
 * @param known `several`: that there are several digits: parts that were cut out are no parts of a letter; `drawn`: that
 *   all of it was meant to be a digit
 */
export function pageOf(
  lines: readonly Path[],
  cells: Page['cells'],
  { several = false, drawn = false }: { readonly several?: boolean; readonly drawn?: boolean } = {},
): Page {
  if (drawn) return drawnPage(lines);
  const usual = heightOf(lines.flatMap(({ steps }) => steps.filter(({ digit }) => !PLAIN.includes(digit.digit))));
  const verdicts = withoutEdges(
    lines.map(({ steps }) => withoutTeeth(steps.map((step) => ({ step, verdict: verdictOn(step, steps, usual) })))),
  );
  const single = verdicts.flat().filter(({ verdict }) => verdict === 'digit' || verdict === 'refused').length < 2;
  const judged = verdicts.flatMap((line) =>
    single ? line : line.map((each) => ({ ...each, doubt: isDoubtful(each, line) })),
  );
  const digits = judged.flatMap(({ step, verdict, doubt }) => {
    if (doubt) return [refused(step.digit, 'ambiguous')];
    if (verdict === 'digit') return [accepted(step)];
    return verdict === 'refused' ? [refused(step.digit)] : [];
  });
  const others = judged.flatMap(({ step, verdict, doubt }) =>
    !doubt && (verdict === 'sign' || verdict === 'mark') ? [step.digit.box] : [],
  );
  let [evidence, score] = [0, 0];
  for (const { step, verdict } of judged) {
    const odds = verdict === 'digit' ? oddsOf(step, several) : verdict === 'mark' ? 0 : -MOST;
    evidence += odds;
    score += verdict === 'refused' ? 3 * odds : odds;
  }
  const isStriped = digits.length >= STRIPES && digits.every(({ digit }) => digit === 1);
  if (evidence <= 0 || isStriped)
    return { digits: digits.map((digit) => refused(digit)), others, cells, evidence, score, clear: false };
  const clear = judged.every(
    ({ step, verdict, doubt }) =>
      !doubt && (verdict === 'mark' || (verdict === 'digit' && step.digit.confidence > SURE)),
  );
  return { digits, others, cells, evidence, score, clear: clear && digits.length > 0 };
}

/** Everything that was drawn: a shape that the network takes for no digit is refused in its place. */
function drawnPage(lines: readonly Path[]): Page {
  const steps = lines.flatMap((line) => line.steps);
  const sure = steps.filter(({ isDigit, digit }) => isDigit && digit.confidence > SURE).length;
  const digits = steps.map((step) => {
    const isRead = step.isDigit && isAccepted(step.digit, sure);
    return isRead ? accepted(step) : refused(step.digit);
  });
  const evidence = steps.reduce((sum, step, i) => sum + (digits[i]?.rejected ? -MOST : oddsOf(step, true)), 0);
  const clear = digits.length > 0 && digits.every(({ rejected }) => !rejected);
  return { digits, others: [], cells: [], evidence, score: evidence, clear };
}

/** Usual height of the digits among steps; 0 for none. */
function heightOf(steps: readonly Step[]): number {
  return median(steps.filter(({ isDigit }) => isDigit).map(({ digit }) => digit.box.height));
}

/** @param usual height of the digits of the page, for what stands alone in its line */
function verdictOn(step: Step, line: readonly Step[], usual: number): Verdict {
  const { digit, isDigit, characters } = step;
  const bar = barIn(step, line);
  if (bar) return bar;
  const digits = line.filter((other) => other.isDigit);
  const sure = digits.filter((other) => other.digit.confidence > SURE).length;
  if (isDigit && isAccepted(digit, sure)) return 'digit';
  // What the network takes for a digit and only its form tells apart is a comma or a thin ruling.
  if (!isDigit && digit.confidence > SURE) return LIKE_COMMA.includes(digit.digit) ? 'mark' : 'refused';
  const height = line.length > 1 ? heightOf(line) : usual;
  if (height === 0) return 'refused';
  const small = digit.confidence > SURE && digit.box.height > SMALL * height && !LIKE_COMMA.includes(digit.digit);
  if (digit.box.height < LOW * height) return small ? 'refused' : 'mark';
  const low = digit.box.height < SIGN.height * height && characters < SIGN.characters;
  return digit.refusal > (low ? FAR : FARTHEST) ? 'sign' : 'refused';
}

/** Takes lines of mere strokes beside the writing for what they are: edges of the page. */
function withoutEdges(lines: readonly (readonly Judged[])[]): readonly (readonly Judged[])[] {
  const isStroke = ({ step, verdict }: Judged) => verdict === 'digit' && step.digit.digit === 1;
  const writing = lines.flat().filter((judged) => judged.verdict === 'digit' && !isStroke(judged));
  if (writing.length < COMPANY.sure) return lines;
  const { x, width } = around(writing.map(({ step }) => step.digit.box));
  const beside = ({
    step: {
      digit: { box },
    },
  }: Judged) => box.x + box.width < x - box.height || box.x > x + width + box.height;
  return lines.map((line) =>
    line.every((judged) => isStroke(judged) && beside(judged))
      ? line.map(({ step }) => ({ step, verdict: 'mark' }))
      : line,
  );
}

/** Fewest teeth of a comb; their ends agree within a share of the digits' height, and differ from theirs by another. */
const TEETH = { least: 3, same: 0.05, apart: 0.08 } as const;

/** Takes strokes of one line that all begin and end at the same height, unlike its digits, for the teeth of a comb; two may be 1s. */
function withoutTeeth(line: readonly Judged[]): readonly Judged[] {
  const read = line.filter(({ verdict }) => verdict === 'digit');
  const strokes = read.filter(({ step }) => step.digit.digit === 1);
  const digits = read.filter(({ step }) => step.digit.digit !== 1);
  const height = median(digits.map(({ step }) => step.digit.box.height));
  if (strokes.length < 2 || digits.length < 2) return line;
  const ends = ({
    step: {
      digit: { box },
    },
  }: Judged) => [box.y, box.y + box.height] as const;
  const near = (a: Judged, b: Judged, share: number) =>
    ends(a).every((end, i) => Math.abs(end - (ends(b)[i] as number)) <= share * height);
  const isTooth = (stroke: Judged) =>
    strokes.every((other) => near(stroke, other, TEETH.same)) &&
    digits.every((digit) => !near(stroke, digit, TEETH.apart));
  if (!strokes.every(isTooth)) return line;
  const verdict = strokes.length < TEETH.least ? 'refused' : 'mark';
  return line.map((judged) => (strokes.includes(judged) ? { ...judged, verdict } : judged));
}

/** Costs set by hand make probabilities too modest: `npm run pictures -- --calibrate` shows the power that mends it. */
const MODEST = 0.25;

function accepted({ digit, posterior }: Step): ReadDigit {
  const confidence = (posterior * digit.confidence) ** MODEST;
  return { ...digit, rejected: false, reason: null, confidence, refusal: Math.min(digit.refusal, 1 - confidence) };
}

/** So many sure digits in a line make its other shapes digits as well, this much more likely, in units of log p. */
const COMPANY = { sure: 2, odds: 1.7 } as const;

/** A digit this far from its bitmap (squared distance) must be as much farther from the next one. */
const FREE = 12;

/** Whether the reject rule lets a digit pass, a little more easily beside others. */
function isAccepted(digit: ReadDigit, sure: number): boolean {
  const { margin, rejected, reason, confidence, refusal } = digit;
  if (margin < distanceOf(digit) - FREE) return false;
  if (!rejected) return true;
  return reason === 'no-digit' && sure >= COMPANY.sure && logOdds(confidence, refusal) > -COMPANY.odds;
}

function distanceOf({ digit, distances }: ReadDigit): number {
  return distances[digit] as number;
}

/** Of being this digit rather than none. */
function logOdds(confidence: number, refusal: number): number {
  return Math.log((confidence + LEAST) / (refusal + LEAST));
}

/** Keeps the logarithm finite. */
const LEAST = 1e-9;

/** What an accepted digit says for the page: parts of letters are 1 and 7 easily, the others hardly ever. */
function oddsOf({ digit: { digit, confidence, refusal }, cuts }: Step, several: boolean): number {
  const odds = Math.min(MOST, logOdds(confidence, refusal));
  const plain = PLAIN.includes(digit);
  if (cuts > 0) return plain && !several ? -CUT_PLAIN : CUT_SHARE * odds;
  return digit === 1 ? STROKE_SHARE * odds : odds;
}

/** Digits of one or two straight strokes. */
const PLAIN: readonly number[] = [1, 7];
/** What such a digit counts against a page where it was cut out, the share of its odds of another, and of an uncut 1. */
const CUT_PLAIN = 1.5;
const CUT_SHARE = 0.5;
const STROKE_SHARE = 0.5;

/** Wider than this share of its height no stroke is upright. */
const UPRIGHT = 0.8;

/** Taller than the digits beside it by this much more, or leaning by so much more, it is no 1 in anybody's hand. */
const SURELY = { beyond: 3, lean: 1.7 } as const;

/** Where a shape stands beside the nearest digits of its line that are no strokes, in their heights. */
interface Beside {
  /** Their mean height, in pixels. */
  readonly height: number;
  /** How far it reaches beyond them, upwards and downwards. */
  readonly above: number;
  readonly below: number;
  readonly tallest: number;
}

function besideOf(step: Step, digits: readonly Step[]): Beside {
  const { box } = step.digit;
  const middle = (other: Step) => Math.abs(other.digit.box.x + other.digit.box.width / 2 - box.x - box.width / 2);
  const boxes = digits
    .toSorted((a, b) => middle(a) - middle(b))
    .slice(0, 2)
    .map(({ digit }) => digit.box);
  const mean = (f: (box: Box) => number) => boxes.reduce((sum, other) => sum + f(other), 0) / boxes.length;
  const height = mean((other) => other.height);
  return {
    height,
    above: (mean((other) => other.y) - box.y) / height,
    below: (box.y + box.height - mean((other) => other.y + other.height)) / height,
    tallest: Math.max(...boxes.map((other) => other.height)),
  };
}

/** The digits of a line beside a shape that are no strokes. */
function curvedBeside(step: Step, line: readonly Step[]): Step[] {
  return line.filter((other) => other !== step && other.isDigit && other.digit.digit !== 1);
}

/** What an upright stroke in a line of digits is rather than a 1: a slash, a bar or a bracket, or one that may be a 1 yet. */
function barIn(step: Step, line: readonly Step[]): 'mark' | 'refused' | null {
  const { digit, box } = step.digit;
  if (digit !== 1 || box.width > UPRIGHT * box.height) return null;
  const digits = curvedBeside(step, line);
  if (digits.length < 2) return null;
  const { height, above, below, tallest } = besideOf(step, digits);
  const lean = (other: Step) => slantOf({ width: IMAGE_SIDE, height: IMAGE_SIDE, data: other.digit.image });
  const usual = median(digits.map(lean));
  const hangs = box.height < COMMA.height * height && above < -COMMA.deep;
  if (hangs || box.height < DASH * height) return 'mark';
  const between = line[0] !== step && line.at(-1) !== step;
  const leans = between && box.height > SLASH.height * tallest ? lean(step) - usual : 0;
  const beyond = Math.min(above, below);
  if (step.digit.confidence < BRACKET.confidence && beyond > BRACKET.beyond) return 'mark';
  if (leans > SURELY.lean * SLASH.lean || beyond > SURELY.beyond * BAR) return 'mark';
  return leans > SLASH.lean || beyond > BAR ? 'refused' : null;
}

/** A digit less likely than this by its image, and than that among all cuts, may be another one … */
const UNSURE = { image: 0.8, path: 0.7 } as const;
/** … and so may one this far from its bitmap with no greater margin where it was cut out, or with less where it is hardly
 * likelier than not. */
const BETWEEN = { distance: 12, cutOut: 30, margin: 20, likely: 0.55 } as const;
/** Two digits that have this share of the smaller one in common are not both what is written there. */
const SHARED = 0.5;
/** A stroke that differs from a bracket of its line by at most this share of its height may be the other one. */
const PAIR = { height: 0.95, same: 0.12 } as const;
/** A mark of at least such a height, a stroke and any other, that reaches no deeper than its neighbours may be a digit. */
const MISSED = { stroke: 0.4, least: 0.5, most: 1.1, below: 0.2 } as const;

/** Whether it is better to say that a shape of several is in doubt than to be silently wrong. */
function isDoubtful({ step, verdict }: Judged, line: readonly Judged[]): boolean {
  const { digit, posterior, cuts } = step;
  const { box } = digit;
  const steps = line.map((other) => other.step);
  const digits = curvedBeside(step, steps);
  if (verdict === 'digit') {
    const weak = posterior * digit.confidence < BETWEEN.likely ? BETWEEN.margin : 0;
    const least = cuts > 0 ? BETWEEN.cutOut : weak;
    if (digit.margin < least && distanceOf(digit) > BETWEEN.distance) return true;
    if (digit.confidence < UNSURE.image && posterior < UNSURE.path) return true;
    if (line.some((other) => other.step !== step && other.verdict === 'digit' && areOne(other.step.digit.box, box)))
      return true;
    if (digit.digit !== 1 || digits.length === 0) return false;
    if (isTall(step, steps)) return true;
    return line.some((other) => isBracket(other, steps) && isAsHigh(other.step.digit.box, box));
  }
  if (verdict !== 'mark' || digits.length === 0) return false;
  const { height, below } = besideOf(step, digits);
  const least = digit.digit === 1 ? MISSED.stroke : MISSED.least;
  return box.height > least * height && box.height < MISSED.most * height && below < MISSED.below;
}

/** Whether a stroke stands between digits and is so much higher than all that are none: a slash, a bar or a 1. */
function isTall(step: Step, line: readonly Step[]): boolean {
  const heights = curvedBeside(step, line).map(({ digit }) => digit.box.height);
  const between = line[0] !== step && line.at(-1) !== step;
  return between && heights.length > 1 && step.digit.box.height > SLASH.height * Math.max(...heights);
}

function areOne(a: Box, b: Box): boolean {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const smaller = Math.min(a.width * a.height, b.width * b.height);
  return across > 0 && down > 0 && across * down > SHARED * smaller;
}

function isAsHigh(a: Box, b: Box): boolean {
  return Math.abs(a.height - b.height) < PAIR.same * b.height;
}

/** Whether a mark is as high as the digits beside it. */
function isBracket({ step, verdict }: Judged, line: readonly Step[]): boolean {
  const digits = curvedBeside(step, line);
  return verdict === 'mark' && digits.length > 0 && step.digit.box.height > PAIR.height * besideOf(step, digits).height;
}

function refused(digit: ReadDigit, reason: Reason = 'no-digit'): ReadDigit {
  return { ...digit, rejected: true, reason: digit.reason ?? reason };
}

/** What a page says, for the caller. @param characters of the classes, the digits where nothing else is said */
export function recognitionOf({ digits, others, cells }: Page, characters = DIGITS): Recognition {
  const accepted = digits.filter(({ rejected }) => !rejected);
  const text = accepted.length > 0 ? written(digits, characters) : '';
  const homes = digits.map(({ box }) => homeOf(box, cells.flat()));
  const places = cells.map((row) =>
    row.map(
      (box): Cell => ({
        box,
        text:
          text &&
          written(
            digits.filter((_, i) => homes[i] === box),
            characters,
          ),
      }),
    ),
  );
  return {
    text,
    complete: text !== '' && accepted.length === digits.length,
    confidence: text === '' ? 0 : accepted.reduce((product, { confidence }) => product * confidence, 1),
    digits,
    others,
    cells: places,
    reason: text === '' ? reasonOf(digits, others) : null,
  };
}

/** Accepted digits, and '?' for refused ones. */
function written(digits: readonly ReadDigit[], characters: string): string {
  return digits.map(({ digit, rejected }) => (rejected ? '?' : (characters[digit] ?? digit))).join('');
}

/** Least share of a digit that lies in its cell: teeth of a comb may be half as high. */
const LEAST_SHARE = 0.25;

/** The cell that holds most of a digit; none where it lies outside of all. */
function homeOf({ x, y, width, height }: Box, cells: readonly Box[]): Box | undefined {
  const shared = (cell: Box) => {
    const across = Math.min(x + width, cell.x + cell.width) - Math.max(x, cell.x);
    const down = Math.min(y + height, cell.y + cell.height) - Math.max(y, cell.y);
    return Math.max(0, across) * Math.max(0, down);
  };
  return cells
    .filter((cell) => shared(cell) > LEAST_SHARE * width * height)
    .toSorted((a, b) => shared(b) - shared(a))[0];
}

/** The reason of the largest shape. */
function reasonOf(digits: readonly ReadDigit[], others: readonly Box[]): Recognition['reason'] {
  const size = ({ box }: ReadDigit) => box.width * box.height;
  if (digits.length === 0) return others.length > 0 ? 'no-digit' : 'nothing-drawn';
  return digits.reduce((a, b) => (size(b) > size(a) ? b : a)).reason;
}
