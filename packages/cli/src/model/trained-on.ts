// What a network was trained on, by its own file, and whether it is measured on something else.
import type { Network } from 'lenet5';
import { printable } from '../output.js';
import { t } from '../texts/language.js';
import type { Model } from './model.js';

/** What a measurement says of the network that was measured. */
export interface ModelFacts {
  /** As it can be given again. */
  readonly file: string;
  /** Name of its architecture. */
  readonly architecture: string;
  readonly weightsSha256: string;
  /** The data set or sets that its weights come from; null where its file does not tell. */
  readonly trainedOn: string | null;
}

/** The part that is trained on: files name both parts of the data where these differ. */
const TRAINING_PART = /^train: (.*?); test: /;

/** What came before: a network that went on from another one's weights has seen that one's data too. */
const FURTHER = ', further on ';

/** The data sets, first to last, that are named in `trainedOn`. */
const dataSetsIn = (trainedOn: string): string[] => trainedOn.split(FURTHER);

/** What the file of a model says it was trained on; null where it does not tell. */
export function trainedOn({ dataIdentity, initDataIdentity }: Model['metadata']): string | null {
  const names = [initDataIdentity, dataIdentity].flatMap((name) => (name === undefined ? [] : [printable(name)]));
  const sets = names.map((name) => TRAINING_PART.exec(name)?.[1] ?? name);
  return dataIdentity === undefined ? null : [...new Set(sets)].join(FURTHER);
}

export function factsOf(model: Model, network: Network): ModelFacts {
  return {
    file: model.path,
    architecture: model.architecture.name,
    weightsSha256: network.weightsSha256(),
    trainedOn: trainedOn(model.metadata),
  };
}

/** For people. */
export function modelLine({ file, architecture, weightsSha256, trainedOn }: ModelFacts): string {
  const values = { file, architecture, sha256: weightsSha256.slice(0, 12) };
  return trainedOn === null
    ? t(
        'model {{file}}: architecture {{architecture}}, weights {{sha256}}, trained on data that its file does not name',
        values,
      )
    : t('model {{file}}: architecture {{architecture}}, weights {{sha256}}, trained on {{data}}', {
        ...values,
        data: trainedOn,
      });
}

/**
 * A warning where a network is measured on a published data set, by its name, that it was not trained on; null where
 * there is no reason for one. Data without a name were named by the user: nobody measures on them by mistake.
 */
export function otherDataWarning({ file, trainedOn }: ModelFacts, measured: string): string | null {
  if (trainedOn === null || measured.startsWith('unknown') || dataSetsIn(trainedOn).includes(measured)) return null;
  return t(
    '{{file}} was trained on {{trained}}, and is measured on {{measured}}: --data names the folder of the digits to measure on.',
    { file, trained: trainedOn, measured },
  );
}
