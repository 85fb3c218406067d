import * as Plot from '@observablehq/plot';
import { COLOUR } from '../../plots/look.js';
import { plotAt } from '../../plots/plot.js';
import { sheetSvg, textAt } from '../../plots/sheet.js';
import type { Example } from '../walk/example.js';
import { layerRates, threeOf } from '../walk/update.js';

interface Row {
  readonly layer: string;
  readonly least: number;
  readonly middle: number;
  readonly most: number;
  readonly when: 'initial' | 'trained';
}

const COLOURS = { initial: COLOUR.reference, trained: COLOUR.ink } as const;

/** The range of the second-order rates of every layer, with initial and with trained weights. */
export function ratesSvg(example: Example): string {
  const rows = layerRates(example).flatMap(({ layer, initial, trained }) =>
    [['initial', initial] as const, ['trained', trained] as const].map(([when, sorted]): Row => {
      const [least, middle, most] = threeOf(sorted);
      return { layer, least, middle, most, when };
    }),
  );
  const place = (row: Row) => `${row.layer} ${row.when}`;
  const plot = plotAt(8, 36, {
    width: 624,
    height: 330,
    marginLeft: 88,
    marginBottom: 42,
    marginRight: 24,
    x: { type: 'log', domain: [1e-4, 4e-2] },
    y: { type: 'band', domain: rows.map(place), padding: 0.2 },
    marks: [
      Plot.gridX([1e-4, 1e-3, 1e-2], { stroke: COLOUR.hairline, strokeOpacity: 1 }),
      Plot.axisX({
        ticks: 3,
        tickSize: 4,
        tickFormat: '~e',
        label: 'rate η/(μ + h)',
        labelAnchor: 'center',
        labelArrow: 'none',
      }),
      Plot.axisY({ tickSize: 0, label: null }),
      Plot.ruleX([0.025], { stroke: COLOUR.reference, strokeDasharray: '1 3' }),
      Plot.ruleY(rows, { y: place, x1: 'least', x2: 'most', stroke: ({ when }: Row) => COLOURS[when], strokeWidth: 3 }),
      Plot.dot(rows, {
        y: place,
        x: 'middle',
        r: 4,
        fill: COLOUR.paper,
        stroke: ({ when }: Row) => COLOURS[when],
        strokeWidth: 1.5,
      }),
    ],
  });
  const title = 'Second-order rates of every layer: range and median; no rate exceeds η/μ = 0.025';
  return sheetSvg({ width: 640, height: 374, title, body: textAt(24, 26, title, { size: 13, bold: true }) + plot });
}
