import { chinese } from '../phrase.js';

/** What helps, as the library says it behind a colon at the end of a sentence. */
export const remedies = chinese({
  'download or copy it again': '请重新下载或复制',
  'download or write it again': '请重新下载或写出',
  'download it again, or save it as UTF-8': '请重新下载，或存为 UTF-8',
  'download it again, or correct the header': '请重新下载，或改正文件头',
  'download it elsewhere': '请换一个地方下载',
  'use another mirror': '请换一个镜像',
  'write it again': '请重新写出',
  'write it again without': '请去掉它后重新写出',
  'correct it': '请改正',
  'correct it, or take another set': '请改正，或换一个数据集',
  'correct it, or remove it': '请改正或删除它',
  'take the file that comes with the set, or remove it': '请用数据集自带的文件，或删除它',
  'take a part of it': '请只取其中一部分',
  'check its permissions': '请检查它的权限',
  'check the path and its permissions': '请检查路径和权限',
  'check that it is the right file': '请检查是否给错了文件',
  'check that it is a safetensors file': '请检查它是不是 safetensors 文件',
  'check where it comes from': '请检查它的来源',
  'check that the image and the label file are not swapped': '请检查图片文件和标签文件是否弄反了',
  'check that both files belong to the same part of the same set': '请检查两个文件是否属于同一数据集的同一部分',
  'name one of them': '请只给其中一个',
  'name one of them, as in {{name}}': '请指明其中一个，如 {{name}}',
  'put the files of both there': '请把两部分的文件都放进去',

  'write a row an image in a line of its own': '请每张图片单独写一行',
  'write a row an image, 28×28 or 32×32 pixels, row by row': '请每张图片写一行，28×28 或 32×32 个像素，逐行排列',
  'write it with a column a pixel': '请每个像素写一列',
  'put the columns into the order of the pixels, row by row': '请按像素的次序（逐行）排列各列',
  'call them x_train, y_train, x_test, y_test': '请命名为 x_train、y_train、x_test、y_test',
  'save one with at least one': '请保存至少有一张图片的数组',
  'save it again with numpy.save or numpy.savez': '请用 numpy.save 或 numpy.savez 重新保存',
  "save it with .astype('float32')": "请用 .astype('float32') 转换后保存",
  'save numpy.unique(y, return_inverse=True)[1], a number for each text':
    '请保存 numpy.unique(y, return_inverse=True)[1]，即每个文本一个编号',
  'save the arrays that are in it with numpy.savez': '请用 numpy.savez 保存其中的数组',
  'save numpy.moveaxis(x, -1, 0) of it, which puts the count first': '请保存 numpy.moveaxis(x, -1, 0)，把张数移到最前',
  'unpack it and name the folder': '请解压后指明目录',
  'save the pictures as PNG': '请把图片存为 PNG',
  'put the pictures of each class into a folder of its name': '请把每一类的图片放进以该类命名的目录',
  'in Python, if you trust it, load it and save its arrays with {{code}}':
    '如果信任它，请在 Python 中读入，再用 {{code}} 保存其中的数组',
  'in Python, load it and save its arrays with {{code}}': '请在 Python 中读入，再用 {{code}} 保存其中的数组',
  'in Python, as EMNIST has it: {{code}}': '如果是 EMNIST 的，请在 Python 中运行：{{code}}',
  'make the pictures grey and scale them to 28×28': '请把图片转成灰度并缩放到 28×28',
  'give 0 (background) to 255 (ink), or 0 to 1, before Normalize':
    '请给 0（背景）到 255（笔迹）的值，或 0 到 1，即 Normalize 之前的',
  'scale them': '请缩放',
  'scale them, or give drawn and photographed digits by --pictures, which finds the ink':
    '请缩放；手绘或拍摄的数字也可以用 --pictures 给出，它会自己找到笔迹',
  'crop or scale them to one of these sizes': '请裁剪或缩放到其中一种大小',
  'take both parts from the same set': '请从同一数据集取两部分',
  'renumber the classes': '请重新编号各类',
  'there are {{count}} classes, so take as many as there are labels, or renumber the labels':
    '类别共 {{count}} 个，请取与标签一样多的类，或重新编号标签',
  'more than {{most}} classes are too many, so take a set of fewer, or renumber them':
    '类别不能超过 {{most}} 个，请换类别较少的数据集，或重新编号',
  'expected count, or count×8 as in QMNIST': '应为 个数，或如 QMNIST 的 个数×8',
  'the header is damaged, so download the file again or correct what wrote it':
    '文件头损坏，请重新下载，或改正写出它的程序',
  'convert it to bytes, 0 to 255 for pixels and 0 to 9 for labels': '请转成字节，像素 0 到 255，标签 0 到 9',
  '{{remedy}}; expected were the bytes 00 00 08 and the number of dimensions':
    '{{remedy}}；应以字节 00 00 08 和维数开头',
  'unpack it once and try again': '请解压一层再试',
  'unpack it and use the files inside': '请解压后用里面的文件',
  'run "git lfs pull" to get the file itself': '请运行 "git lfs pull" 取得文件本身',
  'pack the pictures into an IDX file first': '请先把图片打包成 IDX 文件',
  'pack it into an IDX file first': '请先打包成 IDX 文件',
  'something was appended or damaged, so download or copy it again': '文件被追加或损坏，请重新下载或复制',
  'it is cut off or damaged, so download or copy it again': '文件不完整或损坏，请重新下载或复制',
  'unpack the file first, or use a newer browser': '请先解压，或换用较新的浏览器',

  'give it the ending .pth': '请把扩展名改为 .pth',
  'give it the ending .safetensors': '请把扩展名改为 .safetensors',
  'unpack it first': '请先解压',
  'unpack it and save it again': '请解压后重新保存',
  'unpack it and pack it again': '请解压后重新压缩',
  'unpack it and pack it again without compression': '请解压后不压缩地重新打包',
  'convert it to {{types}}': '请转换成 {{types}}',
  'readInt8 of lenet5/devices reads weights of 8 bits, or give the file that they were made from':
    '8 位权重由 lenet5/devices 的 readInt8 读取，或请给出它们的来源文件',
  'read it by readSafetensors': '请用 readSafetensors 读取',
  'in Python, save the weights with {{code}}': '请在 Python 中用 {{code}} 保存权重',
  'in Python, if you trust the file: {{code}}': '如果信任该文件，请在 Python 中运行：{{code}}',
  'save the weights as plain float tensors': '请把权重存为普通的浮点张量',
  'load and save it with a PyTorch from 0.4 on': '请用 0.4 以上的 PyTorch 读入后重新保存',
  'save it on another one': '请在另一台机器上保存',
  'nearest is {{preset}}, but {{difference}}': '最接近的是 {{preset}}，但{{difference}}',
});

/** Parts of sentences that stand within others. */
export const details = chinese({
  // Names.
  'The array {{name}}': '数组 {{name}}',
  'the array {{name}}': '数组 {{name}}',
  'The folder {{name}}': '目录 {{name}}',
  'The training images in {{name}}': '{{name}} 中的训练图片',
  '{{name}} (unpacked)': '{{name}}（解压后）',
  '{{name}}, its labels': '{{name}} 的标签',
  '{{name}}, row {{row}}': '{{name}} 第 {{row}} 行',
  training: '训练',
  test: '测试',

  // Why a file cannot be read.
  'it does not exist': '不存在',
  'it is no folder': '它不是目录',
  'it is no file': '它不是文件',
  'it is not permitted': '系统不允许',
  'it is a pipe, a socket or a device': '它是管道、套接字或设备',
  'no permission': '没有权限',
  'its links lead in a circle': '它的链接绕成了环',
  'its name is too long': '名字太长',
  'too many files are open': '打开的文件太多',
  'the disk reports an error': '磁盘报告错误',

  // Data.
  'images (count × rows × columns)': '图片（张数 × 行 × 列）',
  'labels (count)': '标签（个数）',
  '{{filled}} of {{planned}} expected': '{{filled}}/{{planned}}',
  'signed bytes': '有符号字节',
  '16-bit integers': ' 16 位整数',
  '32-bit integers': ' 32 位整数',
  '32-bit floats': ' 32 位浮点数',
  '64-bit floats': ' 64 位浮点数',

  // Headers and metadata.
  'it is not UTF-8': '不是 UTF-8',
  'they are not UTF-8': '不是 UTF-8',
  'it is no JSON': '不是 JSON',
  'they are no JSON object': '不是 JSON 对象',
  '{{key}} is no text': '{{key}} 不是文本',
  'it does not begin with "{"': '不以 "{" 开头',
  'something follows its end at character {{at}}': '第 {{at}} 个字符处，结尾之后还有内容',
  '{{what}} was expected at character {{at}}': '第 {{at}} 个字符处应为 {{what}}',
  'it is nested more than {{most}} deep': '嵌套超过 {{most}} 层',
  'it holds more than {{most}} values, as no network has': '超过 {{most}} 个值，没有网络有这么多',
  'the string at character {{at}} is damaged': '第 {{at}} 个字符处的字符串损坏',
  'the key {{key}} occurs twice': '键 {{key}} 出现两次',
  'a JSON value': 'JSON 值',
  'a key in double quotes': '双引号中的键',
  '{{one}} or {{other}}': '{{one}} 或 {{other}}',
  'no object with dtype, shape and data_offsets': '没有含 dtype、shape、data_offsets 的对象',
  'an unknown field {{field}}': '有未知字段 {{field}}',
  'no dtype': '没有 dtype',
  'the dtype {{type}}': '的 dtype 是 {{type}}',
  'a shape that is no list of integers from 0 up': '的 shape 不是非负整数的列表',
  'data_offsets that are no two integers from 0 up': '的 data_offsets 不是两个非负整数',
  '{{size}} bytes ({{begin}} to {{end}}), where {{type}} of shape {{shape}} takes {{expected}},':
    '有 {{size}} 字节（{{begin}} 到 {{end}}），而形状为 {{shape}} 的 {{type}} 应占 {{expected}}',
  'that is no object': '不是对象',
  'value for {{key}} that is no string': '的 {{key}} 的值不是字符串',
  '{{name}} is {{type}} in place of {{expected}}': '{{name}} 是 {{type}}，应为 {{expected}}',
  '{{name}} is not above 0': '{{name}} 不大于 0',

  // Pickles.
  operations: '个操作',
  'values on its stack': '个栈上的值',
  values: '个值',
  'remembered values': '个记住的值',
  'bytes in a whole number': '字节的整数',
  'levels of nesting': '层嵌套',
  tensor: '张量',
  storage: '存储',
  parameter: '参数',
  'a single tensor': '单个张量',
  'no dict': '别的东西，不是字典',
  'an empty dict': '空字典',

  // Weights of other networks.
  '{{some}} and {{count}} more': '{{some}} 等（另有 {{count}} 个）',
  '{{weight}} has no bias {{shape}} beside it': ' {{weight}} 没有相配的偏置 {{shape}}',
  'it has {{tensors}} besides': '还多出 {{tensors}}',
  'it has no further weight, where {{shape}} was expected for {{layer}}': '没有更多的权重，{{layer}} 还应有 {{shape}}',
  '{{weight}} has kernels of {{kernel}}, where {{layer}} has 5×5':
    ' {{weight}} 的卷积核是 {{kernel}}，而 {{layer}} 是 5×5',
  '{{weight}} reads {{count}} channels, where the pictures here have one':
    ' {{weight}} 读 {{count}} 个通道，而这里的图片只有一个',
  '{{weight}} reads maps of 4×4, as 28×28 pictures without a border make them, where {{layer}} reads 5×5: padding=2 in the first convolution makes these':
    ' {{weight}} 读 4×4 的特征图（28×28 的图片不加边就是这样），而 {{layer}} 读 5×5：第一个卷积用 padding=2 即可',
  '{{weight}} stands where {{shape}} was expected for {{layer}}': ' {{weight}} 所在的位置应为 {{layer}} 的 {{shape}}',

  // Tables in files of the blog's class.
  'a full connection': '全连接',
  "the paper's Table I": '论文表 I',
  "the paper's bitmaps": '论文的位图',
  'map {{below}} of S2 and map {{map}} of C3': 'S2 的特征图 {{below}} 与 C3 的特征图 {{map}}',
  'digit {{digit}}, row {{row}}, column {{column}}': '数字 {{digit}} 第 {{row}} 行第 {{column}} 列',

  // Weights that do not fit their network.
  '{{first}}; they {{second}}': '{{first}}；{{second}}',
  'lack {{names}}': '缺少 {{names}}',
  'have {{names}}, which this network does not know': '多出这个网络没有的 {{names}}',
  'have {{problem}}': '{{problem}}',
  '{{name}} of shape {{given}} in place of {{expected}}': '{{name}} 的形状是 {{given}}，应为 {{expected}}',
  '{{name}} of shape {{given}} in place of {{expected}}, {{more}}':
    '{{name}} 的形状是 {{given}}，应为 {{expected}}；{{more}}',
  '{{name}} with {{given}} values in place of {{expected}}': '{{name}} 有 {{given}} 个值，应为 {{expected}} 个',
  '{{name}} with {{value}} at index {{index}} in place of a finite float32':
    '{{name}} 的第 {{index}} 个值是 {{value}}，不是有限的 float32',
});

/** Sentences of another form than "X has a problem: what helps". */
export const sentences = chinese({
  'The weights {{problems}}': '权重{{problems}}',
  '{{name}} differs from {{what}} in {{wrong}} of {{count}} values, first at {{place}}: {{used}} will be used instead, so answers may differ from those in PyTorch':
    '{{name}} 与 {{what}} 在 {{count}} 个值中有 {{wrong}} 个不同，第一个在 {{place}}：将改用 {{used}}，答案可能与 PyTorch 中的不同',
  '{{name}} has shape {{shape}}, expected was {{expected}}: {{used}} will be used instead':
    '{{name}} 的形状是 {{shape}}，应为 {{expected}}：将改用 {{used}}',
});
