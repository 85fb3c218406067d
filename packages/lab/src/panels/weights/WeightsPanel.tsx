import { useSignal } from '@preact/signals';
import type { ConvolutionLayer, DenseLayer, Layer, SubsamplingLayer } from 'lenet5/core';
import { PictureSource } from '../../elements/Save.js';
import { Scroll, Section } from '../../elements/Section.js';
import { signedBy, Tile } from '../../elements/Tile.js';
import { kernelOf, type Values, weightNames } from '../../figure/kernels.js';
import { weightChange } from '../../state/model.js';
import { signed } from '../../state/numbers.js';
import { pointed } from '../../state/units.js';
import { weightsText } from '../../state/weights-text.js';
import { ConnectionTable } from './ConnectionTable.js';
import { say } from './texts.js';
import { fullOf, fullText, useMoment } from './values.js';
import './weights.css';

/** All parameters of the network in the figure, as they are now. */
export function WeightsPanel() {
  const changes = useSignal(false);
  const { net, state, of } = useMoment();
  const shown = (changes.value && weightChange.value) || state;
  const values: Values = (name) => shown.get(name)?.data ?? new Float32Array();
  const from = weightsText(of);
  const last = ({ kind }: Layer) => Number(kind === 'subsampling');
  // Small tables go below the pictures.
  const layers = [...net.layers].sort((a, b) => last(a) - last(b));
  return (
    <div class="weights">
      <p class="quiet">{from}</p>
      <label class="field">
        <input
          type="checkbox"
          checked={changes.value && weightChange.value !== null}
          disabled={weightChange.value === null}
          onChange={({ currentTarget }) => {
            changes.value = currentTarget.checked;
          }}
        />
        <span>{say('weights.changes')}</span>
      </label>
      <div class="weights-row">
        <PictureSource.Provider value={from}>
          {layers.map((layer) => (
            <Parameters key={layer.name} layer={layer} values={values} />
          ))}
        </PictureSource.Provider>
      </div>
    </div>
  );
}

/** What is trained in a layer; nothing for one that has only distances or windows. */
function Parameters({ layer, values }: { layer: Layer; values: Values }) {
  if (layer.parameters.length === 0) return null;
  switch (layer.kind) {
    case 'convolution': {
      const Kernels = layer.from === 'input' ? FirstKernels : ConnectionTable;
      return (
        <>
          <Kernels layer={layer} values={values} />
          {layer.biases === 'unit' && <UnitBiases layer={layer} values={values} />}
        </>
      );
    }
    case 'subsampling':
      return <Subsampling layer={layer} values={values} />;
    case 'dense':
      return <Matrix layer={layer} values={values} />;
    case 'distances':
      return null;
  }
}

interface Properties<L extends Layer> {
  readonly layer: L;
  readonly values: Values;
}

/** More maps than these stand in longer rows. */
const MANY = 12;

/** A picture for each map of a layer, side by side. */
function Maps({ layer, tile }: { layer: ConvolutionLayer; tile: (map: number, label: string) => preact.JSX.Element }) {
  const lit = (map: number) => pointed.value?.layer === layer.name && pointed.value.map === map;
  return (
    <div class="kernels" style={{ '--columns': layer.maps > MANY ? 8 : 3 }}>
      {layer.table.map((_, map) => (
        <figure key={map} class={lit(map) ? 'lit' : ''}>
          {tile(map, `${layer.name} ${map}`)}
          <figcaption>{map}</figcaption>
        </figure>
      ))}
    </div>
  );
}

/** The kernels of a layer that reads the input alone. */
function FirstKernels({ layer, values }: Properties<ConvolutionLayer>) {
  const full = fullOf(...weightNames(layer).map(values));
  const tile = (map: number, label: string) => (
    <Tile
      class="kernel large"
      values={kernelOf(layer, values, map, 0) ?? []}
      columns={5}
      rows={5}
      colour={signedBy(full)}
      label={label}
    />
  );
  return (
    <Section title={say('weights.kernels', { layer: layer.name, maps: layer.maps })} saved={`weights-${layer.name}`}>
      <Maps layer={layer} tile={tile} />
      <p class="quiet fine">{fullText(full)}</p>
    </Section>
  );
}

/** A map of biases for each map of a layer whose units have one each. */
function UnitBiases({ layer, values }: Properties<ConvolutionLayer>) {
  const { name, size } = layer;
  const all = values(`${name}.bias`);
  const full = fullOf(all);
  const tile = (map: number, label: string) => (
    <Tile
      class="kernel large"
      values={all.subarray(map * size * size, (map + 1) * size * size)}
      columns={size}
      rows={size}
      colour={signedBy(full)}
      label={label}
    />
  );
  return (
    <Section title={say('weights.unitBiases', { layer: name })} saved={`biases-${name}`}>
      <Maps layer={layer} tile={tile} />
      <p class="quiet fine">{fullText(full)}</p>
    </Section>
  );
}

/** Coefficient and bias of every map. */
function Subsampling({ layer: { name: layer }, values }: Properties<SubsamplingLayer>) {
  const rows = [
    [say('weights.coefficient'), values(`${layer}.weight`)],
    [say('weights.bias'), values(`${layer}.bias`)],
  ] as const;
  const title = say('weights.subsampling', { layer });
  return (
    <Section title={title} saved={`weights-${layer}`}>
      <Scroll label={title}>
        <table class="numbers">
          <tbody>
            {rows.map(([name, numbers]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {Array.from(numbers, (value, map) => (
                  <td key={map}>{signed(value, 2)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Section>
  );
}

/** All weights of a fully connected layer: a row for each unit, a column for each of its inputs. */
function Matrix({ layer: { name, units, inputs }, values }: Properties<DenseLayer>) {
  const all = values(`${name}.weight`);
  const full = fullOf(all);
  return (
    <Section title={say('weights.matrix', { layer: name, rows: units, columns: inputs })} saved={`weights-${name}`}>
      <Scroll label={name}>
        <div class="matrix" style={{ '--columns': inputs, '--rows': units }}>
          <Tile values={all} columns={inputs} rows={units} colour={signedBy(full)} label={name} />
        </div>
      </Scroll>
      <p class="quiet fine">{fullText(full)}</p>
    </Section>
  );
}
