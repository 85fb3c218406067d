import { chinese } from '../phrase.js';

/** What was measured on what, which files are meant, and what is missing for it. */
export const measuring = chinese({
  'found {{sentence}}': '找到{{sentence}}',
  '{{given}} holds no labelled images to train on: add the training part, or measure with lenet5 evaluate.':
    '{{given}} 中没有可供训练的带标签图片：请补上训练部分，或用 lenet5 evaluate 测量。',
  '{{origin}} holds no labelled images to measure on: --submission FILE writes what the network answers.':
    '{{origin}} 中没有可供测量的带标签图片：--submission FILE 可写出网络的答案。',
  "{{origin}} holds no images without labels, as Kaggle's test.csv has: leave --submission out, or name them by --data.":
    '{{origin}} 中没有无标签的图片（如 Kaggle 的 test.csv）：请去掉 --submission，或用 --data 指明。',
  '{{count}} answers in {{path}}': '{{count}} 个答案写入 {{path}}',
  '{{name}} is no parquet file with the columns image (bytes of pictures) and label, as Hugging Face has them for mnist: download it again, or rename its columns.':
    '{{name}} 不是含 image（图片字节）和 label 两列的 parquet 文件（Hugging Face 的 mnist 就是这种）：请重新下载，或改正列名。',

  // evaluate
  'model {{file}}: architecture {{architecture}}, weights {{sha256}}, trained on {{data}}':
    '模型 {{file}}：网络 {{architecture}}，权重 {{sha256}}，训练数据：{{data}}',
  'model {{file}}: architecture {{architecture}}, weights {{sha256}}, trained on data that its file does not name':
    '模型 {{file}}：网络 {{architecture}}，权重 {{sha256}}，文件未注明训练数据',
  'measured on {{data}} ({{origin}})': '评测数据：{{data}}（{{origin}}）',
  'measured on {{count}} pictures of {{pictures}}, labelled by {{labels}}':
    '评测数据：{{pictures}} 中的 {{count}} 张图片，标签来自 {{labels}}',
  '{{data}}: {{errors}} of {{count}} test digits misread, {{share}}':
    '{{data}}：{{count}} 个测试数字中认错 {{errors}} 个，{{share}}',
  'mean loss {{loss}} (criterion {{criterion}})': '平均损失 {{loss}}（损失函数 {{criterion}}）',
  '{{file}} was trained on {{trained}}, and is measured on {{measured}}: --data names the folder of the digits to measure on.':
    '{{file}} 是在 {{trained}} 上训练的，现在却在 {{measured}} 上评测：请用 --data 指定评测数据所在的目录。',
  label: '标签',
  'precision %': '精确率 %',
  'recall %': '召回率 %',
  'F1 %': 'F1 %',
  support: '样本数',
  '{{origin}} holds no labelled images to measure on: leave {{option}} out.':
    '{{origin}} 中没有带标签的图像，无法评测：请去掉 {{option}}。',
  '--csv and --json exclude each other: give one of them.': '--csv 与 --json 不能同时使用：请只给一个。',
  '--csv is for test digits: leave it out, --pictures takes --json.':
    '--csv 只用于测试数字：请去掉它，--pictures 可配合 --json。',

  '--data and --pictures name different things to measure on: give one of them.':
    '--data 与 --pictures 指定的是不同的评测对象：请只给一个。',
  '{{options}} goes with --data alone: leave that out.': '{{options}} 只与 --data 合用：请去掉。',
  '{{options}} goes with --pictures alone: leave that out.': '{{options}} 只与 --pictures 合用：请去掉。',

  // Which files are meant.
  'Nothing matches {{pattern}}: check the path, and the letters before *.':
    '没有文件与 {{pattern}} 匹配：请检查路径以及 * 之前的字符。',
  '{{pattern}} matches {{names}}: name one.': '{{pattern}} 匹配到 {{names}}：请只指定一个。',
  '{{pattern}} matches {{names}} and more: name one.': '{{pattern}} 匹配到 {{names}} 等多个：请只指定一个。',
  'The folder {{folder}} holds no {{name}}: name the folder of a run, or a model file.':
    '目录 {{folder}} 中没有 {{name}}：请指定运行文件夹或模型文件。',

  // Parts that npm left out.
  '{{what}}, because the part of {{library}} for {{system}} is not installed: npm install --include=optional brings it where there is one.':
    '{{what}}：{{library}} 缺少适用于 {{system}} 的组件，若有此组件，npm install --include=optional 即可装上。',
  'Pictures cannot be read': '无法读取图片',
  'No PNG can be drawn': '无法生成 PNG',

  // --resume with --epochs
  'The run in {{run}} has patience {{patience}} and ends with its best weights, not with those to go on from: leave --epochs out, or start a new run from its weights with --init.':
    '{{run}} 中的运行设有 patience {{patience}}，结束时留下的是最好的权重，无法接着训练：请去掉 --epochs，或用 --init 以它的权重开始新的运行。',
  'The run in {{run}} has done {{pass}} of its {{passes}} passes: go on to its end first, without --epochs.':
    '{{run}} 中的运行完成了 {{passes}} 轮中的 {{pass}} 轮：请先不带 --epochs 把它训练完。',
  'The run in {{run}} has done {{pass}} passes: --epochs takes a number above that, passes in all.':
    '{{run}} 中的运行已完成 {{pass}} 轮：--epochs 是总轮数，应大于这个数。',
  'a run begun with {{passes}} passes would have had other rates, pictures or teachers before pass {{pass}}, and so other weights: the files say that this one was continued':
    '若一开始就定为 {{passes}} 轮，第 {{pass}} 轮之前的学习率、形变或教师网络会不同，权重也就不同：各文件已注明这次训练是续训的',
});
