import { t } from '../state/language.js';
import { COLUMNS, type Column, neighbour, pointed, type Unit } from '../state/units.js';
import { cssPlace, type Layout } from './layout.js';

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where the keyboard left each layer. */
const places = new Map<Column, Unit>();

function move(name: Column, dx: number, dy: number): void {
  const now = pointed.peek();
  const to = neighbour(now?.layer === name ? now : startOf(name), dx, dy);
  places.set(name, to);
  pointed.value = to;
}

function startOf(name: Column): Unit {
  return places.get(name) ?? { layer: name, map: 0, row: 0, column: 0 };
}

/** One stop of the Tab key for each layer; arrow keys go from unit to unit, ten at a time with Shift. */
export function Focus({ layout }: { layout: Layout }) {
  return (
    <>
      {COLUMNS.map((name) => (
        <div
          key={name}
          class="layer-focus"
          role="application"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move inside, as in a grid of 4,704 units
          tabIndex={0}
          aria-label={t('figure.layer', { layer: name === 'input' ? t('figure.input') : name })}
          aria-describedby="explanation"
          style={cssPlace(layout, layout.places[name])}
          onFocus={(event) => {
            if (event.currentTarget.matches(':focus-visible')) pointed.value = startOf(name);
          }}
          onBlur={() => {
            pointed.value = null;
          }}
          onKeyDown={(event) => {
            const arrow = ARROWS[event.key];
            if (event.key === 'Escape') pointed.value = null;
            if (!arrow) return;
            event.preventDefault();
            const times = event.shiftKey ? 10 : 1;
            for (let i = 0; i < times; i++) move(name, ...arrow);
          }}
        />
      ))}
    </>
  );
}
