import { batch, computed, signal } from '@preact/signals';
import { t } from '../state/language.js';
import { selected, show, subject, takeStepBack } from '../state/subject.js';
import { canvasIsHonest, type Drawing, rasterise, type Stroke } from './raster.js';
import { placed } from './strokes-text.js';

const BLANK: Drawing = { strokes: [], picture: null };

/** The digit that the page opens with, until somebody draws. */
export const EXAMPLE: Drawing = {
  picture: null,
  strokes: [
    [
      { x: 0.4, y: 0.18 },
      { x: 0.34, y: 0.38 },
      { x: 0.3, y: 0.55 },
      { x: 0.5, y: 0.56 },
      { x: 0.72, y: 0.54 },
    ],
    [
      { x: 0.62, y: 0.2 },
      { x: 0.6, y: 0.5 },
      { x: 0.58, y: 0.85 },
    ],
  ].map((stroke) => stroke.map(placed)),
};
export const drawing = signal<Drawing>(EXAMPLE);
/** The stroke under the pen. */
export const pending = signal<Stroke>([]);
const history = signal<readonly Drawing[]>([]);
/** What the stroke under the pen comes on top of: the first one of one's own takes the place of the example. */
export const beneath = computed(() => (drawing.value === EXAMPLE && pending.value.length > 0 ? BLANK : drawing.value));

export function isBlank({ strokes, picture }: Drawing): boolean {
  return strokes.length === 0 && !picture;
}

/** The drawing with the stroke under the pen. */
function all(): Drawing {
  const { strokes, picture } = beneath.peek();
  return pending.peek().length > 0 ? { strokes: [...strokes, pending.peek()], picture } : drawing.peek();
}

/** Hands the pad as it is now to the network. */
function read(): void {
  const now = all();
  show({ kind: 'pad', image: isBlank(now) ? null : rasterise(now), drawn: !now.picture });
}

/** Puts something else on the pad, so that undoing brings back what was there. */
function replace(next: Drawing): void {
  history.value = [...history.peek(), drawing.peek()].slice(-100);
  drawing.value = next;
}

function change(next: Drawing): void {
  batch(() => {
    replace(next);
    pending.value = [];
    read();
  });
}

let frame = 0;

/** Adds points to the stroke under the pen; it is read once a frame, however many events there are. */
export function extend(points: Stroke): void {
  pending.value = [...pending.peek(), ...points.map(placed)];
  if (frame > 0) return;
  frame = requestAnimationFrame(() => {
    frame = 0;
    if (pending.peek().length > 0) read();
  });
}

/** The pen leaves the pad. */
export function finish(): void {
  if (pending.peek().length === 0) return;
  change(all());
}

/** Shows what is on the pad when the page opens. */
export function readFirst(): void {
  if (subject.peek().kind === 'pad') read();
}

/** Puts strokes on the pad in place of what is there. */
export function putStrokes(strokes: readonly Stroke[]): void {
  selected.value = 0;
  change({ strokes, picture: null });
}

export function clear(): void {
  selected.value = 0;
  change(BLANK);
}

/** Takes back the last stroke, picture or clearing; a training step that hides the drawing goes first. */
export function undo(): void {
  const takeBack = takeStepBack.peek();
  if (takeBack) {
    takeBack();
    return;
  }
  const last = history.peek().at(-1);
  if (!last) return;
  batch(() => {
    history.value = history.peek().slice(0, -1);
    drawing.value = last;
    pending.value = [];
    read();
  });
}

/** Empties the pad for something that is shown on it; undoing brings the drawing back. */
export function putAside(): void {
  replace(BLANK);
}

/** Puts a picture file on the pad. @throws Error in the page's language for a file that is no picture, or cannot be read here */
export async function openPicture(file: File): Promise<void> {
  if (!canvasIsHonest()) throw new Error(t('draw.falsified', { name: file.name }));
  const picture = await createImageBitmap(file).catch((cause: unknown) => {
    throw new Error(t('draw.noPicture', { name: file.name }), { cause });
  });
  selected.value = 0;
  change({ strokes: [], picture });
}
