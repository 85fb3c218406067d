import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { network, weightsVersion } from '../state/model.js';
import { pointed } from '../state/pointed.js';
import { reading, shown, statesVersion } from '../state/subject.js';
import { theme } from '../state/theme.js';
import { Captions } from './Captions.js';
import { Focus } from './Focus.js';
import { Lines } from './Lines.js';
import { type Layout, layOut, unitAt } from './layout.js';
import { paint } from './paint.js';
import './figure.css';

/** Most of the window's height that the figure takes, so that a panel shows below it. */
const SHARE_OF_HEIGHT = 0.44;

function tallest(): number {
  return Math.max(280, innerHeight * SHARE_OF_HEIGHT);
}

/** The paper's Fig. 2, alive: every unit from the input to F6 at one scale. */
export function Figure() {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layout = useSignal<Layout | null>(null);
  const ratio = useSignal(1);
  useEffect(() => {
    const measure = () => {
      ratio.value = devicePixelRatio;
      layout.value = layOut(frame.current?.clientWidth ?? 0, tallest(), devicePixelRatio);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(frame.current as Element);
    return () => observer.disconnect();
  }, []);
  useSignalEffect(() => {
    const [place, now] = [layout.value, theme.value];
    statesVersion.value;
    weightsVersion.value;
    const show = { network: network.value, theme: now, values: shown.value, digit: reading.value?.digit ?? null };
    const request = requestAnimationFrame(() => {
      const context = canvas.current?.getContext('2d');
      if (context && place) paint(context, place, show);
    });
    return () => cancelAnimationFrame(request);
  });
  const point = (event: PointerEvent) => {
    if (!layout.value) return;
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    pointed.value = unitAt(layout.value, (event.clientX - left) * ratio.value, (event.clientY - top) * ratio.value);
  };
  const size = useComputed(() => ({
    width: `${(layout.value?.width ?? 0) / ratio.value}px`,
    height: `${(layout.value?.height ?? 0) / ratio.value}px`,
  }));
  return (
    <div class="figure" ref={frame}>
      <div
        class="figure-maps"
        style={size.value}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => {
          pointed.value = null;
        }}
      >
        <canvas ref={canvas} width={layout.value?.width ?? 1} height={layout.value?.height ?? 1} style={size.value} />
        {layout.value && <Lines layout={layout.value} ratio={ratio.value} />}
        {layout.value && <Focus layout={layout.value} ratio={ratio.value} />}
      </div>
      {layout.value && <Captions layout={layout.value} ratio={ratio.value} />}
    </div>
  );
}
