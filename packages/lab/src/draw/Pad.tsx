import { useSignal, useSignalEffect } from '@preact/signals';
import type { TargetedPointerEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { byteInk, Tile } from '../elements/Tile.js';
import { classNames } from '../state/classes.js';
import { t } from '../state/language.js';
import { network } from '../state/model.js';
import { recognition, select, selected, subject } from '../state/subject.js';
import { beneath, drawing, EXAMPLE, extend, finish, isBlank, pending, undo } from './drawing.js';
import { contain, PEN, paintPad } from './raster.js';
import { TraceLines } from './Trace.js';
import './draw.css';

type PenEvent = TargetedPointerEvent<Element>;

/** The pen stays on the pad with its whole width: beyond the edge it draws along it, and nothing is cut. */
function onPad(share: number): number {
  return Math.min(1 - PEN / 2, Math.max(PEN / 2, share));
}

/** Points of a pointer's way since the last event, as shares of the pad. */
function pointsOf(event: PenEvent) {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  const events = event.getCoalescedEvents?.() ?? [];
  return (events.length > 0 ? events : [event]).map(({ clientX, clientY }) => ({
    x: onPad((clientX - left) / width),
    y: onPad((clientY - top) / height),
  }));
}

/** What a pen, a mouse or one finger does; the first one that touches has the pad until it leaves. */
function usePen() {
  const pointer = useRef<number | null>(null);
  const end = (event: PenEvent) => {
    if (event.pointerId !== pointer.current) return;
    pointer.current = null;
    finish();
  };
  return {
    onPointerDown(event: PenEvent) {
      if (pointer.current !== null || event.button > 0) return;
      // Text that is selected would be dragged, and end the stroke.
      getSelection()?.removeAllRanges();
      pointer.current = event.pointerId;
      event.currentTarget.setPointerCapture(event.pointerId);
      extend(pointsOf(event));
    },
    onPointerMove(event: PenEvent) {
      if (event.pointerId === pointer.current) extend(pointsOf(event));
    },
    onPointerUp: end,
    onPointerCancel: end,
    // Of a pen that is let go elsewhere nothing else tells.
    onLostPointerCapture: end,
  };
}

function undoByKey(event: KeyboardEvent): void {
  if (event.key !== 'z' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  undo();
}

/** Where one draws; the page does not scroll meanwhile. */
export function Pad() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const side = useSignal(1);
  const pen = usePen();
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      side.value = Math.round((canvas.current?.clientWidth ?? 1) * devicePixelRatio);
    });
    observer.observe(canvas.current as Element);
    return () => observer.disconnect();
  }, []);
  useSignalEffect(() => {
    const size = side.value;
    if (canvas.current) paintPad(canvas.current, size, beneath.value, pending.value);
  });
  const blank = subject.value.kind === 'pad' && isBlank(drawing.value) && pending.value.length === 0;
  const isExample = subject.value.kind === 'pad' && beneath.value === EXAMPLE;
  return (
    <div class="pad">
      <canvas
        ref={canvas}
        class="pad-canvas"
        role="img"
        aria-label={t('draw.pad')}
        tabIndex={0}
        {...pen}
        onDragStart={(event) => event.preventDefault()}
        onKeyDown={undoByKey}
      />
      {blank && <p class="pad-hint">{t('draw.hint')}</p>}
      {isExample && <p class="pad-hint pad-hint-low">{t('draw.over')}</p>}
      <Boxes />
      <TraceLines />
    </div>
  );
}

/** Around each of several digits a frame; choosing one shows it in the figure. */
function Boxes() {
  const now = subject.value;
  const digits = recognition.value?.digits ?? [];
  if (now.kind !== 'pad' || !now.image || digits.length < 2) return null;
  const frame = contain(now.image, 1);
  const scale = frame.width / now.image.width;
  const share = (value: number) => `${100 * value}%`;
  const names = classNames(network.value);
  const nameOf = (digit: number, rejected: boolean) => (rejected ? '?' : (names[digit] ?? ''));
  return (
    <>
      {digits.map(({ box, digit, rejected }, i) => (
        <button
          key={`${box.x} ${box.y} ${box.width}`}
          type="button"
          class={`box ${rejected ? 'rejected' : ''}`}
          aria-pressed={i === selected.value}
          aria-label={t('draw.box', { place: i + 1, digit: nameOf(digit, rejected) })}
          style={{
            left: share(frame.x + box.x * scale),
            top: share(frame.y + box.y * scale),
            width: share(box.width * scale),
            height: share(box.height * scale),
          }}
          onClick={() => select(i)}
        >
          <span>{nameOf(digit, rejected)}</span>
        </button>
      ))}
    </>
  );
}

const SIDE = 28;

/** The 28×28 bytes that go into the network after preparation; none while the pad is empty, or shows a training step. */
function pixelsSeen(): Uint8Array {
  const now = subject.value;
  if (now.kind === 'sample') return now.pixels;
  return (now.kind === 'pad' && recognition.value?.digits[selected.value]?.image) || new Uint8Array(SIDE * SIDE);
}

/** What the network sees: the picture after preparation, 28×28. */
export function Seen() {
  return (
    <figure class="seen" hidden={subject.value.kind === 'step'}>
      <Tile values={pixelsSeen()} columns={SIDE} rows={SIDE} colour={byteInk} />
      <figcaption>{t('draw.seen')}</figcaption>
    </figure>
  );
}
