import { useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { PALETTES, shade } from '../state/colour.js';
import { t } from '../state/language.js';
import { recognition, selected, subject } from '../state/subject.js';
import { theme } from '../state/theme.js';

const SIDE = 28;

/** The 28×28 bytes that go into the network after preparation; null during a training step. */
function seen(): Uint8Array | null {
  const now = subject.value;
  if (now.kind === 'sample') return now.pixels;
  return (now.kind === 'pad' && recognition.value?.digits[selected.value]?.image) || null;
}

/** What the network sees: the picture after preparation, 28×28. */
export function Seen() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useSignalEffect(() => {
    const [pixels, { ink }] = [seen(), PALETTES[theme.value]];
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(SIDE, SIDE);
    const to = new Uint32Array(image.data.buffer);
    for (let i = 0; i < to.length; i++) to[i] = shade(ink, (2 * (pixels?.[i] ?? 0)) / 255 - 1, 1);
    context.putImageData(image, 0, 0);
  });
  return (
    <figure class="seen" hidden={subject.value.kind === 'step'}>
      <canvas ref={canvas} width={SIDE} height={SIDE} />
      <figcaption>{t('draw.seen')}</figcaption>
    </figure>
  );
}
