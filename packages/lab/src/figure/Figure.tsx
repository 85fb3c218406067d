import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { BITMAP_HEIGHT, BITMAP_WIDTH } from 'lenet5/core';
import type { RefObject, TargetedMouseEvent, TargetedPointerEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { classNames } from '../state/classes.js';
import { t } from '../state/language.js';
import { layerText } from '../state/layer-text.js';
import { network, weightChange, weightsVersion } from '../state/model.js';
import { integer } from '../state/numbers.js';
import { comparedWith, shown, statesVersion } from '../state/subject.js';
import { theme } from '../state/theme.js';
import { columns, type Grid, kept, leave, pointed, toggle } from '../state/units.js';
import { scaleOf } from './changes.js';
import { Focus } from './Focus.js';
import { Lines } from './Lines.js';
import { cssPlace, type Layout, layOut, type Place, type Space, unitAt } from './layout.js';
import { paint } from './paint.js';
import './figure.css';

/** Most of the window's height that the figure takes, so that a panel shows below it. */
const SHARE_OF_HEIGHT = 0.44;

/** Whether the last layer of the figure is compared with bitmaps. */
function isCompared(): boolean {
  return network.value.layers.at(-1)?.kind === 'distances';
}

function spaceIn(width: number): Space {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return { width, height: Math.max(280, innerHeight * SHARE_OF_HEIGHT), ratio: devicePixelRatio, rem };
}

/** The layout of the network that fits the frame, whatever becomes of either. */
function useLayout(frame: RefObject<HTMLElement | null>): ReadonlySignal<Layout> {
  const space = useSignal(spaceIn(0));
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => {
      space.value = spaceIn(frame.current?.clientWidth ?? 0);
    });
    observer.observe(frame.current as Element);
    return () => observer.disconnect();
  }, []);
  return useComputed(() => layOut(columns.value, isCompared(), space.value));
}

/** The paper's Fig. 2, alive: every unit below the output at one scale. */
export function Figure() {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layout = useLayout(frame);
  useSignalEffect(() => {
    const [place, name] = [layout.value, theme.value];
    statesVersion.value;
    weightsVersion.value;
    const net = network.value;
    const bitmap = net.bitmaps[comparedWith.value ?? -1] ?? [];
    const change = shown.value === 'changes' ? weightChange.value : null;
    const show = { network: net, theme: name, values: shown.value, change, bitmap };
    // An effect runs once a frame, before it is painted.
    const context = canvas.current?.getContext('2d');
    if (context) paint(context, place, show);
  });
  const now = layout.value;
  const unitUnder = (event: TargetedMouseEvent<Element>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return unitAt(now, (event.clientX - left) * now.ratio, (event.clientY - top) * now.ratio);
  };
  // A finger that moves scrolls; where it taps, the click tells.
  const point = (event: TargetedPointerEvent<Element>) => {
    if (event.pointerType !== 'touch') pointed.value = unitUnder(event) ?? kept.peek();
  };
  const { width, height } = cssPlace(now, { ...now, x: 0, y: 0 });
  return (
    <div class="figure" ref={frame}>
      <div
        class="figure-maps"
        style={{ width, height }}
        onPointerMove={point}
        onPointerUp={(event) => toggle(unitUnder(event))}
        onPointerLeave={leave}
      >
        <canvas ref={canvas} width={now.width} height={now.height} style={{ width, height }} />
        <Lines layout={now} />
        <Focus layout={now} />
      </div>
      <Captions layout={now} />
    </div>
  );
}

/** "6@28×28", the number of units, and for a layer that is compared with bitmaps their shape. */
function shapeText({ maps, width, height, units, block }: Grid, isBitmap: boolean): string {
  if (block) return isBitmap ? `${units} = ${width}×${height}` : String(units);
  return maps === 1 ? `${width}×${height}` : `${maps}@${width}×${height}`;
}

/** Under a layer: its size, or how what it shows of a training step was made. */
function noteOf(grid: Grid, isBitmap: boolean, digit: string): string {
  const [what, change] = [shown.value, weightChange.value];
  const layer = network.value.layers.find(({ name }) => name === grid.name);
  if (what === 'changes' && change && layer && layer.parameters.length > 0) {
    return t('figure.changes', { scale: integer(scaleOf(layer, change)) });
  }
  if (what === 'squares' && isBitmap) return t('figure.squares', { layer: grid.name, digit });
  return shapeText(grid, isBitmap);
}

/** Names and sizes under the layers, as in the paper's figure; under the last one the bitmap has its own. */
function Captions({ layout }: { layout: Layout }) {
  const { bitmap, places, ratio } = layout;
  const digit = comparedWith.value;
  const name = digit === null ? '…' : (classNames(network.value)[digit] ?? '');
  return (
    <div class="captions" aria-hidden="true" style={{ width: `${layout.width / ratio}px` }}>
      {places.map(({ grid, x, y, width, height }: Place, i) => {
        const compared = bitmap !== null && i === places.length - 1;
        const left = `max(1.5rem, ${(x + width / 2) / ratio}px)`;
        const top = compared ? `calc(${(y + height - layout.height) / ratio}px - 0.25rem)` : undefined;
        return (
          <div key={grid.name} class="caption" style={{ left, ...(top && { top }) }}>
            <b>{layerText(grid.name)}</b>
            <span>{noteOf(grid, compared, name)}</span>
          </div>
        );
      })}
      {bitmap && (
        <div
          class="caption caption-bitmap"
          style={{ left: `${bitmap.x / ratio}px`, width: `${bitmap.width / ratio}px` }}
        >
          <b>{t('figure.bitmap')}</b>
          <span>{t('figure.bitmap.of', { digit: name, shape: `${BITMAP_WIDTH}×${BITMAP_HEIGHT}` })}</span>
        </div>
      )}
    </div>
  );
}
