import { chinese } from '../phrase.js';

/** Model files: reading, describing, converting and scoring them. */
export const models = chinese({
  '{{path}} was trained with other switches of the architecture than those of {{asked}}.':
    '{{path}} 训练时的网络开关与 {{asked}} 的不同。',
  '{{path}} was trained with other switches of the architecture than those asked for.':
    '{{path}} 训练时的网络开关与现在要求的不同。',
  '{{path}} does not tell its architecture, so it is taken for {{supposed}}: choose with --architecture.':
    '{{path}} 没有注明网络结构，按 {{supposed}} 处理：可用 --architecture 指定。',
  '{{path}} tells neither squashing functions nor pooling nor how its pixels were scaled, so squash {{squash}}, pooling {{pooling}}, pixels {{pixels}} and padding {{padding}} are assumed: choose with --architecture (tutorial or d2l) and --set (for example pixels=standardised).':
    '{{path}} 没有注明激活函数、池化方式和像素缩放方式，按 squash {{squash}}、pooling {{pooling}}、pixels {{pixels}}、padding {{padding}} 处理：可用 --architecture（tutorial 或 d2l）和 --set（如 pixels=standardised）指定。',
  '{{path}} has damaged metadata: its {{key}} is no JSON.': '{{path}} 的元数据已损坏：{{key}} 不是 JSON。',
  '{{path}} has damaged metadata: its {{key}} is no JSON object.': '{{path}} 的元数据已损坏：{{key}} 不是 JSON 对象。',
  '{{path}} does not fit as {{what}}: {{problem}}': '{{path}} 不能用作{{what}}：{{problem}}',
  '{{path}} does not fit as a network: its squashing functions are missing.': '{{path}} 不能用作网络：缺少压缩函数。',
  'a network': '网络',
  'a recipe': '配方',
  'weights of the architecture {{name}}': '网络 {{name}} 的权重',
  '{{path}} holds other weights than its own checksum says: they were converted, changed or damaged.':
    '{{path}} 中的权重与它自带的校验和不符：可能被转换、改动过，或已损坏。',
  '{{path}} holds weights of 8 bits, which count here as the floats that they stand for; in whole numbers: {{measured}}':
    '{{path}} 中是 8 位权重，这里按它们所代表的浮点数使用；用整数计算时：{{measured}}',
  '{{path}} is {{kind}}, which is not read: give weights as .safetensors or as .pth, those of PyTorch.':
    '{{path}} 是{{kind}}，不能读取：请给出 .safetensors 或 PyTorch 的 .pth 权重文件。',
  '{{path}} is no file of weights that is known here: give a .safetensors or a .pth file.':
    '{{path}} 不是认得出的权重文件：请给出 .safetensors 或 .pth 文件。',
  'a file of Keras or TensorFlow': ' Keras 或 TensorFlow 的文件',
  'a file of TensorFlow Lite': ' TensorFlow Lite 的文件',
  'a GGUF file': ' GGUF 文件',
  "a file of NumPy's arrays": ' NumPy 数组文件',
  'a file of another program': '别的程序的文件',
  '{{path}} is an ONNX file, which is only written: give the .safetensors or .pth file instead.':
    '{{path}} 是 ONNX 文件，只能写出、不能读入：请改用 .safetensors 或 .pth 文件。',
  '{{path}} holds values in {{name}} that are no finite numbers, or none in float32.':
    '{{path}} 的 {{name}} 中有无穷大、NaN，或 float32 存不下的值。',
  '{{name}} is no ONNX file, or a damaged one: check that it is the right file.':
    '{{name}} 不是 ONNX 文件，或已损坏：请检查是否给对了文件。',
  '{{path}} is an ONNX file of {{by}} that does not tell its architecture: only those of lenet5 do.':
    '{{path}} 是{{by}}写的 ONNX 文件，没有注明网络结构：只有 lenet5 写的才有。',
  'an unnamed program': '未署名的程序',
  '{{path}} has no ending, expected was one of: {{endings}}.': '{{path}} 没有扩展名，应为其一：{{endings}}。',
  '{{path}} ends in {{ending}}, expected was one of: {{endings}}.':
    '{{path}} 的扩展名是 {{ending}}，应为其一：{{endings}}。',

  '{{path}} has the names of this library, not those of a class of yours: leave --like out, or name a file of that class.':
    '{{path}} 用的是本库的名称，不是你自己的类的：请去掉 --like，或指定那个类存的文件。',

  // info
  'architecture {{name}}: {{switches}}': '网络 {{name}}：{{switches}}',
  layer: '层',
  'maps × size': '特征图 × 大小',
  parameters: '参数',
  connections: '连接',
  squash: '压缩函数',
  sum: '合计',
  'as distance of a score counts −log of its softmax': '得分的距离按其 softmax 的 −log 计',
  'recognize refuses an answer with a distance above {{distance}}, or less than {{margin}} before the runner-up':
    'recognize 的拒识规则：距离大于 {{distance}}，或与第二名相差不到 {{margin}}',
  model: '模型',
  format: '格式',
  seed: '种子',
  passes: '轮数',
  'test error in %': '测试错误率（%）',
  data: '数据',
  licence: '许可证',
  'weights, SHA-256': '权重，SHA-256',

  // convert
  '{{option}} is for files that end in {{endings}}: leave it out, or give OUT such an ending.':
    '{{option}} 只用于扩展名为 {{endings}} 的文件：请去掉，或让 OUT 用这样的扩展名。',
  '--data is what --int8 is measured on: give both, or neither.':
    '--data 是给 --int8 评测用的数据：请两个都给，或都不给。',
  '--like and --int8 exclude each other: give one of them.': '--like 和 --int8 不能同时使用：请只给一个。',
  'The network': '该网络',
  '{{kind}}: {{errors}} of {{count}} test samples of {{data}} misread, with floats {{floats}}':
    '{{kind}}：{{data}} 的 {{count}} 个测试样本中认错 {{errors}}，浮点数时 {{floats}}',
  'int8 as in the file: {{errors}} of {{count}} test samples of {{data}} misread':
    '文件中原有的 int8：{{data}} 的 {{count}} 个测试样本中认错 {{errors}}',
  '{{bits}} bits': '{{bits}} 位',
  '{{from}} ({{format}}) → {{to}}, {{size}} bytes': '{{from}}（{{format}}）→ {{to}}，{{size}} 字节',
  'weights named as in {{file}}, {{first}} to {{last}}': '权重名称与 {{file}} 相同，从 {{first}} 到 {{last}}',
  'architecture {{name}}, weights {{sha256}}': '网络 {{name}}，权重 {{sha256}}',
  '{{path}} exists already: choose another name, or overwrite it with --force.':
    '{{path}} 已经存在：请换个名字，或用 --force 覆盖。',
  'The test error of {{path}}, {{error}} %, is that of its own architecture: it is left out.':
    '{{path}} 的测试错误率 {{error}} % 属于它自己的网络结构：已略去。',
  '{{path}} has metadata without an architecture: it is added.': '{{path}} 的元数据没有网络结构：已补上。',

  // recognize, and evaluate --pictures
  '--reader {{reader}} reads with the shipped weights for strings: leave the model out.':
    '--reader {{reader}} 使用自带的数字串权重：请不要给出模型。',
  '--architecture and --set are those of a model file: name the file, or leave them out.':
    '--architecture 和 --set 说的是模型文件的网络：请给出文件，或去掉它们。',
  '{{name}}: --single took one shape for the digit and left others aside':
    '{{name}}：--single 只取了其中一个图形作为数字，其余未读',
  '--reader is how lines are read, and --single reads one digit: give one of them.':
    '--reader 指定如何读整行，而 --single 只读一个数字：请只给一个。',
  'An ONNX file tells its own architecture: leave --architecture and --set out.':
    'ONNX 文件自带网络结构：请去掉 --architecture 和 --set。',
  '--single and --multi exclude each other: give one of them.': '--single 与 --multi 不能同时使用：请只给一个。',
  '  shown in {{path}}': '  已画到 {{path}}',
  '; ': '；',
  '({{reasons}})': '（{{reasons}}）',
  '{{text}} (1 shape refused: {{reasons}})': '{{text}}（拒识 1 个：{{reasons}}）',
  '{{text}} ({{count}} shapes refused: {{reasons}})': '{{text}}（拒识 {{count}} 个：{{reasons}}）',
  '--pictures DIR and --labels FILE belong together: give both.':
    '--pictures DIR 与 --labels FILE 要一起给出：请两个都给。',
  'None of the pictures that {{labels}} names is in {{pictures}}.': '{{labels}} 列出的图片没有一张在 {{pictures}} 中。',
  'gallery of the misread pictures: {{path}}': '认错的图片画在 {{path}}',
  '{{pictures}} lacks {{count}} pictures: {{files}}.': '{{pictures}} 中缺少 {{count}} 张图片：{{files}}。',
  '{{name}}{{part}} of {{count}}, {{share}}{{more}}': '{{name}}{{count}} 张中 {{part}} 张，{{share}}{{more}}',
  'single digits': '单个数字',
  ' refused': '（拒识）',
  ' ({{count}} of the others refused)': '（其余的有 {{count}} 张拒识）',
  more: '多个',
});
