import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { loadTest, pixelsOf } from '../../data/test-set.js';
import { Section } from '../../elements/Section.js';
import { sentences } from '../../state/language.js';
import { network, weightsVersion } from '../../state/model.js';
import { fixed, integer, percent } from '../../state/numbers.js';
import { report } from '../../state/page.js';
import { look, numbersVersion, pictureSeen } from '../../state/subject.js';
import { switchOff } from '../../state/switched-off.js';
import { theme } from '../../state/theme.js';
import { ontoPlane, type PlaneOf, planeOf } from './plane.js';
import { say } from './texts.js';

const COUNT = 1000;
const SIDE = 28;

interface Code {
  readonly label: number;
  readonly wrong: boolean;
  readonly values: Float32Array;
  readonly at: readonly [number, number];
}

interface Codes {
  readonly codes: readonly Code[];
  readonly plane: PlaneOf;
  readonly version: number;
}

/** The layer whose states are compared with the bitmaps, or feed the outputs. */
function codeLayer(): string {
  return network.peek().layers.at(-1)?.from ?? 'input';
}

function codeNow(sample = 0): Float32Array {
  const { state } = network.peek().unitsNamed(codeLayer());
  const length = state.length / network.peek().capacity;
  return Float32Array.from(state.data.subarray(sample * length, (sample + 1) * length));
}

/** Passes the first test digits through the figure's network, and leaves the figure as it was. */
async function makeCodes(): Promise<Codes> {
  const test = await loadTest();
  const net = network.peek();
  const found: Omit<Code, 'at'>[] = [];
  for (let first = 0; first < COUNT; first += net.capacity) {
    const count = Math.min(net.capacity, COUNT - first);
    for (let s = 0; s < count; s++) net.setPicture(s, pixelsOf(test, first + s), 0, SIDE);
    net.forward(count, SIDE);
    switchOff(net, count);
    for (let s = 0; s < count; s++) {
      const label = test.labels[first + s] ?? 0;
      found.push({ label, wrong: net.answer(s) !== label, values: codeNow(s) });
    }
  }
  look();
  const plane = planeOf(
    found.map(({ values }) => values),
    found[0]?.values.length ?? 0,
  );
  const codes = found.map((code) => ({ ...code, at: ontoPlane(plane, code.values) }));
  return { codes, plane, version: weightsVersion.peek() };
}

function css(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Where a point of the plane stands on the canvas. */
function placer(codes: readonly Code[], side: number) {
  const most = 1.08 * Math.max(...codes.flatMap(({ at }) => at.map(Math.abs)));
  return ([x, y]: readonly [number, number]) => [side * (0.5 + x / most / 2), side * (0.5 - y / most / 2)] as const;
}

function paint(canvas: HTMLCanvasElement, { codes, plane }: Codes, own: Float32Array | null): void {
  const side = Math.round(canvas.clientWidth * devicePixelRatio);
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const place = placer(codes, side);
  const size = side / 42;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = `${size}px system-ui, sans-serif`;
  for (const { at, label, wrong } of codes) {
    context.fillStyle = css(wrong ? '--wrong' : '--reference');
    context.fillText(String(label), ...place(at));
  }
  context.strokeStyle = css('--ink');
  context.fillStyle = css('--ink');
  context.lineWidth = devicePixelRatio;
  for (const [digit, bitmap] of network.peek().bitmaps.entries()) {
    const [x, y] = place(ontoPlane(plane, bitmap));
    context.strokeRect(x - size * 0.75, y - size * 0.75, 1.5 * size, 1.5 * size);
    context.fillText(String(digit), x, y);
  }
  if (!own) return;
  context.strokeStyle = css('--signal');
  context.lineWidth = 3 * devicePixelRatio;
  context.beginPath();
  context.arc(...place(ontoPlane(plane, own)), size, 0, 2 * Math.PI);
  context.stroke();
}

/** The code nearest to one, in all dimensions. */
function nearestTo(own: Float32Array, codes: readonly Code[]) {
  const squared = ({ values }: Code) => values.reduce((sum, value, i) => sum + (value - (own[i] ?? 0)) ** 2, 0);
  const distances = codes.map(squared);
  const distance = Math.min(...distances);
  return { index: distances.indexOf(distance), distance };
}

/** The codes of test digits in the plane, with that of the picture in the figure. */
export function Codes() {
  const made = useSignal<Codes | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const make = () => {
    makeCodes().then((codes) => {
      made.value = codes;
    }, report);
  };
  useSignalEffect(() => {
    numbersVersion.value;
    theme.value;
    const now = made.value;
    const own = pictureSeen() ? codeNow() : null;
    if (now && canvas.current && now.codes[0]?.values.length === codeNow().length) paint(canvas.current, now, own);
  });
  numbersVersion.value;
  const now = made.value;
  const own = now && pictureSeen() ? nearestTo(codeNow(), now.codes) : null;
  const errors = now?.codes.filter(({ wrong }) => wrong).length ?? 0;
  const values = { count: integer(COUNT), errors, share: percent(100 * (now?.plane.share ?? 0), 0) };
  return (
    <Section title={say('codes')} note={say('codes.note')} {...(now && { saved: 'codes' })}>
      <button type="button" disabled={now?.version === weightsVersion.value} onClick={make}>
        {say(now ? 'codes.again' : 'codes.show')}
      </button>
      {now && (
        <figure class="codes">
          <canvas ref={canvas} role="img" aria-label={say('codes.name', values)} />
          <figcaption>
            {sentences(
              say('codes.name', values),
              say('codes.keys'),
              own &&
                say('codes.nearest', {
                  ...own,
                  label: now.codes[own.index]?.label ?? '',
                  distance: fixed(own.distance, 1),
                }),
            )}
          </figcaption>
        </figure>
      )}
    </Section>
  );
}
