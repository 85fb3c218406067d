import { network } from '../state/model.js';
import { pointed, type Unit } from '../state/units.js';
import { cssPlace, type Layout, mapPlace, placeOf, type Rectangle } from './layout.js';
import { type Field, receptiveField } from './receptive.js';

/** None for the output, which stands elsewhere. */
function fieldPlace(layout: Layout, { layer, map, top, left, width, height }: Field): Rectangle | null {
  const place = placeOf(layout, layer);
  if (!place) return null;
  const { x, y } = mapPlace(place, map);
  const { cell } = place;
  return { x: x + left * cell, y: y + top * cell, width: width * cell, height: height * cell };
}

/** Hairlines between the layers, at the height of their middle. */
function Connections({ layout }: { layout: Layout }) {
  return (
    <>
      {layout.places.slice(1).map(({ grid, x, y, height }, i) => {
        const before = layout.places[i] as Rectangle;
        const from = before.x + before.width + 4;
        return <line key={grid.name} class="hairline" x1={from} y1={layout.middle} x2={x - 4} y2={y + height / 2} />;
      })}
    </>
  );
}

/** The unit pointed at, framed, and everything that it depends on, back to the input. */
function Receptive({ layout, unit }: { layout: Layout; unit: Unit }) {
  const { layer, map, row: top, column: left } = unit;
  const at = fieldPlace(layout, { layer, map, top, left, width: 1, height: 1 });
  const steps = receptiveField(network.value.layers, unit);
  const framed = (fields: readonly Field[]) => fields.flatMap((field) => fieldPlace(layout, field) ?? []);
  return (
    <g class="receptive">
      {at &&
        framed(steps[0] ?? []).map(({ x, y, width, height }) => (
          <path
            key={`${x} ${y}`}
            class="ray"
            d={`M${x + width} ${y}L${at.x} ${at.y}M${x + width} ${y + height}L${at.x} ${at.y + at.height}`}
          />
        ))}
      {framed(steps.flat()).map((rectangle) => (
        <rect key={`${rectangle.x} ${rectangle.y}`} class="field" {...rectangle} />
      ))}
      {at && <rect class="unit" x={at.x - 1} y={at.y - 1} width={at.width + 2} height={at.height + 2} />}
    </g>
  );
}

/** Everything that is drawn between and over the maps. */
export function Lines({ layout }: { layout: Layout }) {
  const unit = pointed.value;
  const { width, height } = cssPlace(layout, { ...layout, x: 0, y: 0 });
  return (
    <svg class="lines" aria-hidden="true" viewBox={`0 0 ${layout.width} ${layout.height}`} style={{ width, height }}>
      <Connections layout={layout} />
      {unit && <Receptive layout={layout} unit={unit} />}
    </svg>
  );
}
