import { BITMAPS } from 'lenet5';
import { BITMAP_HEIGHT, BITMAP_WIDTH } from 'lenet5/core';
import { COLOUR, sharpGroup, textAt } from 'lenet5-cli/plots';
import { diverging, greyBetween, imageAt, markAt, type Shade, titledSheet } from '../figure-parts.js';
import { C1, C3, C5, deltasOf, type Example, F6, type Place, S2, S4, statesOf } from './example.js';

const WIDTH = 900;
const LEFT = 132;
const TOP = 48;
/** A unit of a map, of C5, and of F6. */
const PIXEL = 4;
const STRIP = { width: 6, height: 20 };
const CODE = 8;
const GAP = 6;

/** A layer of maps, with the unit that the walk follows. */
interface MapLayer {
  readonly name: string;
  readonly maps: number;
  readonly side: number;
  readonly followed: Place;
}

const INPUT: MapLayer = { name: 'input', maps: 1, side: 32, followed: { map: 0, row: 19, column: 10 } };
const MAPS: readonly MapLayer[] = [
  { name: 'C1', maps: 6, side: 28, followed: C1 },
  { name: 'S2', maps: 6, side: 14, followed: S2 },
  { name: 'C3', maps: 16, side: 10, followed: C3 },
  { name: 'S4', maps: 16, side: 5, followed: S4 },
];

/** What is drawn of each layer. */
interface View {
  readonly title: string;
  readonly valuesOf: (layer: string) => ArrayLike<number>;
  readonly shadeOf: (values: ArrayLike<number>) => Shade;
  readonly layers: readonly MapLayer[];
  /** What stands beside F6. */
  readonly beside: readonly { readonly name: string; readonly values: readonly number[] }[];
}

function caption(y: number, name: string, size: string): string {
  return textAt(24, y + 12, name, { size: 12, bold: true }) + textAt(24, y + 27, size, { colour: COLOUR.quiet });
}

function mapsAt(y: number, { name, maps, side, followed }: MapLayer, view: View): string {
  const all = view.valuesOf(name);
  const shade = view.shadeOf(all);
  const width = side * PIXEL;
  const images = Array.from({ length: maps }, (_, map) => {
    const values = Array.from(all).slice(map * side * side, (map + 1) * side * side);
    return imageAt(LEFT + map * (width + GAP), y, { values, width: side, height: side }, PIXEL, shade);
  });
  const left = LEFT + followed.map * (width + GAP) + followed.column * PIXEL;
  const size = maps === 1 ? `${side}²` : `${maps} × ${side}²`;
  return caption(y, name, size) + images.join('') + markAt(left, y + followed.row * PIXEL, PIXEL, PIXEL);
}

function stripAt(y: number, view: View): string {
  const values = Array.from(view.valuesOf('C5')).slice(0, 120);
  const shade = view.shadeOf(values);
  const cells = values.map((value, i) => {
    return `<rect x="${LEFT + i * STRIP.width}" y="${y}" width="${STRIP.width}" height="${STRIP.height}" fill="rgb(${shade(value).join()})"/>`;
  });
  const frame = `<rect x="${LEFT - 0.5}" y="${y - 0.5}" width="${120 * STRIP.width + 1}" height="${STRIP.height + 1}" fill="none" stroke="${COLOUR.hairline}"/>`;
  return (
    caption(y, 'C5', '120') + cells.join('') + frame + markAt(LEFT + C5 * STRIP.width, y, STRIP.width, STRIP.height)
  );
}

function codesAt(y: number, view: View): string {
  const values = Array.from(view.valuesOf('F6')).slice(0, 84);
  const size = { width: BITMAP_WIDTH, height: BITMAP_HEIGHT };
  const [column, row] = [F6 % BITMAP_WIDTH, Math.floor(F6 / BITMAP_WIDTH)];
  const others = view.beside.map((other, i) => {
    const x = LEFT + 130 + i * 130;
    const label = textAt(x + BITMAP_WIDTH * CODE + 8, y + 12, other.name, { colour: COLOUR.quiet });
    return imageAt(x, y, { values: other.values, ...size }, CODE, greyBetween(-1, 1)) + label;
  });
  return [
    caption(y, 'F6', '84 = 7 × 12'),
    imageAt(LEFT, y, { values, ...size }, CODE, view.shadeOf(values)),
    markAt(LEFT + column * CODE, y + row * CODE, CODE, CODE),
    ...others,
  ].join('');
}

function sheetOf(view: View): string {
  let y = TOP;
  const rows = view.layers.map((layer) => {
    const row = mapsAt(y, layer, view);
    y += Math.max(layer.side * PIXEL, 30) + 16;
    return row;
  });
  rows.push(stripAt(y, view));
  y += 46;
  rows.push(codesAt(y, view));
  const height = y + BITMAP_HEIGHT * CODE + 24;
  return titledSheet({ width: WIDTH, height, title: view.title, body: sharpGroup(rows.join('')) });
}

/** The states of every layer, from −1.7159 (white) to 1.7159 (black); the followed units are framed. */
export function layersSvg(example: Example): string {
  const bitmaps = [5, 6].map((digit) => ({ name: `bitmap ${digit}`, values: BITMAPS[digit] ?? [] }));
  return sheetOf({
    title: 'Test digit 8, from the picture to F6: white is -1.7159, black 1.7159',
    valuesOf: (layer) => statesOf(example, layer),
    shadeOf: () => greyBetween(-1.7159, 1.7159),
    layers: [INPUT, ...MAPS],
    beside: bitmaps,
  });
}

/** ∂E/∂a of every layer, each to its own scale. */
export function gradientsSvg(example: Example): string {
  return sheetOf({
    title:
      '∂E/∂a of test digit 8 by Eq. 9: red where the loss grows with a, blue where it falls; each layer to its own scale',
    valuesOf: (layer) => deltasOf(example, layer),
    shadeOf: (values) => diverging(Math.max(...Array.from(values, Math.abs))),
    layers: MAPS,
    beside: [],
  });
}
