import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import type { RefObject, TargetedPointerEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../state/language.js';
import { network, weightsVersion } from '../state/model.js';
import { reading, shown, statesVersion } from '../state/subject.js';
import { theme } from '../state/theme.js';
import { COLUMNS, type Column, pointed } from '../state/units.js';
import { Focus } from './Focus.js';
import { Lines } from './Lines.js';
import { cssPlace, type Layout, layOut, unitAt } from './layout.js';
import { paint } from './paint.js';
import './figure.css';

/** Most of the window's height that the figure takes, so that a panel shows below it. */
const SHARE_OF_HEIGHT = 0.44;

function layOutIn(width: number): Layout {
  return layOut(width, Math.max(280, innerHeight * SHARE_OF_HEIGHT), devicePixelRatio);
}

/** The layout that fits the frame, whatever becomes of it. */
function useLayout(frame: RefObject<HTMLElement | null>): Signal<Layout> {
  const layout = useSignal(layOutIn(0));
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => {
      layout.value = layOutIn(frame.current?.clientWidth ?? 0);
    });
    observer.observe(frame.current as Element);
    return () => observer.disconnect();
  }, []);
  return layout;
}

/** The paper's Fig. 2, alive: every unit from the input to F6 at one scale. */
export function Figure() {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layout = useLayout(frame);
  useSignalEffect(() => {
    const [place, name] = [layout.value, theme.value];
    statesVersion.value;
    weightsVersion.value;
    const show = { network: network.value, theme: name, values: shown.value, digit: reading.value?.digit ?? null };
    const request = requestAnimationFrame(() => {
      const context = canvas.current?.getContext('2d');
      if (context) paint(context, place, show);
    });
    return () => cancelAnimationFrame(request);
  });
  const now = layout.value;
  const point = (event: TargetedPointerEvent<Element>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    pointed.value = unitAt(now, (event.clientX - left) * now.ratio, (event.clientY - top) * now.ratio);
  };
  const leave = () => {
    pointed.value = null;
  };
  const { width, height } = cssPlace(now, { ...now, x: 0, y: 0 });
  return (
    <div class="figure" ref={frame}>
      <div
        class="figure-maps"
        style={{ width, height }}
        onPointerMove={point}
        onPointerDown={point}
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

const SHAPES: Readonly<Record<Column, string>> = {
  input: '32×32',
  C1: '6@28×28',
  S2: '6@14×14',
  C3: '16@10×10',
  S4: '16@5×5',
  C5: '120',
  F6: '84 = 7×12',
};

/** Names and sizes under the layers, as in the paper's figure. */
function Captions({ layout }: { layout: Layout }) {
  return (
    <div class="captions" aria-hidden="true" style={{ width: `${layout.width / layout.ratio}px` }}>
      {COLUMNS.map((name) => {
        const { x, width } = layout.places[name];
        return (
          <div key={name} class="caption" style={{ left: `${(x + width / 2) / layout.ratio}px` }}>
            <b>{name === 'input' ? t('figure.input') : name}</b>
            <span>{SHAPES[name]}</span>
          </div>
        );
      })}
    </div>
  );
}
