import { t } from '../state/language.js';
import { layerText } from '../state/layer-text.js';
import { keep, leave, pointed, toggle, type Unit } from '../state/units.js';
import { cssPlace, type Layout, neighbour, type Place } from './layout.js';

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where the keyboard left each layer. */
const places = new Map<string, Unit>();

function move(place: Place, dx: number, dy: number): void {
  const now = pointed.peek();
  const to = neighbour(place, now?.layer === place.grid.name ? now : startOf(place), dx, dy);
  places.set(place.grid.name, to);
  pointed.value = to;
}

/** Another network may have a smaller layer of that name. */
function startOf({ grid: { name, maps, width, height } }: Place): Unit {
  const left = places.get(name);
  const stays = left && left.map < maps && left.row < height && left.column < width;
  return stays ? left : { layer: name, map: 0, row: 0, column: 0 };
}

/** One stop of the Tab key for each layer; arrow keys go from unit to unit, ten at a time with Shift; Enter keeps one, Escape lets go. */
export function Focus({ layout }: { layout: Layout }) {
  return (
    <>
      {layout.places.map((place) => (
        <div
          key={place.grid.name}
          class="layer-focus"
          data-layer={place.grid.name}
          role="application"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move inside, as in a grid of 4,704 units
          tabIndex={0}
          aria-label={t('figure.layer', { layer: layerText(place.grid.name) })}
          aria-describedby="explanation"
          style={cssPlace(layout, place)}
          onFocus={(event) => {
            if (event.currentTarget.matches(':focus-visible')) pointed.value = startOf(place);
          }}
          onBlur={leave}
          onKeyDown={(event) => {
            const arrow = ARROWS[event.key];
            if (event.key === 'Escape') keep(null);
            if (event.key === 'Enter') toggle(pointed.peek());
            if (!arrow) return;
            event.preventDefault();
            const times = event.shiftKey ? 10 : 1;
            for (let i = 0; i < times; i++) move(place, ...arrow);
          }}
        />
      ))}
    </>
  );
}
