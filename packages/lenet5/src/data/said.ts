// What was found, in one sentence of English or Chinese.

import { classesOf, type Dataset } from '../files/idx/dataset.js';
import { CLASSES } from '../network/bitmaps.js';
import type { FoundData } from './found.js';

type Found = Omit<FoundData, 'sentence'>;

const FORMS: Readonly<Record<Found['form'], readonly [english: string, chinese: string]>> = {
  idx: ['IDX files', 'IDX 文件'],
  csv: ['a CSV table', 'CSV 表'],
  arrays: ["NumPy's arrays", 'NumPy 数组'],
  parquet: ['parquet files', 'parquet 文件'],
  pictures: ['folders of pictures', '分目录存放的图片'],
};

/** Whose writing it is, of sets that are known. */
const HANDS: Readonly<Record<string, readonly [english: string, chinese: string]>> = {
  MNIST: ['digits of American census workers and pupils', '美国人口普查员和中学生手写的数字'],
  KMNIST: ['cursive hiragana of old Japanese books', '日本古籍中的草写平假名'],
  'Fashion-MNIST': ['clothes, no handwriting', '服装，不是手写'],
};

/**
 * One sentence about a set: what it is, how many images, which classes, whose hand, and what was done to it.
 * @param turn whether transposed ones are turned
 */
export function foundText(found: Found, turn: boolean, language: 'en' | 'zh'): string {
  const { train, test } = found;
  const parts = [train, test].filter((part) => part !== null);
  const at = language === 'zh' ? 1 : 0;
  const [first, ...others] = parts;
  const known = parts.map(({ identity }) =>
    identity.startsWith('unknown') ? ['an unknown set', '未知数据集'][at] : identity,
  );
  const identity = [...new Set(known)].join(' / ') || ['images', '图片'][at];
  const facts = [
    counts(found, language),
    ...(first ? [classText(classesOf(first, ...others), first, language)] : []),
    ...handOf(found, at),
    ...(found.turned
      ? [['turned: rows and columns were swapped in the files', '文件里的图片是转置的，已转正'][at]]
      : []),
    ...(turn ? [] : [['not turned: as they lie in the files', '按文件中的方向，未作转正'][at]]),
  ];
  const form = FORMS[found.form][at];
  return language === 'zh'
    ? `${form}，${identity}：${facts.join('；')}`
    : `${identity} in ${form}: ${facts.join(', ')}`;
}

const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

function counts({ train, test, keptAside, unlabelled }: Found, language: 'en' | 'zh'): string {
  const zh = language === 'zh';
  const aside = keptAside ? (zh ? '（每类每五张留出一张）' : ' (every fifth of a class, kept aside)') : '';
  const parts = [
    ...(train ? [`${grouped(train.count)} ${zh ? '张训练' : 'training'}`] : []),
    ...(test ? [`${grouped(test.count)} ${zh ? '张测试' : 'test'}${aside}`] : []),
    ...(unlabelled ? [`${grouped(unlabelled.count)} ${zh ? '张无标签' : 'unlabelled'}`] : []),
  ];
  const side = (train ?? test ?? unlabelled)?.rows;
  return zh ? `${parts.join('、')}图片，${side}×${side}` : `${parts.join(' and ')} images of ${side}×${side}`;
}

function classText(classes: number, { classNames }: Dataset, language: 'en' | 'zh'): string {
  if (!classNames && classes === CLASSES) return language === 'zh' ? '数字 0 到 9' : 'digits 0 to 9';
  const names = classNames ?? Array.from({ length: classes }, (_, label) => String(label));
  const ends = `${names[0]} ${language === 'zh' ? '到' : 'to'} ${names.at(-1)}`;
  return language === 'zh' ? `${classes} 类（${ends}）` : `${classes} classes (${ends})`;
}

function handOf({ writers, train, test }: Found, at: 0 | 1): string[] {
  if (writers !== null) return [[`by ${writers} writers`, `出自 ${writers} 位书写者`][at] ?? ''];
  const hand = HANDS[(train ?? test)?.identity ?? '']?.[at];
  return hand === undefined ? [] : [hand];
}
