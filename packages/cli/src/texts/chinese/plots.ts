import { chinese } from '../phrase.js';

/** The pictures and the page of a run folder. */
export const plots = chinese({
  'No picture was distorted: recipe {{recipe}} leaves the last {{plain}} passes as they are, and the run has {{passes}}.':
    '没有对任何图片做形变：配方 {{recipe}} 的最后 {{plain}} 轮不做形变，而这次运行共有 {{passes}}。',
  // What was seen in a picture.
  'What was seen in {{name}}': '在 {{name}} 中看到的',
  'Read: {{text}}, right with a probability of {{probability}}{{rest}}':
    '识别结果：{{text}}，正确的概率 {{probability}}{{rest}}',
  ', {{count}} refused': '，拒识 {{count}} 个',
  'Nothing read: {{reason}}.': '没有识别出数字：{{reason}}。',
  'refused: {{reason}}': '拒识：{{reason}}',
  'blue: read': '蓝色：已识别',
  'red, dashed: refused': '红色虚线：拒识',
  'grey: other marks': '灰色：其他符号',
  'light blue: cells of a form': '浅蓝：表格的格子',
  'green: lines of a form, taken out': '绿色：表格线，已去掉',
  'purple: cuts made': '紫色：采用的切分',
  'purple, dotted: cuts tried': '紫色点线：试过的切分',
  'What the network saw, the bitmap of its answer, that of the runner-up, and the squared distances to them':
    '网络看到的图像、答案的位图、第二名的位图，以及到它们的平方距离',
  ' (the first {{shown}}, {{hidden}} left out)': '（只列前 {{shown}} 个，省略 {{hidden}} 个）',
  'Candidates: what may be one digit, line by line, from left to right{{rest}}':
    '候选：可能是一个数字的各部分，逐行从左到右{{rest}}',
  'blue: on the best path, as a digit': '蓝色：在最优路径上，作为数字',
  'grey: on it, as something else': '灰色：在最优路径上，作为其他符号',
  'thin: accepted, but not on it': '细线：已接受，但不在最优路径上',

  // Titles.
  '1 pass': '1 轮',
  '{{count}} passes': '{{count}} 轮',
  '{{done}} of {{planned}} passes': '{{done}}/{{planned}} 轮',
  'no pass completed': '一轮也没有完成',
  '{{error}} test error after {{passes}}': '{{passes}}后测试错误率 {{error}}',
  'LeNet-5 on {{data}}: {{result}}': '{{data}} 上的 LeNet-5：{{result}}',
  'LeNet-5 on {{data}}, stopped: {{result}}': '{{data}} 上的 LeNet-5（中途停止）：{{result}}',
  'LeNet-5 on {{data}}, collapsed: {{result}}': '{{data}} 上的 LeNet-5（训练崩溃）：{{result}}',
  'architecture {{architecture}}, recipe {{recipe}}, seed {{seed}}, {{samples}} training samples':
    '网络 {{architecture}}，配方 {{recipe}}，种子 {{seed}}，{{samples}} 个训练样本',
  'architecture {{architecture}}, recipe {{recipe}} with {{changes}}, seed {{seed}}, {{samples}} training samples':
    '网络 {{architecture}}，配方 {{recipe}}（{{changes}}），种子 {{seed}}，{{samples}} 个训练样本',
  '{{hours}} h {{minutes}} min {{seconds}} s': '{{hours}} 小时 {{minutes}} 分 {{seconds}} 秒',
  '{{minutes}} min {{seconds}} s': '{{minutes}} 分 {{seconds}} 秒',
  '{{seconds}} s': '{{seconds}} 秒',

  // Curves.
  Curves: '曲线',
  'Test error, %': '测试错误率（%）',
  'Training error, %': '训练错误率（%）',
  'Training loss': '训练损失',
  pass: '轮次',
  'paper, Fig. 5': '论文图 5',
  '{{error}} paper': '论文 {{error}}',
  'on the fly': '训练中',
  'after the pass': '本轮结束后',
  'test samples': '测试集',
  validation: '验证集',
  'mean over the pass': '本轮平均',
  'pass {{pass}}: {{value}}': '第 {{pass}} 轮：{{value}}',
  'not measured': '未测量',
  'distortion ends': '形变结束',
  continued: '续训',
  'The upright axes are logarithmic.': '纵轴均为对数坐标。',
  'On the fly: each sample judged just before its own step.': '训练中：每个样本在用它更新之前先判对错。',
  'On the fly: each sample judged just before its own step, on its distorted picture.':
    '训练中：每个样本在用它更新之前先判对错，用的是形变后的图片。',
  'Grey: LeCun, Bottou, Bengio, Haffner 1998, Fig. 5, read off the print, training error on the fly; dotted: their final test error, {{error}}.':
    '灰色：LeCun、Bottou、Bengio、Haffner 1998，图 5，从印刷图上读出，训练错误率也是训练中测的；点线：论文最终的测试错误率 {{error}}。',

  // Confusion and misread samples.
  Confusion: '混淆矩阵',
  'Confusion on the test set of {{data}}': '混淆矩阵：{{data}} 测试集',
  'answer →': '识别结果 →',
  'label ↓': '标签 ↓',
  all: '合计',
  wrong: '错误',
  '{{errors}} of {{total}} wrong{{share}}': '{{total}} 个中错 {{errors}} 个{{share}}',
  'No errors.': '没有错误。',
  'Most often: {{pairs}}.': '最常混淆：{{pairs}}。',
  'Misread samples': '认错的样本',
  'Misread in the test set of {{data}}': '认错的样本：{{data}} 测试集',
  '{{errors}} of {{total}} misread{{share}}: nothing to show.':
    '{{total}} 个中认错 {{errors}} 个{{share}}，没有可展示的。',
  '{{errors}} of {{total}} misread{{share}}. Below each: label → answer, place in the set from 0.{{rest}}':
    '{{total}} 个中认错 {{errors}} 个{{share}}。图下：标签 → 识别结果，以及在测试集中的序号（从 0 数起）。{{rest}}',
  ' The first {{shown}}, {{hidden}} left out.': '只列出前 {{shown}} 个，省略 {{hidden}} 个。',
  'Misread pictures': '认错的图片',
  '{{errors}} of {{total}} pictures misread{{share}}. Below each: label → answer, file.{{rest}}':
    '{{total}} 张图片中认错 {{errors}} 张{{share}}。图下：标签 → 识别结果，文件。{{rest}}',
  'not decoded': '无法解码',
  refused: '拒识',
  'no digit': '无数字',

  // The page.
  '{{error}} test error': '测试错误率 {{error}}',
  'LeNet-5 on {{data}}: {{errors}} of {{count}} test samples misread after {{passes}} over {{samples}} training samples, in {{time}}.':
    '{{data}} 上的 LeNet-5：用 {{samples}} 个训练样本训练 {{passes}}，用时 {{time}}；{{count}} 个测试样本中认错 {{errors}} 个。',
  'Best on the validation samples: pass {{pass}} with {{validation}}; its test error is {{test}}.':
    '验证集上最好的是第 {{pass}} 轮（{{validation}}），该轮的测试错误率为 {{test}}。',
  'Ended early after {{done}} passes: {{patience}} in a row were no better on the validation samples.':
    '训练 {{done}} 轮后提前结束：连续 {{patience}} 轮在验证样本上没有更好。',
  'Stopped before the end. To go on: lenet5 train --resume {{folder}}':
    '中途停止。继续训练：lenet5 train --resume {{folder}}',
  'No pass was completed.': '一轮也没有完成。',
  'Made by': '所用命令',
  Passes: '各轮结果',
  'The columns of metrics.csv': 'metrics.csv 各列的含义',
  Run: '本次运行',
  Architecture: '网络',
  Recipe: '配方',
  Changed: '改动',
  Seed: '种子',
  Start: '起点',
  'random weights': '随机权重',
  Data: '数据',
  'Training samples': '训练样本',
  '{{count}} from number {{offset}} on': '{{count}} 个，从序号 {{offset}} 起',
  'Validation samples': '验证样本',
  none: '无',
  'Test samples': '测试样本',
  'Passes done': '轮数',
  'Time of all passes': '各轮总用时',
  'Weights, SHA-256': '权重的 SHA-256',
  'none kept': '未保存',
  Backend: '计算后端',
  Versions: '版本',
  Started: '开始时间',

  // The columns of metrics.csv.
  Pass: '轮',
  'Mean loss': '平均损失',
  'Training error after the pass': '训练错误率（轮后）',
  'Training error on the fly': '训练错误率（训练中）',
  'Test error': '测试错误率',
  'Validation error': '验证错误率',
  'Learning rate': '学习率',
  Seconds: '秒',
  'number of the pass, from 1': '第几轮，从 1 数起',
  'mean loss over the pass, each training sample taken just before its own step, distorted where the recipe distorts':
    '本轮的平均损失：每个训练样本在用它更新之前计算；配方做形变时，用形变后的图片',
  'share of the training samples, as stored, that the weights after the pass misread, in per cent':
    '本轮结束后的权重认错的训练样本（原图）所占百分比',
  'share of the training samples misread just before their own steps, distorted where the recipe distorts, in per cent':
    '每个训练样本在用它更新之前被认错的百分比；配方做形变时，用形变后的图片',
  'share of the test samples that the weights after the pass misread, in per cent':
    '本轮结束后的权重认错的测试样本所占百分比',
  'the same share of the validation samples; empty without --set validation=N':
    '验证样本上的同一百分比；没有 --set validation=N 时为空',
  'learning rate in the middle of the pass': '本轮进行到一半时的学习率',
  'time since the row before, measuring included': '距上一行的时间，包括测错误率',
  'mean loss of the training samples, as stored, after the pass': '本轮结束后，训练样本（原图）的平均损失',
  'mean loss of the validation samples after the pass; empty without --set validation=N':
    '本轮结束后，验证样本的平均损失；没有 --set validation=N 时为空',
  'mean loss of the test samples after the pass': '本轮结束后，测试样本的平均损失',

  // Several runs.
  'put the curves of runs on shared axes, or their figures into one table':
    '把多次运行的曲线画在同一坐标轴上，或把数据汇成一张表',
  'folders of runs, folders that hold several, patterns such as "runs/*-fast"':
    '运行文件夹、含有多个运行文件夹的文件夹，或 "runs/*-fast" 这样的通配符',
  'what to draw: .svg or .png pictures, a .html page with the values under the pointer (default: plot.svg, plot.png and plot.html)':
    '要画的文件：.svg 或 .png 图片，.html 网页（鼠标所指处显示数值）（默认：plot.svg、plot.png 和 plot.html）',
  'write a table instead, a row a run and pass, with the switches in which the runs differ; - is standard output':
    '改为写表格，每次运行的每一轮一行，各运行不同的开关各占一列；- 表示标准输出',
  'with --csv: a column for every switch': '与 --csv 合用：每个开关都占一列',
  '--all-switches goes with --csv alone: leave that out.': '--all-switches 只能与 --csv 合用：请去掉。',
  '--csv - and --json both print on stdout: give one of them.': '--csv - 和 --json 都输出到标准输出：请只用一个。',
  '--out {{file}}: expected a name that ends in .svg, .png or .html; folders of runs stand before --out.':
    '--out {{file}}：文件名应以 .svg、.png 或 .html 结尾；运行文件夹要写在 --out 之前。',
  'None of these runs has completed a pass yet.': '这些运行都还没有完成一轮。',
  '{{folder}} has completed no pass yet, and is left out.': '{{folder}} 还没有完成一轮，已略去。',
  'its {{name}} is damaged in row {{row}}': '其 {{name}} 的第 {{row}} 行已损坏',
  '{{folder}} is not the folder of a run ({{reason}}): expected one that lenet5 train has written.':
    '{{folder}} 不是运行文件夹（{{reason}}）：应为 lenet5 train 写出的文件夹。',
  'it holds no {{name}}': '其中没有 {{name}}',
  'its {{name}} is damaged': '其中的 {{name}} 已损坏',
  'No folder of a run matches {{pattern}}.': '没有与 {{pattern}} 匹配的运行文件夹。',
  'written: {{files}}': '已写入：{{files}}',
  Name: '名称',
  Folder: '文件夹',
  Results: '结果',
  'The same in all runs': '各次运行的共同设置',
  'The values of a pass are shown where the pointer is over it.': '把鼠标移到某一轮上，即显示该轮的数值。',
  'Runs that differ in their seeds alone have one colour.': '只有种子不同的运行用同一种颜色。',
  'dashed: validation': '虚线：验证集',
  ', validation': '，验证集',
  '{{name}}, {{count}} seeds': '{{name}}，{{count}} 个种子',
  '{{count}} samples': '{{count}} 个样本',
  'from {{file}}': '从 {{file}} 起',
  'seed {{seed}}': '种子 {{seed}}',
  '1 run': '1 次运行',
  '{{count}} runs': '{{count}} 次运行',
  '{{least}} to {{most}} test error': '测试错误率 {{least}} 至 {{most}}',
  '{{runs}}: {{result}}': '{{runs}}：{{result}}',
  '{{runs}} on {{data}}: {{result}}': '{{data}} 上的 {{runs}}：{{result}}',
});
