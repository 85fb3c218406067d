import { chinese } from '../phrase.js';

/** Pictures of users: decoding them, training on them, scoring them. */
export const pictures = chinese({
  'standard input': '标准输入',
  '{{file}} is empty: expected a picture.': '{{file}} 是空的：应为一张图片。',
  '{{file}} is a folder: name the pictures in it.': '{{file}} 是一个目录：请给出其中的图片。',
  '{{name}} has {{width}} × {{height}} pixels, more than the {{most}} million that are read: scale it down.':
    '{{name}} 有 {{width}} × {{height}} 像素，超过上限 {{most}} 百万像素：请先缩小。',
  '{{name}} is a damaged {{known}} picture{{detail}}: it ends too early or holds what its format forbids.':
    '{{name}} 是损坏的 {{known}} 图片{{detail}}：文件不完整，或含有格式不允许的内容。',
  '{{name}} is a file of type {{type}}: expected PNG, JPEG, WebP, GIF, TIFF, AVIF, BMP, PGM or SVG; save it as one of these.':
    '{{name}} 是 {{type}} 类型的文件：应为 PNG、JPEG、WebP、GIF、TIFF、AVIF、BMP、PGM 或 SVG，请另存为其中一种。',
  '{{name}} is no picture, whatever its name says: expected PNG, JPEG, WebP, GIF, TIFF, AVIF, BMP, PGM or SVG; save it as one of these.':
    '不管叫什么名字，{{name}} 都不是图片：应为 PNG、JPEG、WebP、GIF、TIFF、AVIF、BMP、PGM 或 SVG，请另存为其中一种。',
  '{{name}} is an SVG picture that cannot be drawn{{detail}}: it is not well formed, or its parts stand for too many others; save it as PNG.':
    '{{name}} 是 SVG 图片，但画不出来{{detail}}：格式不完整，或其中的引用展开后过多。请另存为 PNG。',
  '{{name}} is a HEIC picture, for which there is no free decoder here: save it as JPEG (macOS: sips -s format jpeg FILE --out FILE.jpg; Linux: heif-convert FILE FILE.jpg; iPhone: Settings, Camera, Formats, Most Compatible).':
    '{{name}} 是 HEIC 图片，这里没有可自由使用的解码器：请另存为 JPEG（macOS：sips -s format jpeg FILE --out FILE.jpg；Linux：heif-convert FILE FILE.jpg；iPhone：设置 › 相机 › 格式 › 兼容性最佳）。',
  '{{name}} takes more than {{most}} s to draw: save it as PNG.': '{{name}} 绘制超过 {{most}} 秒：请另存为 PNG。',
  '{{name}} ends what draws it: save it as PNG.': '绘制 {{name}} 的进程意外结束：请另存为 PNG。',
  '{{path}} cannot be written': '{{path}} 无法写入',
  'The folder {{folder}} cannot be opened': '目录 {{folder}} 无法打开',
  'The folder {{folder}} holds no pictures: expected files such as .png, .jpg or .bmp in it.':
    '目录 {{folder}} 中没有图片：其中应有 .png、.jpg、.bmp 之类的文件。',
  '{{count}} pictures, {{read}} read whole, {{failed}} not readable':
    '{{count}} 张图片，{{read}} 张完整读出，{{failed}} 张无法读取',
  '{{done}} of {{total}} pictures': '{{total}} 张图片中的 {{done}} 张',

  // Training on them.
  '{{folder}} holds no folder called 0 to 9: put the pictures of each digit into a folder of its name.':
    '{{folder}} 中没有名为 0 到 9 的目录：请把每种数字的图片放进以该数字命名的目录。',
  'reading {{count}} pictures in {{folder}}': '正在读取 {{folder}} 中的 {{count}} 张图片',
  pictures: '张图片',
  '{value} of {total} {{what}} {bar} {eta_formatted} left': '{value}/{total} {{what}} {bar} 剩余 {eta_formatted}',
  'Of {{count}} files in {{folder}}/0 to 9 only {{taken}} can be used, where {{needed}}{{why}}.':
    '{{folder}}/0 到 9 中的 {{count}} 个文件里只有 {{taken}} 个可用，而{{needed}}{{why}}。',
  '1 was expected at least': '至少需要 1 个',
  '2 were expected at least, one to train on and one to test': '至少需要 2 个：一个用于训练，一个用于测试',
  ' ({{file}}: {{reason}})': '（{{file}}：{{reason}}）',
  'cannot be read': '无法读取',
  'nothing drawn': '没有笔迹',
  'several digits': '不止一个数字',
  'there twice': '重复',
  'in no folder 0 to 9': '不在 0 到 9 的目录里',
  'a folder whose name is no digit': '目录名不是数字',
  'that the shipped weights refuse or misread': '被自带的权重拒识或认错',
  '  {{count}} {{reason}}: {{files}}': '  {{count}} 个{{reason}}：{{files}}',
  '{{used}} of {{count}} pictures are used ({{perDigit}})': '{{count}} 张图片中使用 {{used}} 张（{{perDigit}}）',
  'none of {{missing}}: nobody can learn what is never shown': '没有 {{missing}}：从未见过的数字学不会',
  'among them, in case a folder is wrong:': '其中可能放错目录的：',
  'skipped:': '已跳过：',
  'the test error is that of every fifth picture of a digit, kept out of training':
    '测试错误率在每种数字每五张留出的一张上测量，这些图片不参加训练',
  'the test error is that of the test set given by --data; all pictures are trained on':
    '测试错误率在 --data 给出的测试集上测量；全部图片都用于训练',

  // Labels.
  'The labels {{path}} have no column {{missing}}: expected a first line with the columns file, kind and label, separated by tabs.':
    '标签文件 {{path}} 缺少列 {{missing}}：第一行应为用制表符分隔的 file、kind、label。',
  'The labels {{path}} name no picture.': '标签文件 {{path}} 中一张图片也没有。',
  '{{path}}, line {{line}}': '{{path}} 第 {{line}} 行',
  '{{where}}: the column file is empty.': '{{where}}：file 列为空。',
  '{{where}}: kind is "{{kind}}", expected one of: {{kinds}}.': '{{where}}：kind 是“{{kind}}”，应为其一：{{kinds}}。',
  '{{where}}: label is "{{label}}", expected {{expected}} for kind {{known}}.':
    '{{where}}：label 是“{{label}}”，kind 为 {{known}} 时应为{{expected}}。',
  'one digit': '一个数字',
  digits: '数字串',
  nothing: '空',
});
