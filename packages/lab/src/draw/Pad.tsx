import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { PALETTES } from '../state/colour.js';
import { t } from '../state/language.js';
import { subject } from '../state/subject.js';
import { theme } from '../state/theme.js';
import { Boxes } from './Boxes.js';
import { drawDigit } from './digit.js';
import { drawing, extend, finish, pending, undo } from './drawing.js';
import { contain, drawStrokes } from './raster.js';
import type { Stroke } from './strokes.js';
import './draw.css';

const INK = { light: '#1c1b19', dark: '#f0ede6' };

/** Points of a pointer's way since the last event, as shares of the pad. */
function pointsOf(event: PointerEvent): Stroke {
  const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect();
  const events = event.getCoalescedEvents?.() ?? [];
  return (events.length > 0 ? events : [event]).map(({ clientX, clientY }) => ({
    x: (clientX - left) / width,
    y: (clientY - top) / height,
  }));
}

/** Draws for a pen, a mouse or one finger; the page does not scroll meanwhile. */
export function Pad() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const side = useSignal(1);
  const pointer = useRef<number | null>(null);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      side.value = Math.round((canvas.current?.clientWidth ?? 1) * devicePixelRatio);
    });
    observer.observe(canvas.current as Element);
    return () => observer.disconnect();
  }, []);
  useSignalEffect(() => {
    const { strokes, picture } = drawing.value;
    const [now, colour, size] = [pending.value, INK[theme.value], side.value];
    const context = canvas.current?.getContext('2d');
    if (!context || !canvas.current) return;
    canvas.current.width = canvas.current.height = size;
    if (picture) {
      const { x, y, width, height } = contain(picture, size);
      context.drawImage(picture, x, y, width, height);
    }
    if (subject.value.kind !== 'pad') return drawDigit(context, subject.value, PALETTES[theme.value].ink, size);
    context.strokeStyle = picture ? INK.light : colour;
    drawStrokes(context, [...strokes, now], size);
  });
  const end = (event: PointerEvent) => {
    if (event.pointerId !== pointer.current) return;
    pointer.current = null;
    finish();
  };
  const blank =
    subject.value.kind === 'pad' &&
    drawing.value.strokes.length === 0 &&
    !drawing.value.picture &&
    pending.value.length === 0;
  return (
    <div class="pad">
      <canvas
        ref={canvas}
        class="pad-canvas"
        role="img"
        aria-label={t('draw.pad')}
        tabIndex={0}
        onPointerDown={(event) => {
          if (pointer.current !== null || event.button > 0) return;
          pointer.current = event.pointerId;
          event.currentTarget.setPointerCapture(event.pointerId);
          extend(pointsOf(event));
        }}
        onPointerMove={(event) => {
          if (event.pointerId === pointer.current) extend(pointsOf(event));
        }}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={(event) => {
          if (event.key !== 'z' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          undo();
        }}
      />
      {blank && <p class="pad-hint">{t('draw.hint')}</p>}
      <Boxes />
    </div>
  );
}
