// How many classes a network tells apart, by its data, and whether those of a file fit other data.
import type { Architecture } from 'lenet5';
import { CODES, type Codes, classesOf } from 'lenet5/core';
import type { MnistFolder } from 'lenet5/node';
import { switchNamed, withSwitch } from 'lenet5/training';
import { shownNames } from './class-names.js';
import { CommandError, usageError } from './errors.js';
import type { ResolvedSettings } from './settings.js';
import { type Phrase, phrase, t } from './texts/language.js';

/** Both parts of a data set, and where they come from, where that is known. */
type Data = MnistFolder & { readonly origin?: string };

/** The same for measuring, which needs no training part. */
type Tested = Pick<Data, 'test' | 'origin'> & { readonly train: Data['train'] | null };

const placeOf = ({ origin, test }: Tested): string => origin ?? test.identity;

/** Whether the number of classes is known, and not only the least that there can be. */
const isCertain = ({ train: { classNames, identity } }: Pick<MnistFolder, 'train'>) =>
  classNames !== undefined || identity === 'MNIST';

/**
 * Settings for these data: as many classes as they have and bitmaps for them, where the user has not said otherwise.
 * @throws CommandError (usage) where there are too few classes, or bitmaps
 */
export function settingsFor<S extends ResolvedSettings>(settings: S, data: Data): S {
  const { architecture, changes } = settings;
  const needed = classesOf(data.train, data.test);
  const said = (name: string) => changes.some((change) => change.startsWith(`${name}=`));
  if (said('classes')) {
    refuseFewer(architecture.classes, needed, data);
    return settings;
  }
  if (architecture.classes === needed) return settings;
  const codes = architecture.output === 'linear' || said('codes') ? architecture.codes : codesFor(data, needed);
  const { length: most } = CODES[needed > CODES.alphanumeric.length && !said('codes') ? 'alphanumeric' : codes];
  if (architecture.output !== 'linear' && needed > most) throw noBitmaps(architecture, needed, data, most);
  const changed = [
    { name: 'classes', value: needed, before: architecture.classes },
    { name: 'codes', value: codes, before: architecture.codes },
  ].filter(({ value, before }) => value !== before);
  const withThem = changed.reduce((now, { name, value }) => withSwitch(now, switchNamed(name), value), settings);
  return { ...withThem, changes: [...changes, ...changed.map(({ name, value }) => `${name}=${value}`)] };
}

function refuseFewer(classes: number, needed: number, data: Data): void {
  if (needed <= classes) return;
  throw usageError(
    phrase('The data in {{origin}} have {{needed}} classes: leave --set classes={{classes}} out, or give as many.', {
      origin: placeOf(data),
      needed,
      classes,
    }),
  );
}

/** The characters that the classes are, by their names; 26 without names are the letters. */
function codesFor({ train: { classNames } }: Data, classes: number): Codes {
  const all: readonly Codes[] = ['digits', 'letters', 'alphanumeric'];
  const begins = (codes: Codes) => classNames?.every((name, i) => name === CODES[codes][i]);
  const named = all.find(begins);
  return named ?? (classes === CODES.letters.length ? 'letters' : 'digits');
}

function noBitmaps({ output }: Architecture, needed: number, data: Data, most: number): CommandError {
  return usageError(
    phrase(
      'The data in {{origin}} have {{needed}} classes, and output {{output}} has bitmaps for {{most}} of them: use --set output=linear --set criterion=cross-entropy.',
      { origin: placeOf(data), needed, output, most },
    ),
  );
}

/**
 * Whether the classes of a network that is there fit data.
 * @param what the network, as a sentence begins
 * @throws CommandError where they do not
 */
export function refuseOtherClasses(what: Phrase, classes: number, data: Tested): void {
  const [part = data.test, ...others] = [data.train, data.test].filter((each) => each !== null);
  const needed = classesOf(part, ...others);
  if (needed === classes || (needed < classes && !isCertain({ train: part }))) return;
  throw new CommandError(
    phrase(
      '{{what}} tells {{classes}} classes apart, and the data in {{origin}} have {{needed}}: name other data by --data, or another network.',
      { what, classes, origin: placeOf(data), needed },
    ),
  );
}

/** For people: how many classes data have and what they are called; nothing of digits. */
export function classLines({ train, test, firstLabel = 0 }: MnistFolder): string[] {
  const classes = classesOf(train, test);
  const { classNames } = train;
  const lines = classNames
    ? [t('{{classes}} classes: {{names}}', { classes, names: shownNames(classNames).join(', ') })]
    : classes > CODES.digits.length
      ? [t('{{classes}} classes, without names', { classes })]
      : [];
  return firstLabel === 0 ? lines : [...lines, t('labels are counted from 1 in these files, and from 0 here')];
}

/** For people: which bitmaps classes are compared with, where those are not pictures of their names. */
export function codesLine({ output, codes, classes }: Architecture, names: readonly string[] | undefined): string[] {
  const characters = CODES[codes];
  if (output === 'linear' || !names || names.every((name, i) => name === characters[i])) return [];
  const pairs = shownNames(names.slice(0, classes)).map((name, i) => `${name} ${characters[i]}`);
  return [
    t('classes take the bitmaps of {{codes}}, whatever they show: {{pairs}}', {
      codes: codes === 'digits' ? t('the digits') : codes === 'letters' ? t('the letters') : t('digits and letters'),
      pairs: pairs.join(', '),
    }),
  ];
}
