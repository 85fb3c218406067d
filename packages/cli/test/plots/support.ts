import { parseHTML } from 'linkedom';
import type { EpochRow } from '../../src/plots/curves.js';

/** Text that breaks markup wherever it is not escaped, with a character that XML forbids. */
export const NASTY = `<script>alert("1")</script> & 'x' ]]> \u0000`;

/** A measured pass with plausible values; `changes` replace some of them. */
export function row(epoch: number, changes: Partial<EpochRow> = {}): EpochRow {
  return {
    epoch,
    meanLoss: 0.02 + 0.4 / epoch,
    trainErrorPercent: 0.1 + 2 / epoch,
    runningErrorPercent: 0.1 + 5 / epoch,
    testErrorPercent: 0.8 + 1.5 / epoch,
    validationErrorPercent: null,
    learningRate: 3e-4,
    seconds: 4.2,
    ...changes,
  };
}

/** Passes 1 to `count`. */
export function rows(count: number): EpochRow[] {
  return Array.from({ length: count }, (_, i) => row(i + 1));
}

/** The elements of a figure or page that match a selector, in document order. */
export function find(markup: string, selector: string): Element[] {
  const html = markup.includes('<html') ? markup : `<!doctype html><html><body>${markup}</body></html>`;
  return [...parseHTML(html).document.querySelectorAll(selector)];
}

/** The printed words of a figure, one entry for each piece of text. */
export function words(svg: string): string[] {
  return find(svg, 'text').map((element) => element.textContent ?? '');
}

/** Numeric attribute of an element. */
export function number(element: Element | undefined, name: string): number {
  return Number(element?.getAttribute(name));
}
