import { chinese } from '../phrase.js';

/** What is wrong with model files, as the library says it behind the name of the file. */
export const modelFiles = chinese({
  // Something else in place of the file.
  'looks like a web page, so the download site sent a message': '像是网页，也就是下载站点返回的提示',
  'is a Git LFS pointer': '是 Git LFS 指针，不是文件本身',
  'is packed with gzip': '是用 gzip 压缩的',
  'is empty': '是空的',
  'looks like a safetensors file': '像是 safetensors 文件',
  'looks like a .pth file': '像是 .pth 文件',

  // safetensors.
  'holds {{held}} bytes, where at least 8 were expected for the header length':
    '只有 {{held}} 字节，单是文件头的长度就应有 8 字节',
  'has a header length of {{size}} bytes, where at most {{most}} were expected':
    '的文件头长度写的是 {{size}} 字节，最多应为 {{most}}',
  'is cut off inside its header: {{expected}} bytes were expected, it holds {{held}}':
    '在文件头中间断了：应有 {{expected}} 字节，实际有 {{held}}',
  'has a damaged header ({{problem}})': '的文件头损坏（{{problem}}）',
  'has {{problem}} for tensor {{tensor}}': '的张量 {{tensor}} {{problem}}',
  'has tensor {{tensor}} at bytes {{begin}} to {{end}}, where only {{size}} bytes follow the header':
    '的张量 {{tensor}} 位于字节 {{begin}} 到 {{end}}，而文件头之后只有 {{size}} 字节',
  'has tensor {{tensor}} at bytes {{begin}} to {{end}}, which overlaps another that ends at {{covered}}':
    '的张量 {{tensor}}（字节 {{begin}} 到 {{end}}）与另一个到 {{covered}} 为止的张量重叠',
  'has tensor {{tensor}} at bytes {{begin}} to {{end}}, which leaves a hole from {{covered}}':
    '的张量 {{tensor}}（字节 {{begin}} 到 {{end}}）之前从 {{covered}} 起有空缺',
  'has {{size}} bytes after the header, where its tensors take {{covered}}':
    '的文件头之后有 {{size}} 字节，而张量只占 {{covered}}',
  'has a __metadata__ {{problem}}': '的 __metadata__ {{problem}}',

  // Weights of 8 bits.
  'has no weights of 8 bits as writeInt8 writes them': '中没有 writeInt8 写的那种 8 位权重',
  'does not fit its architecture ({{problem}})': '与它自带的网络结构对不上（{{problem}}）',
  'does not tell its architecture': '没有注明网络结构',
  'has an architecture that is none ({{problem}})': '注明的网络结构不成立（{{problem}}）',

  // .pth: the zip file.
  'has {{count}} records, where at most {{most}} are read': '有 {{count}} 个记录，最多读 {{most}} 个',
  'has a damaged list of records (record {{record}} of {{count}})': '的记录表损坏（第 {{record}} 个，共 {{count}} 个）',
  'has two records called {{name}}': '有两个名为 {{name}} 的记录',
  'has a damaged end: its list of records is not there': '的结尾损坏：那里没有记录表',
  'is a zip file without its end, so it is cut off': '是没有结尾的 zip 文件，不完整',
  'holds {{name}} encrypted': '中的 {{name}} 是加密的',
  'holds {{name}} packed by method {{method}}, where stored (0) and deflated (8) are read':
    '中的 {{name}} 用方法 {{method}} 压缩，只能读存储（0）和 deflate（8）',
  'lacks the sizes of {{name}}': '缺少 {{name}} 的大小',
  'holds {{name}} unpacked with two sizes, {{packed}} and {{size}}':
    '中的 {{name}} 未压缩，却有两个大小：{{packed}} 和 {{size}}',
  'holds a damaged record {{name}} (its CRC-32 differs)': '的记录 {{name}} 损坏（CRC-32 不符）',
  'does not hold its record {{name}} where its list says': '的记录 {{name}} 不在记录表所说的位置',
  'is cut off within its record {{name}}': '在记录 {{name}} 中间断了',
  'holds a record {{name}} that cannot be unpacked': '的记录 {{name}} 无法解压',
  'holds a record {{name}} that unpacks to {{size}} bytes, where {{most}} are allowed':
    '的记录 {{name}} 解压后有 {{size}} 字节，最多允许 {{most}}',
  'is packed with deflate, which this browser cannot unpack': '用 deflate 压缩，这个浏览器不能解压',

  // .pth: what is in it.
  'is a zip file without a data.pkl': '是没有 data.pkl 的 zip 文件',
  'is a zip file without a data.pkl, so it is none of PyTorch': '是没有 data.pkl 的 zip 文件，不是 PyTorch 的',
  'is a zip file with more than one data.pkl': '是有多个 data.pkl 的 zip 文件',
  'is a damaged or empty zip file': '是损坏的或空的 zip 文件',
  'is a TorchScript program, of which nothing is executed': '是 TorchScript 程序，这里不执行任何代码',
  'is of PyTorch 0.1 (a tar file)': '是 PyTorch 0.1 的文件（tar）',
  'is no file of PyTorch: neither a zip file nor a pickle': '不是 PyTorch 的文件：既不是 zip，也不是 pickle',
  'is a pickle, but none of PyTorch': '是 pickle，但不是 PyTorch 的',
  'is of an unknown version (expected was {{version}})': '的版本未知（应为 {{version}}）',
  'was written on a big-endian machine': '是在大端机器上写的',
  'has a pickle that goes on after its end (at byte {{at}})': '的 pickle 在结尾（字节 {{at}}）之后还有内容',
  'has a damaged or cut-off pickle (at byte {{at}})': '的 pickle 损坏或不完整（字节 {{at}} 处）',
  'has the pickle operation {{code}} at byte {{at}}, which no state dict needs':
    '的字节 {{at}} 处有 pickle 操作 {{code}}，state dict 不需要它',
  'has a pickle of more than {{most}} {{what}}, which no state dict needs':
    '的 pickle 超过 {{most}} {{what}}，state dict 不需要这么多',
  'asks for {{name}}, which is refused: only state dicts are read, and nothing in them is executed':
    '要求调用 {{name}}，已拒绝：这里只读 state dict，其中什么也不执行',
  'has a damaged description of a {{what}} in its pickle': '的 pickle 中{{what}}的描述损坏',
  'describes one storage in two ways (key {{key}})': '对同一块存储有两种描述（键 {{key}}）',
  'has a damaged storage: {{name}} is {{held}} bytes long, expected were {{expected}}':
    '的存储损坏：{{name}} 有 {{held}} 字节，应为 {{expected}}',
  'has a damaged storage: {{name}} is missing, expected were {{expected}}':
    '的存储损坏：缺少 {{name}}，应有 {{expected}} 字节',
  'lacks the list of its storages': '缺少存储表',
  'lacks the storage of {{name}}': '缺少 {{name}} 的存储',
  'lists a storage that no tensor asks for, or lists it twice': '列出了没有张量使用的存储，或重复列出',
  'is cut off: {{expected}} bytes or more were expected, it holds {{held}}':
    '不完整：至少应有 {{expected}} 字节，实际有 {{held}}',
  'has a storage of {{held}} elements, where its pickle says {{expected}}':
    '有一块 {{held}} 个元素的存储，而 pickle 说是 {{expected}} 个',
  'goes on after its last storage, from byte {{from}} to {{to}}': '在最后一块存储之后还有内容，字节 {{from}} 到 {{to}}',
  'has damaged metadata ({{problem}})': '的元数据损坏（{{problem}}）',
  'has a tensor {{name}} of shape {{shape}} that takes far more memory than the file':
    '的张量 {{name}}（形状 {{shape}}）所占内存远超文件本身',
  'has a tensor {{name}} that reaches beyond its storage': '的张量 {{name}} 超出了它的存储',
  'holds {{what}}, where a state dict was expected': '中是{{what}}，应为 state dict',
  'holds a dict with {{keys}}, no weights, where a state dict was expected':
    '中是含 {{keys}} 的字典，没有权重，应为 state dict',
  'has an entry {{name}} among its weights that is no tensor': '的权重中有一项 {{name}} 不是张量',

  // Whose weights they are.
  'holds no tensors, the weights of no network here': '中没有张量，不是这里任何网络的权重',
  'holds {{tensors}}, the weights of no network here': '中有 {{tensors}}，不是这里任何网络的权重',
});
