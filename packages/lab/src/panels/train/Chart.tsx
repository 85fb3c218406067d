import { type ReadonlySignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { theme } from '../../state/theme.js';

/** One line or row of points of a chart. */
export interface Line {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** CSS variable of its colour. */
  readonly colour: string;
  readonly style: 'line' | 'thin' | 'dashed' | 'points' | 'hollow';
}

interface ChartData {
  readonly lines: readonly Line[];
  /** Right end of the axis of passes. */
  readonly end: number;
}

interface Properties {
  readonly title: string;
  readonly data: ReadonlySignal<ChartData>;
  readonly y: {
    readonly logarithmic: boolean;
    readonly low: number;
    readonly high: number | null;
    readonly unit: string;
  };
}

const HEIGHT = 15;
/** Ticks of a logarithmic axis. */
const DECADES = [0.01, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

function css(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

function seriesOf({ colour, style }: Line): uPlot.Series {
  const stroke = css(colour);
  const points = {
    show: style === 'points' || style === 'hollow' || style === 'line',
    size: 0.4 * rem(),
    stroke,
    fill: style === 'hollow' ? css('--paper') : stroke,
  };
  const width = { line: 1.75, thin: 0.5, dashed: 1, points: 0, hollow: 0 }[style];
  return { stroke, width, spanGaps: true, points, ...(style === 'dashed' ? { dash: [4, 4] } : {}) };
}

function axis(values: uPlot.Axis.Values | undefined, size: number): uPlot.Axis {
  // uPlot reads the size as a whole number: of 10.5px it would take 5.
  const font = `${Math.round(0.75 * rem())}px system-ui, sans-serif`;
  const grid = { stroke: css('--hairline'), width: 1 };
  return { stroke: css('--quiet'), font, grid, ticks: { show: false }, size, gap: 4, ...(values ? { values } : {}) };
}

function optionsOf({ y }: Properties, { lines }: ChartData, end: () => number, width: number): uPlot.Options {
  const top = (most: number) => y.high ?? Math.max(1, most * 1.05);
  return {
    width,
    height: HEIGHT * rem(),
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [0, end()] },
      y: { distr: y.logarithmic ? 3 : 1, range: (_, _low, most) => [y.low, top(most)] },
    },
    axes: [
      axis(undefined, 1.75 * rem()),
      {
        ...axis((_, ticks) => ticks.map((tick) => (tick === null ? '' : `${tick}${y.unit}`)), 3.5 * rem()),
        ...(y.logarithmic ? { splits: () => DECADES, filter: (_: uPlot, splits: number[]) => splits } : {}),
      },
    ],
    series: [{}, ...lines.map(seriesOf)],
  };
}

/** uPlot's table: one x for all, gaps where a line has no point. */
function tableOf(lines: readonly Line[]): uPlot.AlignedData {
  return uPlot.join(lines.map(({ x, y }) => [[...x], [...y]]));
}

/** A live chart over the passes of a run. */
export function Chart(properties: Properties) {
  const { title, data } = properties;
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<{ plot: uPlot; look: string } | null>(null);
  useSignalEffect(() => {
    const now = data.value;
    const look = `${theme.value} ${now.lines.map(({ colour, style }) => colour + style).join(' ')}`;
    if (chart.current?.look !== look && place.current) {
      chart.current?.plot.destroy();
      const options = optionsOf(properties, now, () => data.peek().end, place.current.clientWidth);
      chart.current = { look, plot: new uPlot(options, tableOf(now.lines), place.current) };
    } else chart.current?.plot.setData(tableOf(now.lines));
  });
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      chart.current?.plot.setSize({ width: entry?.contentRect.width ?? 1, height: HEIGHT * rem() });
    });
    observer.observe(place.current as Element);
    return () => {
      observer.disconnect();
      chart.current?.plot.destroy();
      chart.current = null;
    };
  }, []);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <div ref={place} role="img" aria-label={title} />
    </figure>
  );
}
