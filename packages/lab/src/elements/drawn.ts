/** A rectangle of the page, in CSS pixels of its window. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** One mark of a picture: SVG in the coordinates of the window, and where it stands. */
interface Shape {
  readonly markup: string;
  readonly box: Box;
}

/** What is not part of a picture, such as the button that saves it. */
const LEFT_OUT = '[data-unsaved], input, select';

/** What the style sheet says of a mark, and a file of its own must say itself. */
const PROPERTIES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'vector-effect',
  'shape-rendering',
  'font-size',
  'font-weight',
];

export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function rectangle({ left, top, right, bottom }: Box, paint: string): Shape {
  const size = `x="${short(left)}" y="${short(top)}" width="${short(right - left)}" height="${short(bottom - top)}"`;
  return { markup: `<rect ${size} ${paint}/>`, box: { left, top, right, bottom } };
}

function isSeen(colour: string): boolean {
  return colour !== 'transparent' && !/^rgba\(.*, 0\)$/.test(colour);
}

const SIDES = ['Top', 'Right', 'Bottom', 'Left'] as const;

/** The strip of a box that one of its borders takes. */
function edge({ left, top, right, bottom }: Box, side: (typeof SIDES)[number], width: number): Box {
  switch (side) {
    case 'Top':
      return { left, top, right, bottom: top + width };
    case 'Right':
      return { left: right - width, top, right, bottom };
    case 'Bottom':
      return { left, top: bottom - width, right, bottom };
    case 'Left':
      return { left, top, right: left + width, bottom };
  }
}

/** Background, borders and outline. */
function* frameOf(style: CSSStyleDeclaration, box: DOMRect): Generator<Shape> {
  if (isSeen(style.backgroundColor)) {
    const corner = style.borderTopLeftRadius;
    const share = corner.endsWith('%') ? box.width / 100 : 1;
    yield rectangle(box, `fill="${style.backgroundColor}" rx="${short(Number.parseFloat(corner) * share)}"`);
  }
  for (const side of SIDES) {
    const width = Number.parseFloat(style[`border${side}Width`]);
    const colour = style[`border${side}Color`];
    if (width > 0 && isSeen(colour)) yield rectangle(edge(box, side, width), `fill="${colour}"`);
  }
  const outline = Number.parseFloat(style.outlineWidth);
  if (style.outlineStyle !== 'none' && outline > 0)
    yield rectangle(box, `fill="none" stroke="${style.outlineColor}" stroke-width="${outline}"`);
}

interface TextLine {
  text: string;
  box: Box;
}

/** The lines into which the page breaks a text. */
function linesOf(node: Text): TextLine[] {
  const lines: TextLine[] = [];
  const range = document.createRange();
  let at = 0;
  for (const sign of node.data) {
    range.setStart(node, at);
    at += sign.length;
    range.setEnd(node, at);
    const { left, top, right, bottom, width, height } = range.getBoundingClientRect();
    if (width === 0) continue;
    const line = lines.at(-1);
    if (line && Math.abs(line.box.top - top) < height / 2) {
      line.text += sign;
      line.box = { ...line.box, right };
    } else lines.push({ text: sign, box: { left, top, right, bottom } });
  }
  return lines;
}

const ruler = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;

/** Width in CSS pixels of a text. @param font as in a style sheet */
export function widthOf(text: string, font: string): number {
  ruler.font = font;
  return ruler.measureText(text).width;
}

/** Which end of a text stays where it is when a reader's font is wider. */
function anchorOf({ textAlign }: CSSStyleDeclaration): 'start' | 'middle' | 'end' {
  if (textAlign === 'right' || textAlign === 'end') return 'end';
  return textAlign.includes('center') ? 'middle' : 'start';
}

function* textShapes(node: Text, style: CSSStyleDeclaration): Generator<Shape> {
  if (node.data.trim() === '') return;
  ruler.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = ruler.measureText('0');
  const anchor = anchorOf(style);
  for (const { text, box } of linesOf(node)) {
    const x = { start: box.left, middle: (box.left + box.right) / 2, end: box.right }[anchor];
    const y = box.top + ((box.bottom - box.top) * ascent) / (ascent + descent);
    const place = `x="${short(x)}" y="${short(y)}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}`;
    const type = `font-size="${style.fontSize}" font-weight="${style.fontWeight}" fill="${style.color}"`;
    yield { markup: `<text ${place} ${type}>${escaped(text.trim())}</text>`, box };
  }
}

/** A drawing of the page with its style written into it. */
function inlined(svg: SVGSVGElement, { left, top, width, height }: DOMRect): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [...svg.querySelectorAll('*')];
  for (const [i, element] of [...copy.querySelectorAll('*')].entries()) {
    const style = getComputedStyle(originals[i] as Element);
    if (element instanceof SVGGeometryElement || element instanceof SVGTextElement)
      for (const name of PROPERTIES) element.setAttribute(name, style.getPropertyValue(name));
    for (const name of ['class', 'style']) element.removeAttribute(name);
  }
  for (const { name } of [...copy.attributes]) if (name !== 'viewBox') copy.removeAttribute(name);
  for (const [name, value] of Object.entries({ x: left, y: top, width, height })) copy.setAttribute(name, short(value));
  copy.setAttribute('overflow', 'visible');
  return new XMLSerializer().serializeToString(copy);
}

function imageOf(source: string, { left, top, width, height }: DOMRect): string {
  const place = `x="${short(left)}" y="${short(top)}" width="${short(width)}" height="${short(height)}"`;
  return `<image ${place} preserveAspectRatio="none" image-rendering="pixelated" href="${source}"/>`;
}

/** Everything that is seen of an element, as marks of SVG. */
export function* shapesOf(element: Element): Generator<Shape> {
  const style = getComputedStyle(element);
  if (element.matches(LEFT_OUT) || style.display === 'none' || style.visibility === 'hidden') return;
  const box = element.getBoundingClientRect();
  if (element instanceof SVGSVGElement) {
    yield { markup: inlined(element, box), box };
    return;
  }
  if (element instanceof HTMLCanvasElement && element.width * element.height > 0)
    yield { markup: imageOf(element.toDataURL(), box), box };
  if (element instanceof HTMLImageElement) yield { markup: imageOf(element.src, box), box };
  yield* frameOf(style, box);
  for (const child of element.childNodes) {
    if (child instanceof Element) yield* shapesOf(child);
    else if (child instanceof Text) yield* textShapes(child, style);
  }
}
