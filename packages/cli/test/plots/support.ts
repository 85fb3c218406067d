import type { PassRecord } from 'lenet5/training';
import { parseHTML } from 'linkedom';

/** Text that breaks markup wherever it is not escaped, with a character that XML forbids. */
export const NASTY = `<script>alert("1")</script> & 'x' ]]> \u0000`;

/** A measured pass with plausible values; `changes` replace some of them. */
export function row(pass: number, changes: Partial<PassRecord> = {}): PassRecord {
  return {
    pass,
    meanLoss: 0.02 + 0.4 / pass,
    trainErrorPercent: 0.1 + 2 / pass,
    runningErrorPercent: 0.1 + 5 / pass,
    testErrorPercent: 0.8 + 1.5 / pass,
    validationErrorPercent: null,
    learningRate: 3e-4,
    seconds: 4.2,
    trainLoss: null,
    validationLoss: null,
    testLoss: 0.03,
    ...changes,
  };
}

/** Passes 1 to `count`. */
export function rows(count: number): PassRecord[] {
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
