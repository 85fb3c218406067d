import { t } from '../state/language.js';
import { recognition, select, selected, subject } from '../state/subject.js';
import { contain } from './raster.js';

/** Around each of several digits a frame; choosing one shows it in the figure. */
export function Boxes() {
  const now = subject.value;
  const digits = recognition.value?.digits ?? [];
  if (now.kind !== 'pad' || !now.image || digits.length < 2) return null;
  const frame = contain(now.image, 1);
  const scale = frame.width / now.image.width;
  const share = (value: number) => `${100 * value}%`;
  return (
    <>
      {digits.map(({ box, digit, rejected }, i) => (
        <button
          key={`${box.x} ${box.y} ${box.width}`}
          type="button"
          class={`box ${rejected ? 'rejected' : ''}`}
          aria-pressed={i === selected.value}
          aria-label={t('draw.box', { place: i + 1, digit: rejected ? '?' : digit })}
          style={{
            left: share(frame.x + box.x * scale),
            top: share(frame.y + box.y * scale),
            width: share(box.width * scale),
            height: share(box.height * scale),
          }}
          onClick={() => select(i)}
        >
          <span>{rejected ? '?' : digit}</span>
        </button>
      ))}
    </>
  );
}
