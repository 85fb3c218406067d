import { useSignal } from '@preact/signals';
import { type ConvolutionLayer, TABLE_I } from 'lenet5/core';
import { Scroll, Section } from '../../elements/Section.js';
import { signedBy, Tile } from '../../elements/Tile.js';
import { kernelOf, type Values, weightNames } from '../../figure/kernels.js';
import { gridOf, pointed } from '../../state/units.js';
import { say } from './texts.js';
import { fullOf, fullText, kernelText } from './values.js';

/** Table I of the paper, all maps below, or so many of them. */
function titleOf({ name, from, table }: ConvolutionLayer): string {
  const below = gridOf(from).maps;
  const layers = { layer: name, from };
  if (JSON.stringify(table) === JSON.stringify(TABLE_I)) return say('weights.tableOne', layers);
  const lengths = table.map((maps) => maps.length);
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  if (least === below) return say('weights.fullTable', layers);
  return say('weights.table', { ...layers, below, read: least === most ? least : `${least}–${most}` });
}

/** Which maps a convolution reads, with the kernels in place of the crosses of the paper's Table I. */
export function ConnectionTable({ layer, values }: { layer: ConvolutionLayer; values: Values }) {
  const words = useSignal('');
  const { name, from, table } = layer;
  const full = fullOf(...weightNames(layer).map(values));
  /** Marks the column or row of the map that is pointed at in the figure. */
  const litWhere = (map: number | null, below: number | null) => {
    const unit = pointed.value;
    return (unit?.layer === name && unit.map === map) || (unit?.layer === from && unit.map === below) ? 'lit' : '';
  };
  const cell = (map: number, below: number) => {
    const kernel = kernelOf(layer, values, map, below);
    const label = `${name} ${map} ← ${from} ${below}`;
    const tell = () => {
      words.value = kernelText(layer, map, below, kernel);
    };
    return (
      <td key={map} class={litWhere(map, below)} onPointerEnter={tell}>
        {kernel && <Tile class="kernel" values={kernel} columns={5} rows={5} colour={signedBy(full)} label={label} />}
      </td>
    );
  };
  const title = titleOf(layer);
  return (
    <Section title={title} saved={`weights-${name}`}>
      <Scroll label={title}>
        <table class="table-one">
          <thead>
            <tr>
              <td />
              {table.map((_, map) => (
                <th key={map} scope="col" class={litWhere(map, null)}>
                  {map}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: gridOf(from).maps }, (_, below) => (
              <tr key={below}>
                <th scope="row" class={litWhere(null, below)}>
                  {below}
                </th>
                {table.map((_, map) => cell(map, below))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p class="quiet fine">{words.value || fullText(full)}</p>
    </Section>
  );
}
