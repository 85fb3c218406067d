import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** Plot draws into a document; one without a browser serves all figures, nothing is ever attached to it. */
const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Coordinates with at most two decimals; text between tags stays as it is. */
function rounded(markup: string): string {
  return markup.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/-?\d+\.\d{3,}/g, (number) => String(+Number(number).toFixed(2))),
  );
}

/**
 * Draws a plot and returns it as a group with its upper left corner at (x, y), without the style sheet that Plot adds:
 * a page that inlines several figures must not have rules leak from one to the other.
 */
export function plotAt(x: number, y: number, options: Plot.PlotOptions): string {
  const root = Plot.plot({ ...options, document });
  for (const style of root.querySelectorAll('style')) style.remove();
  return `<g transform="translate(${x},${y})" font-size="11" text-anchor="middle">${rounded(root.innerHTML)}</g>`;
}
