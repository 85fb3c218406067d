import { useSignal, useSignalEffect } from '@preact/signals';
import type { TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { Select } from '../../elements/Field.js';
import { Section } from '../../elements/Section.js';
import { byteInk, signedBy, Tile } from '../../elements/Tile.js';
import { classNames } from '../../state/classes.js';
import { network, weightsMove, weightsVersion } from '../../state/model.js';
import { fixed, largest } from '../../state/numbers.js';
import { cover, covered, coverWith, look, pictureSeen, readPicture } from '../../state/subject.js';
import { say } from './texts.js';

const SIDE = 28;
const SIDES = [4, 6, 8] as const;
/** From one place of the square to the next. */
const STRIDE = 2;
const PLACES = SIDE / STRIDE;
/** Milliseconds after the last stroke. */
const CALM = 300;
/** Milliseconds between two maps while a run trains. */
const EVERY = 3000;

interface Matter {
  readonly digit: number;
  /** By how much the distance to the answer grows where each place is covered. */
  readonly worse: readonly number[];
}

/** Covers one place after the other, and leaves the figure as it was. */
function measure(pixels: Uint8Array, side: number): Matter {
  const { digit, distances } = readPicture(pixels);
  const worse = Array.from({ length: PLACES * PLACES }, (_, i) => {
    const row = Math.floor(i / PLACES) * STRIDE + STRIDE / 2 - side / 2;
    const column = (i % PLACES) * STRIDE + STRIDE / 2 - side / 2;
    return (readPicture(covered(pixels, { row, column, side })).distances[digit] ?? 0) - (distances[digit] ?? 0);
  });
  look();
  return { digit, worse };
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** A square that is slid over the picture, and the map of what matters. */
export function Cover() {
  const side = useSignal<number>(6);
  const matter = useSignal<Matter | null>(null);
  const measured = useRef({ of: '', time: 0 });
  useSignalEffect(() => {
    const pixels = pictureSeen();
    const size = side.value;
    const of = [weightsVersion.value, size, pixels?.join()].join(' ');
    // To measure is to look, which makes the same picture anew.
    if (measured.current.of === of) return;
    const wait = weightsMove.peek() ? Math.max(0, measured.current.time + EVERY - performance.now()) : CALM;
    const timer = setTimeout(() => {
      measured.current = { of, time: performance.now() };
      matter.value = pixels && measure(pixels, size);
    }, wait);
    return () => clearTimeout(timer);
  });
  return (
    <Section title={say('cover')} note={say('cover.note')} saved="what-matters">
      <Select
        name={say('cover.side')}
        value={side.value}
        options={SIDES.map((size) => [size, say('cover.pixels', { side: size })] as const)}
        onChoose={(size) => {
          side.value = size;
          const now = cover.peek();
          if (now) coverWith({ ...now, side: size });
        }}
      />
      <div class="covers">
        <Picture side={side.value} />
        {matter.value && <MatterMap {...matter.value} />}
      </div>
    </Section>
  );
}

/** The picture under the square, which follows pointer and arrow keys. */
function Picture({ side }: { side: number }) {
  const pixels = pictureSeen();
  if (!pixels) return <p class="quiet">{say('cover.empty')}</p>;
  const now = cover.value;
  const place = (row: number, column: number) => {
    const within = (value: number) => Math.max(0, Math.min(SIDE - side, value));
    coverWith({ row: within(row), column: within(column), side });
  };
  const point = (event: TargetedPointerEvent<HTMLElement>) => {
    const { left, top, width } = event.currentTarget.getBoundingClientRect();
    const at = (client: number, start: number) => Math.round(((client - start) / width) * SIDE - side / 2);
    place(at(event.clientY, top), at(event.clientX, left));
  };
  return (
    <figure>
      <div
        class="cover-picture"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        aria-label={say('cover.move')}
        onPointerDown={point}
        onPointerMove={(event) => (event.pointerType !== 'touch' || event.buttons > 0) && point(event)}
        onPointerLeave={({ pointerType }) => pointerType !== 'touch' && coverWith(null)}
        onKeyDown={(event) => {
          const arrow = ARROWS[event.key];
          if (!arrow) return;
          event.preventDefault();
          place((now?.row ?? 11) + arrow[0], (now?.column ?? 11) + arrow[1]);
        }}
      >
        <Tile class="large" values={now ? covered(pixels, now) : pixels} columns={SIDE} rows={SIDE} colour={byteInk} />
        {now && (
          <i
            class="cover-square"
            style={{
              left: `${(100 * now.column) / SIDE}%`,
              top: `${(100 * now.row) / SIDE}%`,
              width: `${(100 * side) / SIDE}%`,
              height: `${(100 * side) / SIDE}%`,
            }}
          />
        )}
      </div>
      <figcaption>{say('cover.picture')}</figcaption>
    </figure>
  );
}

function MatterMap({ digit, worse }: Matter) {
  const most = fixed(Math.max(...worse), 1);
  const name = say('cover.map', { digit: classNames(network.value)[digit] ?? '', most });
  return (
    <figure class="matter">
      <Tile
        class="large"
        values={worse}
        columns={PLACES}
        rows={PLACES}
        colour={signedBy(largest(worse) || 1)}
        label={name}
      />
      <figcaption>{name}</figcaption>
    </figure>
  );
}
