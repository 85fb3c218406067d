const en = {
  'tour.name': 'Tour',
  'tour.back': 'Back',
  'tour.next': 'Next',
  'tour.leave': 'Leave the tour',
  'tour.picture.title': 'The picture',
  'tour.picture':
    'What you draw is reduced to 20×20 pixels, centred, and put on 32×32: more than the digit, so that its ends reach the middle of the windows to come. Draw over it at any time.',
  'tour.convolution.title': 'One convolution',
  'tour.convolution':
    'The framed unit of C1 looks at 5×5 pixels only. Its 25 weights are those of all units of its map: the same feature, looked for everywhere. Below stands its sum with the numbers put in.',
  'tour.subsampling.title': 'Subsampling',
  'tour.subsampling':
    'A unit of S2 adds four neighbours of C1, times one trained number. Where exactly the feature was counts less from here on: the maps are half as wide.',
  'tour.table.title': 'Table I',
  'tour.table':
    'A map of C3 does not read all maps of S2. Table I of the paper says which ones: that breaks the symmetry, so that maps learn different things. The lit column is that of the framed unit.',
  'tour.full.title': 'C5 and F6',
  'tour.full':
    'Each of the 120 units of C5 reads all of S4, each of the 84 of F6 all of C5. Nothing of the place on the paper is left: these are numbers about the whole digit.',
  'tour.bitmap.title': 'F6 becomes the bitmap',
  'tour.bitmap':
    '84 is 7×12: F6 is trained to draw the printed character of the digit. The bars are squared distances to the ten drawings; the shortest is the answer.',
  'tour.blog.title': 'Why the blog stopped at 2.1 %',
  'tour.blog':
    'A program written from the paper came to 2.1 % errors, the paper to 0.95 %. The staircase changes one thing a step; each can be trained here.',
} as const;

type Text = keyof typeof en;

const zh: Readonly<Record<Text, string>> = {
  'tour.name': '导览',
  'tour.back': '上一步',
  'tour.next': '下一步',
  'tour.leave': '退出导览',
  'tour.picture.title': '图像',
  'tour.picture':
    '你写的数字先缩小到 20×20 像素并居中，再放到 32×32 的画面上：留出边缘，是为了让笔画的末端也能落在后面各窗口的中央。随时可以直接重写。',
  'tour.convolution.title': '一次卷积',
  'tour.convolution':
    '框出的 C1 单元只看 5×5 个像素。同一特征图的所有单元共用这 25 个权重：在各处寻找同一种特征。下方是代入数值的算式。',
  'tour.subsampling.title': '下采样',
  'tour.subsampling':
    'S2 的一个单元把 C1 中相邻的四个值相加，再乘一个训练得到的系数。从这里起，特征的确切位置不再那么重要：特征图的宽度减半。',
  'tour.table.title': '表 I',
  'tour.table':
    'C3 的一个特征图并不读取 S2 的全部特征图。论文的表 I 规定读哪几个：打破对称，各图才会学到不同的东西。亮起的一列就是所框单元所在的图。',
  'tour.full.title': 'C5 与 F6',
  'tour.full':
    'C5 的 120 个单元各读取整个 S4，F6 的 84 个单元各读取整个 C5。纸上的位置已不复存在：这些数描述的是整个数字。',
  'tour.bitmap.title': 'F6 变成位图',
  'tour.bitmap': '84 = 7×12：训练使 F6 画出该数字的印刷体。横条是到十个位图的平方距离，最短的就是答案。',
  'tour.blog.title': '博客为何停在 2.1 %',
  'tour.blog': '照论文写成的程序错误率为 2.1 %，论文为 0.95 %。阶梯图每级只改一处，每一级都可以在这里训练。',
};

/** Every text of the tour. */
export const TOUR_TEXTS = { en, zh };
