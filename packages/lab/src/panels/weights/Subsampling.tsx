import { Scroll } from '../../elements/Scroll.js';
import { t } from '../../state/language.js';
import { signed } from '../../state/numbers.js';
import type { Values } from './values.js';

/** Coefficient and bias of every map of S2 and S4. */
export function Subsampling({ values, layer }: { values: Values; layer: 'S2' | 'S4' }) {
  const coefficients = Array.from(values(`${layer}.weight`));
  const biases = values(`${layer}.bias`);
  return (
    <section>
      <h2>{t('weights.subsampling', { layer })}</h2>
      <Scroll label={t('weights.subsampling', { layer })}>
        <table class="numbers">
          <tbody>
            <tr>
              <th scope="row">{t('weights.coefficient')}</th>
              {coefficients.map((value, map) => (
                <td key={map}>{signed(value, 2)}</td>
              ))}
            </tr>
            <tr>
              <th scope="row">{t('weights.bias')}</th>
              {coefficients.map((_, map) => (
                <td key={map}>{signed(biases[map] as number, 2)}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
