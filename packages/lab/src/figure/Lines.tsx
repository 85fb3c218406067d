import { network } from '../state/model.js';
import { pointed } from '../state/pointed.js';
import { COLUMNS, type Unit } from '../state/units.js';
import { type Layout, mapPlace, type Place, type Rectangle } from './layout.js';
import { type Field, receptiveField } from './receptive.js';

function unitPlace(layout: Layout, { layer, map, row, column }: Unit): Rectangle {
  const place = layout.places.get(layer) as Place;
  const { x, y } = mapPlace(place, map);
  return { x: x + column * place.cell, y: y + row * place.cell, width: place.cell, height: place.cell };
}

function fieldPlace(layout: Layout, { layer, map, top, left, width, height }: Field): Rectangle {
  const place = layout.places.get(layer) as Place;
  const { x, y } = mapPlace(place, map);
  const { cell } = place;
  return { x: x + left * cell, y: y + top * cell, width: width * cell, height: height * cell };
}

/** Hairlines between the layers, at the height of their middle. */
function Connections({ layout }: { layout: Layout }) {
  const blocks = COLUMNS.map((name) => layout.places.get(name) as Place);
  return (
    <>
      {blocks.slice(1).map((block, i) => {
        const before = blocks[i] as Place;
        const y = i + 1 === blocks.length - 1 ? block.y + block.height / 2 : layout.middle;
        const from = before.x + before.width + 4;
        return <line key={block.grid.name} class="hairline" x1={from} y1={layout.middle} x2={block.x - 4} y2={y} />;
      })}
    </>
  );
}

/** The unit pointed at, framed, and everything that it depends on, back to the input. */
function Receptive({ layout, unit }: { layout: Layout; unit: Unit }) {
  const at = unitPlace(layout, unit);
  const steps = receptiveField(network.value.layers, unit);
  const nearest = steps[0]?.map((field) => fieldPlace(layout, field)) ?? [];
  return (
    <g class="receptive">
      {nearest.map(({ x, y, width, height }) => (
        <path
          key={`${x} ${y}`}
          class="ray"
          d={`M${x + width} ${y}L${at.x} ${at.y}M${x + width} ${y + height}L${at.x} ${at.y + at.height}`}
        />
      ))}
      {steps.flat().map((field) => (
        <rect key={`${field.layer} ${field.map}`} class="field" {...fieldPlace(layout, field)} />
      ))}
      <rect class="unit" x={at.x - 1} y={at.y - 1} width={at.width + 2} height={at.height + 2} />
    </g>
  );
}

/** Everything that is drawn between and over the maps. */
export function Lines({ layout, ratio }: { layout: Layout; ratio: number }) {
  const unit = pointed.value;
  return (
    <svg
      class="lines"
      aria-hidden="true"
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      style={{ width: `${layout.width / ratio}px`, height: `${layout.height / ratio}px` }}
    >
      <Connections layout={layout} />
      {unit && <Receptive layout={layout} unit={unit} />}
    </svg>
  );
}
