const en = {
  'weights.changes': 'what the last single step changed',
  'weights.kernels': '{{layer}}: {{maps}} kernels 5×5',
  'weights.tableOne': '{{layer}}: Table I (paper p. 8), with the kernels: {{from}} maps down, {{layer}} maps across',
  'weights.fullTable': '{{layer}}: every map reads every map of {{from}}; {{from}} maps down, {{layer}} maps across',
  'weights.table':
    '{{layer}}: each map reads {{read}} of the {{below}} of {{from}}; {{from}} maps down, {{layer}} maps across',
  'weights.unitBiases': '{{layer}}: a bias for each unit',
  'weights.kernel': '{{layer}} map {{map}} from {{from}} map {{below}}: {{values}}',
  'weights.none': '{{layer}} map {{map}} does not read {{from}} map {{below}}.',
  'weights.full': 'full colour: ±{{full}}, the largest here',
  'weights.subsampling': '{{layer}}: coefficient and bias of each map',
  'weights.coefficient': 'coefficient',
  'weights.bias': 'bias',
  'weights.matrix': '{{layer}}: {{rows}} units by {{columns}} inputs',
} as const;

type Text = keyof typeof en;

const zh: Readonly<Record<Text, string>> = {
  'weights.changes': '上一个单步改变了什么',
  'weights.kernels': '{{layer}}：{{maps}} 个 5×5 卷积核',
  'weights.tableOne': '{{layer}}：论文表 I（第 8 页）与卷积核，行为 {{from}} 特征图，列为 {{layer}} 特征图',
  'weights.fullTable': '{{layer}}：每个特征图读取 {{from}} 的全部特征图；行为 {{from}}，列为 {{layer}}',
  'weights.table':
    '{{layer}}：每个特征图读取 {{from}} 的 {{below}} 个特征图中的 {{read}} 个；行为 {{from}}，列为 {{layer}}',
  'weights.unitBiases': '{{layer}}：每个单元各有一个偏置',
  'weights.kernel': '{{layer}} 特征图 {{map}} 来自 {{from}} 特征图 {{below}}：{{values}}',
  'weights.none': '{{layer}} 特征图 {{map}} 不读取 {{from}} 特征图 {{below}}。',
  'weights.full': '最深颜色：±{{full}}，此处的最大值',
  'weights.subsampling': '{{layer}}：每个特征图的系数与偏置',
  'weights.coefficient': '系数',
  'weights.bias': '偏置',
  'weights.matrix': '{{layer}}：{{rows}} 个单元 × {{columns}} 个输入',
};

/** Every text of this panel. */
export const WEIGHTS_TEXTS = { en, zh };
