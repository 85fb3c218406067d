import { chinese } from '../phrase.js';

/** Classes of data sets: how many there are, and what they are called. */
export const classes = chinese({
  'The data in {{origin}} have {{needed}} classes: leave --set classes={{classes}} out, or give as many.':
    '{{origin}} 中的数据有 {{needed}} 个类别：请去掉 --set classes={{classes}}，或给出同样多的类别。',
  'The data in {{origin}} have {{needed}} classes, and output {{output}} has bitmaps for {{most}} of them: use --set output=linear --set criterion=cross-entropy.':
    '{{origin}} 中的数据有 {{needed}} 个类别，而输出 {{output}} 只有 {{most}} 个位图：请用 --set output=linear --set criterion=cross-entropy。',
  '{{what}} tells {{classes}} classes apart, and the data in {{origin}} have {{needed}}: name other data by --data, or another network.':
    '{{what}}区分 {{classes}} 个类别，而 {{origin}} 中的数据有 {{needed}} 个：请用 --data 指明别的数据，或换一个网络。',
  'The network in {{path}} is of 1989: there is no limit by which its answers are refused, so no picture would be accepted. Measure it with lenet5 evaluate.':
    '{{path}} 是 1989 年的网络：没有可用来拒识的界限，任何图片都不会被接受。请用 lenet5 evaluate 评测。',
  'The network in {{path}} tells {{classes}} classes apart ({{names}}), and pictures are read as digits: measure it with lenet5 evaluate --data.':
    '{{path}} 中的网络区分 {{classes}} 个类别（{{names}}），而图片按数字来读：请用 lenet5 evaluate --data 测量它。',
  'without names': '没有名称',
  classes: '类别',
  'The network in {{path}}': '{{path}} 中的网络',
  '{{classes}} classes: {{names}}': '{{classes}} 个类别：{{names}}',
  '{{classes}} classes, without names': '{{classes}} 个类别，没有名称',
  'labels are counted from 1 in these files, and from 0 here': '这些文件中的标签从 1 数起，这里从 0 数起',
  'classes take the bitmaps of {{codes}}, whatever they show: {{pairs}}':
    '各类别借用{{codes}}的位图，与位图所画的内容无关：{{pairs}}',
  'the digits': '数字',
  'the letters': '字母',
  'digits and letters': '数字和字母',
  '{{path}} has damaged metadata: its {{key}} is no list of texts.': '{{path}} 的元数据已损坏：{{key}} 不是文字列表。',
  '{{data}}: {{errors}} of {{count}} test samples misread, {{share}}':
    '{{data}}：{{count}} 个测试样本认错 {{errors}} 个，{{share}}',

  // Fashion-MNIST
  'T-shirt/top': 'T恤',
  Trouser: '裤子',
  Pullover: '套头衫',
  Dress: '连衣裙',
  Coat: '外套',
  Sandal: '凉鞋',
  Shirt: '衬衫',
  Sneaker: '运动鞋',
  Bag: '包',
  'Ankle boot': '短靴',
});
