const en = {
  'misread.confusion': 'Labels down, answers across',
  'misread.cell': '{{count}} digits {{label}} read as {{answer}}',
  'misread.gallery': 'Misread test digits',
  'misread.one': 'No. {{index}}: a {{label}}, read as {{answer}}',
  'misread.more': 'and {{count}} more',
  'misread.measuring': 'Reading the 10,000 test digits…',
  'misread.summary': '{{errors}} of {{count}} test digits misread: {{share}}. {{weights}}',
  'misread.noDigits':
    'The classes of these weights are not the digits of MNIST: lenet5 evaluate --data measures them on pictures of your own.',
  'misread.paper': 'The paper’s Fig. 8 shows 82. Choose a digit to see it in the figure.',
} as const;

type Text = keyof typeof en;

const zh: Readonly<Record<Text, string>> = {
  'misread.confusion': '行为标签，列为答案',
  'misread.cell': '{{count}} 个 {{label}} 被判为 {{answer}}',
  'misread.gallery': '被认错的测试数字',
  'misread.one': '编号 {{index}}：{{label}} 被判为 {{answer}}',
  'misread.more': '另有 {{count}} 个',
  'misread.measuring': '正在识别 10,000 个测试数字…',
  'misread.summary': '{{count}} 个测试数字中认错 {{errors}} 个：{{share}}。{{weights}}',
  'misread.noDigits': '这些权重的类别不是 MNIST 的数字：请用 lenet5 evaluate --data 在自己的图片上测量。',
  'misread.paper': '论文图 8 为 82 个。点选一个数字即可在图中查看。',
};

/** Every text of this panel. */
export const MISREAD_TEXTS = { en, zh };
