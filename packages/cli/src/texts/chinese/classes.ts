import { chinese } from '../phrase.js';

/** Classes of data sets: how many there are, and what they are called. */
export const classes = chinese({
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
