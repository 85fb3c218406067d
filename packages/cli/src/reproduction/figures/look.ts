import { COLOUR } from '../../plots/look.js';
import { textAt } from '../../plots/sheet.js';

/** One colour for each recipe, the same in every figure. */
const RECIPE_COLOURS: Readonly<Record<string, string>> = {
  fast: COLOUR.ink,
  paper: COLOUR.validation,
  'paper-tuned': '#2f8f83',
  distorted: '#a5781c',
  best: '#8a4fa3',
  blog: COLOUR.wrong,
};

export function colourOf(name: string): string {
  return RECIPE_COLOURS[name] ?? COLOUR.ink;
}

/** An entry of a legend. */
export interface Entry {
  readonly name: string;
  readonly colour: string;
  readonly shape?: 'line' | 'dot' | 'ring';
}

/** Names in a row, each after its mark. */
export function legendAt(x: number, y: number, entries: readonly Entry[]): string {
  let left = x;
  return entries
    .map(({ name, colour, shape = 'line' }) => {
      const line = `<line x1="${left}" x2="${left + 18}" y1="${y - 4}" y2="${y - 4}" stroke="${colour}" stroke-width="1.5"/>`;
      const fill = shape === 'ring' ? COLOUR.paper : colour;
      const dot = `<circle cx="${left + 9}" cy="${y - 4}" r="3" fill="${fill}" stroke="${colour}"/>`;
      const label = textAt(left + 24, y, name, { size: 11, colour: COLOUR.quiet });
      left += 24 + name.length * 6.6 + 16;
      return (shape === 'line' ? line : '') + dot + label;
    })
    .join('');
}
