import { chinese } from '../phrase.js';

/** What is wrong with files of data sets, as the library says it behind the name of the file. */
export const data = chinese({
  // Any file.
  'is an empty file': '是空文件',
  'holds more than {{most}} MB, the most that is read of a file of a data set':
    '超过 {{most}} MB，数据集的单个文件最多读这么大',
  'could not be read ({{reason}}), where a file of a data set was expected':
    '无法读取（{{reason}}），这里应为数据集的文件',
  'cannot be read ({{reason}}), where a folder or a file of a data set was expected':
    '无法读取（{{reason}}），应为数据集的目录或文件',
  'holds no {{part}} part, where both were expected': '中没有{{part}}部分，而两部分都要有',
  'holds {{count}} sets ({{names}}), where one was expected': '中有 {{count}} 个数据集（{{names}}），应只有一个',

  'is an archive, which is not unpacked here': '是压缩包，这里不会解压',
  'is a pickle, of which nothing is executed': '是 pickle，这里不执行其中的任何内容',
  'is packed': '是压缩过的',
  'is a file of MATLAB, which is not read': '是 MATLAB 文件，不能读取',
  'is in a format that is not read': '的格式不能读取',
  'is in a format of pictures that is not read': '的图片格式不能读取',
  'is a picture in no folder of its class': '是图片，但不在以类别命名的目录里',

  // Tables.
  'is a second table beside {{other}}': '是 {{other}} 之外的又一个表',
  'holds zero bytes, as no text does': '含有值为 0 的字节，文本文件中不会有',
  'has a first line of {{count}} letters': '的第一行有 {{count}} 个字符',
  'holds a line of names and no rows': '只有一行列名，没有数据',
  'is no table of numbers': '不是数字组成的表',
  'has {{count}} columns, where a label and 784 or 1024 pixels were expected':
    '有 {{count}} 列，应为一个标签加 784 或 1024 个像素',
  'has two columns called "{{column}}"': '有两列都叫 "{{column}}"',
  'has the column "{{column}}" after "{{before}}"': '的 "{{column}}" 列排在 "{{before}}" 之后',
  'has other than {{count}} columns in row {{row}}': '第 {{row}} 行不是 {{count}} 列',
  'has "{{text}}" in row {{row}}, where a number was expected': '第 {{row}} 行有 "{{text}}"，应为数字',

  // Arrays.
  'holds {{arrays}}, where images and labels were expected': '中有 {{arrays}}，应为图片和标签',
  'holds no arrays, where images and labels were expected': '中没有数组，应为图片和标签',
  'holds no images': '里没有图片',
  'has the shape {{shape}}, where count×28×28 (or 32×32, or count×784) was expected':
    '的形状是 {{shape}}，应为 张数×28×28（或 32×32，或 张数×784）',
  'holds a pixel that is no number (NaN) at place {{place}}': '第 {{place}} 个像素不是数（NaN）',
  'holds pixels from {{least}} to {{most}}': '的像素值从 {{least}} 到 {{most}}',
  'holds {{array}}, which is no NumPy array': '中的 {{array}} 不是 NumPy 数组',
  'has the array {{array}} in format {{format}}, where 1 to 3 are read':
    '的数组 {{array}} 是格式 {{format}}，只能读 1 到 3',
  'has the array {{array}} with a damaged head: it ends before its head does':
    '的数组 {{array}} 头部损坏：文件在头部结束之前就断了',
  'has the array {{array}} with a damaged head: type, order and shape are not all there':
    '的数组 {{array}} 头部损坏：类型、次序和形状不全',
  'has the array {{array}} of type {{type}}': '的数组 {{array}} 是 {{type}} 类型，不能用作像素或标签',
  'is cut off within its array {{array}}': '在数组 {{array}} 中间断了',
  'has the array {{array}} of shape ({{shape}}) and {{count}} bytes beyond it':
    '的数组 {{array}} 形状为 ({{shape}})，后面却多出 {{count}} 字节',
  'has the array {{array}} of {{packed}} bytes that unpack to {{size}} (no pictures pack like that)':
    '的数组 {{array}} 只有 {{packed}} 字节，解压后却有 {{size}} 字节（图片不会压得这么小）',

  // Pictures.
  'is {{width}}×{{height}} pixels, where all pictures were expected to be 28×28, or all 32×32':
    '是 {{width}}×{{height}} 像素，全部图片应为 28×28，或全部为 32×32',

  // Names of classes.
  'names {{count}} classes, expected 2 to {{most}} different ones':
    '列出了 {{count}} 个类名，应为 2 到 {{most}} 个各不相同的',
  'holds more than {{most}} MB, where a list of the classes was expected': '超过 {{most}} MB，这里应为类名表',
  'is no mapping of labels, expected in each line a label, counted from 0 or 1, and the code of its character':
    '不是标签对照表，每行应为一个标签（从 0 或 1 数起）和该字符的编码',

  // Images and labels together.
  'holds {{labels}} labels, where {{count}} were expected, one for each image of {{images}}':
    '有 {{labels}} 个标签，应有 {{count}} 个，{{images}} 的每张图片一个',
  'has label {{label}} at index {{index}}, where whole numbers from 0 on were expected':
    '的第 {{index}} 个标签（从 0 数起）是 {{label}}，应为从 0 起的整数',
  'has label {{label}} at index {{index}}, where {{first}} to {{last}} were expected':
    '的第 {{index}} 个标签（从 0 数起）是 {{label}}，应为 {{first}} 到 {{last}}',
  'has shape {{shape}} ({{rank}} dimensions), where {{expected}} were expected for {{what}}':
    '的形状是 {{shape}}（{{rank}} 维），{{what}}应为 {{expected}} 维',
  'holds images of {{rows}}×{{columns}} pixels, where 28×28 or 32×32 were expected':
    '的图片是 {{rows}}×{{columns}} 像素，应为 28×28 或 32×32',
  'holds images of {{side}} pixels a side, where 28 or 32 were expected': '的图片边长为 {{side}} 像素，应为 28 或 32',
  'are {{size}} pixels and the test images {{other}}, where one size was expected':
    '是 {{size}} 像素，而测试图片是 {{other}}，大小应当一致',

  // IDX files, packed or not.
  'has the shape {{shape}}': '的形状是 {{shape}}',
  'is cut off: its header promises {{expected}} bytes ({{shape}} elements after a header of {{header}}), it holds {{held}}':
    '不完整：文件头说有 {{expected}} 字节（{{header}} 字节的文件头之后是 {{shape}} 个元素），实际有 {{held}}',
  'is too long: its header promises {{expected}} bytes ({{shape}} elements after a header of {{header}}), it holds {{held}}':
    '太长：文件头说有 {{expected}} 字节（{{header}} 字节的文件头之后是 {{shape}} 个元素），实际有 {{held}}',
  'is too long: its header promises {{expected}} bytes ({{shape}} elements after a header of {{header}}), it holds more':
    '太长：文件头说有 {{expected}} 字节（{{header}} 字节的文件头之后是 {{shape}} 个元素），实际更多',
  'is cut off inside its header: at least {{expected}} bytes were expected, it holds {{held}}':
    '在文件头中间断了：至少应有 {{expected}} 字节，实际有 {{held}}',
  'promises {{shape}} elements in its header, where between 1 and {{most}} were expected':
    '的文件头说有 {{shape}} 个元素，应在 1 到 {{most}} 之间',
  'has {{rank}} dimensions in its header, where 1 (labels) or 3 (images) were expected':
    '的文件头说有 {{rank}} 维，应为 1（标签）或 3（图片）',
  'is empty (0 bytes), where an IDX file was expected': '是空的（0 字节），应为 IDX 文件',
  'is an IDX file of {{elements}} (type {{type}}), where unsigned bytes (type 0x08) were expected':
    '是{{elements}}（类型 {{type}}）的 IDX 文件，应为无符号字节（类型 0x08）',
  'is no IDX file (it begins with {{bytes}})': '不是 IDX 文件（开头是 {{bytes}}）',
  'is a gzip file inside a gzip file': '是套在 gzip 里的 gzip 文件',
  'is a ZIP archive': '是 ZIP 压缩包',
  'is a PNG picture': '是 PNG 图片',
  'is a NumPy array': '是 NumPy 数组',
  'is a damaged or cut-off gzip file (unpacking failed after {{filled}} bytes)':
    '是损坏或不完整的 gzip 文件（解压到 {{filled}} 字节后失败）',
  'is gzip-packed and this browser cannot unpack gzip': '是用 gzip 压缩的，而这个浏览器不能解压',
  'promises {{planned}} bytes in its header, but a gzip file of {{packed}} bytes holds at most {{most}}':
    '的文件头说有 {{planned}} 字节，而 {{packed}} 字节的 gzip 文件最多只能装下 {{most}}',
  'is a gzip file with {{unpacked}} unpacked bytes that ends with a size of {{promised}}':
    '是 gzip 文件，解压后有 {{unpacked}} 字节，末尾却说是 {{promised}}',
});
