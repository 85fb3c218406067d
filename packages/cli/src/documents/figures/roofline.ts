import * as Plot from '@observablehq/plot';
import { COLOUR } from '../../plots/look.js';
import { plotAt } from '../../plots/plot.js';
import { sheetSvg, textAt } from '../../plots/sheet.js';
import type { Roofline } from '../roofline.js';

interface Point {
  readonly name: string;
  /** Multiply-adds for each byte that must be touched. */
  readonly intensity: number;
  /** 10⁹ multiply-adds a second. */
  readonly rate: number;
}

const RANGE = { low: 0.1, high: 40 };

/** Where a name stands beside its point; 'below' is to the left and lower, clear of a neighbour's name. */
function sideOf({ name }: Point): 'left' | 'right' | 'below' {
  if (name === 'C1 forward, no squashing') return 'below';
  return /^C1 (forward|backward)$|F6 forward|C3 forward$/.test(name) ? 'left' : 'right';
}

/** What the kernels reach, under what multiplying and adding, and what loading would allow. */
export function rooflineSvg({ peak, loads, parts, machine }: Roofline): string {
  const points = parts
    .filter(({ name, multiplyAdds }) => multiplyAdds > 1000 && !name.startsWith('Output'))
    .map(({ name, multiplyAdds, bytes, microseconds }): Point => {
      return { name, intensity: multiplyAdds / bytes, rate: multiplyAdds / microseconds / 1000 };
    });
  const bandwidth = loads['second cache'];
  const corner = peak / bandwidth;
  const roof = [
    { x: RANGE.low, y: RANGE.low * bandwidth },
    { x: corner, y: peak },
    { x: RANGE.high, y: peak },
  ];
  const names = (side: ReturnType<typeof sideOf>) =>
    Plot.text(
      points.filter((point) => sideOf(point) === side),
      {
        x: 'intensity',
        y: 'rate',
        text: 'name',
        dx: side === 'right' ? 8 : -8,
        dy: side === 'below' ? 10 : 0,
        textAnchor: side === 'right' ? 'start' : 'end',
        fontSize: 10,
      },
    );
  const plot = plotAt(8, 40, {
    width: 744,
    height: 400,
    marginLeft: 48,
    marginBottom: 44,
    marginRight: 20,
    x: { type: 'log', domain: [RANGE.low, RANGE.high] },
    y: { type: 'log', domain: [5, 30] },
    marks: [
      Plot.gridY([5, 10, 15, 20, 25, 30], { stroke: COLOUR.hairline, strokeOpacity: 1 }),
      Plot.axisY([5, 10, 15, 20, 25, 30], { tickSize: 0, tickFormat: 'd', label: null }),
      Plot.axisX([0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 40], {
        tickSize: 4,
        tickFormat: String,
        label: 'multiply-adds for each byte that must be read or written',
        labelAnchor: 'center',
        labelArrow: 'none',
      }),
      Plot.line(roof, { x: 'x', y: 'y', stroke: COLOUR.ink, strokeWidth: 1.5, clip: true }),
      Plot.dot(points, { x: 'intensity', y: 'rate', r: 4, fill: COLOUR.validation }),
      names('left'),
      names('right'),
      names('below'),
      Plot.text([`multiply and add: ${peak}`], { x: 4, y: peak, dy: -9, text: (each: string) => each }),
      Plot.text([`loads: ${bandwidth} GB/s`], {
        x: 0.12,
        y: 0.11 * bandwidth,
        dx: 6,
        textAnchor: 'start',
        text: (each: string) => each,
      }),
    ],
  });
  const title = `G multiply-adds/s: kernels of the paper's network, batch 1, one core of an ${machine.cpu}`;
  return sheetSvg({ width: 760, height: 452, title, body: textAt(24, 28, title, { size: 13, bold: true }) + plot });
}
