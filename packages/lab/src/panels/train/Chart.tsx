import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { type Look, Mark, type Point } from '../../elements/Mark.js';
import { Save } from '../../elements/Save.js';
import { t } from '../../state/language.js';
import { type Axis, linear, logarithmic } from './axes.js';

/** One line or row of points of a chart. */
export interface Line {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** CSS variable of its colour. */
  readonly colour: string;
  readonly look: Look;
}

export interface ChartData {
  readonly lines: readonly Line[];
  /** Right end of the axis of passes. */
  readonly end: number;
  /** Ends of the upright axis, which is logarithmic. */
  readonly low: number;
  readonly high: number;
}

interface Properties {
  /** Of the file that it is saved as. */
  readonly name: string;
  readonly title: string;
  /** When it was measured. */
  readonly source: string;
  /** What stands on the upright axis. */
  readonly unit: string;
  readonly data: ReadonlySignal<ChartData>;
  /** What its marks mean. */
  readonly children: ComponentChildren;
}

/** In font sizes of the page: what is around the curves, and how much room a tick's text takes. */
const MARGIN = { left: 3, right: 0.75, top: 1.5, bottom: 2.75 };
const HEIGHT = 17;
const TICK_HEIGHT = 1;
const TICK_WIDTH = 3;

interface Frame {
  readonly width: number;
  readonly rem: number;
}

/** Where the curves stand, in CSS pixels: the picture is as large as its place, so its text is as large as any other. */
interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Axis;
  readonly y: Axis;
}

function plotOf({ width, rem }: Frame, { end, low, high }: ChartData): Plot {
  const [left, right] = [MARGIN.left * rem, width - MARGIN.right * rem];
  const [top, bottom] = [MARGIN.top * rem, (HEIGHT - MARGIN.bottom) * rem];
  const x = linear(end, (right - left) / (TICK_WIDTH * rem));
  const y = logarithmic(low, high, (bottom - top) / (TICK_HEIGHT * rem));
  return { left, right, top, bottom, x, y };
}

/** Whole pixels half off, so that a hairline is one pixel. */
function crisp(value: number): number {
  return Math.floor(value) + 0.5;
}

function Axes({ plot, rem, unit }: { plot: Plot; rem: number; unit: string }) {
  const { left, right, top, bottom, x, y } = plot;
  const yOf = (value: number) => bottom - y.at(value) * (bottom - top);
  const xOf = (value: number) => left + x.at(value) * (right - left);
  const lines = [
    ...y.ticks.map((tick) => `M${left} ${crisp(yOf(tick))}H${right}`),
    ...x.ticks.map((tick) => `M${crisp(xOf(tick))} ${top}V${bottom}`),
  ];
  return (
    <g class="chart-axes">
      <path d={lines.join('')} />
      {y.ticks.map((tick) => (
        <text key={tick} x={left - 0.4 * rem} y={yOf(tick) + 0.28 * rem} text-anchor="end">
          {tick}
        </text>
      ))}
      {x.ticks.map((tick) => (
        <text key={tick} x={xOf(tick)} y={bottom + 1.1 * rem} text-anchor="middle">
          {tick}
        </text>
      ))}
      <text x={0} y={0.8 * rem}>
        {unit}
      </text>
      <text x={right} y={bottom + 2.3 * rem} text-anchor="end">
        {t('curves.pass')}
      </text>
    </g>
  );
}

/** A live chart over the passes of a run. */
export function Chart({ name, title, source, unit, data, children }: Properties) {
  const place = useRef<HTMLElement>(null);
  const frame = useSignal<Frame>({ width: 0, rem: 16 });
  useLayoutEffect(() => {
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      frame.value = { width: place.current?.clientWidth ?? 0, rem };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(place.current as Element);
    return () => observer.disconnect();
  }, []);
  const { width, rem } = frame.value;
  const now = data.value;
  const plot = useMemo(() => plotOf(frame.value, now), [width, rem, now.end, now.low, now.high]);
  const { left, right, top, bottom, x, y } = plot;
  const pointsOf = (line: Line): Point[] =>
    line.x.map((pass, i) => [left + x.at(pass) * (right - left), bottom - y.at(line.y[i] ?? 0) * (bottom - top)]);
  return (
    <figure class="chart" data-picture ref={place}>
      <figcaption class="titled" data-unsaved>
        <span>{title}</span>
        <Save name={name} format="svg" {...{ title, source }} />
      </figcaption>
      <svg role="img" aria-label={title} width={width} height={HEIGHT * rem}>
        <Axes plot={plot} rem={rem} unit={unit} />
        {now.lines.map((line, i) => (
          <Mark key={i} look={line.look} colour={line.colour} points={pointsOf(line)} rem={rem} />
        ))}
      </svg>
      {children}
    </figure>
  );
}
