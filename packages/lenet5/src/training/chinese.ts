import type { Seen } from '../errors.js';

const CAUSES: Readonly<Record<Seen['cause'], string>> = {
  'too-large': '学习率或初始权重太大',
  'too-little-gradient': '压缩函数传回的梯度太小，或学习率很不合适',
};

/** What `collapseSentence` says in English. */
export function collapseInChinese(seen: Seen): string {
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const answers = `最近 ${seen.window} 个样本有 ${percent(seen.answerShare)} 答 ${seen.answer}，答错 ${percent(seen.errorShare)}`;
  const found = `${answers}，损失停在 ${seen.meanLoss.toPrecision(4)}，F6 饱和 ${percent(seen.saturatedShare)}`;
  return `训练 ${seen.samples} 个样本后崩溃：${found}；多半是${CAUSES[seen.cause]}。`;
}
