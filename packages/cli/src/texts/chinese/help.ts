import { chinese } from '../phrase.js';

/** `lenet5 help …`, and what a wrong call is told. */
export const help = chinese({
  // Commander's own words.
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '全局选项：',
  'Commands:': '命令：',
  'Examples:': '示例：',
  '[options]': '[选项]',
  '[command]': '[命令]',
  ' (choices: {{choices}}, default: {{value}})': '（可选：{{choices}}；默认：{{value}}）',
  ' (choices: {{choices}})': '（可选：{{choices}}）',
  ' (default: {{value}})': '（默认：{{value}}）',
  "unknown command '{{name}}'": '没有 {{name}} 这个命令',
  '{{said}}: expected one of: {{names}}.': '{{said}}：应为 {{names}} 之一。',
  '{{said}}: it is a switch, given as --set {{option}}=…': '{{said}}：它是开关，写作 --set {{option}}=…',
  "unknown option '{{flag}}'": '没有 {{flag}} 这个选项',
  "missing required argument '{{name}}'": '缺少参数 {{name}}',
  "option '{{flags}}' argument missing": '选项 {{flags}} 后面缺少取值',
  "option '{{flags}}' argument '{{value}}' is invalid.": '选项 {{flags}} 不能取“{{value}}”。',
  "command-argument value '{{value}}' is invalid for argument '{{name}}'.": '参数 {{name}} 不能取“{{value}}”。',
  "too many arguments for '{{name}}': {{expected}} expected, {{got}} given.":
    '{{name}} 的参数太多：应为 {{expected}} 个，给了 {{got}} 个。',
  ' Allowed choices are {{choices}}.': '可选：{{choices}}。',
  ' (Did you mean one of {{names}}?)': '（是不是 {{names}} 之一？）',
  ' (Did you mean {{name}}?)': '（是不是 {{name}}？）',
  'Expected seconds, 0 or more.': '应为秒数，不小于 0。',
  'Expected a whole number, {{least}} or more.': '应为不小于 {{least}} 的整数。',
  '{{name}} was given an empty text: give it a value, or leave it out.':
    '{{name}} 给的是空文本：请给一个值，或去掉它。',
  'Expected a whole number, {{least}} to {{most}}.': '应为 {{least}} 到 {{most}} 的整数。',

  // The program.
  'LeNet-5 as in 1998: trains from scratch on MNIST in a minute or two on one CPU core.':
    '1998 年的 LeNet-5：在 MNIST 上从零训练，单个 CPU 核心只需一两分钟。',
  'print version, build and available backend': '显示版本、构建指纹和可用的后端',
  'print this help': '显示本帮助',
  'print the help of a command': '显示某个命令的帮助',
  'its name (default: help of all of them)': '命令名（默认：列出所有命令）',
  'print where an error came from': '出错时显示调用栈',

  // Options of several commands.
  'change switches of the architecture, for files that do not tell them: see train --help':
    '修改网络的开关，用于文件未注明的情况：见 train --help',
  'preset of the network (default: {{otherwise}})': '网络的预设（默认：{{otherwise}}）',
  'paper, or that of --init': 'paper，或 --init 文件所用的',
  'that of the model': '模型自带的',
  'that of the file': '文件自带的',
  'that of the file, or paper': '文件自带的，否则为 paper',
  'preset of the training (default: distorted; 1989, tutorial and d2l for the networks of these names)':
    '训练的预设（配方；默认 distorted，网络 lenet-1989、tutorial、d2l 各用 1989、tutorial、d2l）',
  'the data: a folder with IDX files as of MNIST, a .csv, .npz or .parquet file or a folder of them, or folders 0 to 9 of 28×28 pictures (default: MNIST itself)':
    '数据：放 MNIST 式 IDX 文件的目录，.csv、.npz、.parquet 文件或放它们的目录，或按 0 到 9 分目录存放的 28×28 图片（默认：MNIST 本身）',
  "leave images of --data as they lie in the files, where EMNIST's are transposed":
    '不转正 --data 中的图片，按文件中的方向使用（EMNIST 的图片是转置存放的）',
  "write the answers to the unlabelled images of --data, Kaggle's test.csv, as it wants them: ImageId,Label":
    '把 --data 中无标签图片（Kaggle 的 test.csv）的答案按其要求写成文件：ImageId,Label',
  'kernels to compute with (default: simd where available)': '用哪个后端计算（默认：有 SIMD 则用 simd）',
  'pixels of the .onnx file: ink is 0 to 255, normalised the range of the network, for the paper -0.1 to 1.175 (default: ink)':
    '.onnx 文件的输入像素：ink 为 0 到 255，normalised 为该网络自身的取值范围，论文为 -0.1 到 1.175（默认：ink）',
  'light ink on dark ground (yes), dark on light (no), or as it looks':
    '深底浅字（yes）、浅底深字（no），或自动判断（auto）',
  'how lines are read: cut into segments, or by displacement along them without any cut (default: segments)':
    '怎样读一行：切分成段（segments），或不切分、让网络沿行滑动（displacement）（默认：segments）',
  'print exactly one JSON object on stdout': '标准输出只有一个 JSON 对象',

  // train
  'train a network and write a run folder: settings, metrics, weights, pictures, report':
    '训练网络，写出运行文件夹：设置、指标、权重、图、报告',
  'passes over the training set (default: those of the recipe); with --resume, for a finished run to go on to':
    '训练多少轮（默认：由配方决定）；与 --resume 合用时，让已完成的运行继续训练到这个轮数',
  'start of the random numbers: the same seed gives the same weights': '随机种子：种子相同，权重逐位相同',
  'training samples to use (default: all)': '用多少个训练样本（默认：全部）',
  'number of the first training sample to use': '从第几个训练样本开始（从 0 数起）',
  'test samples to use (default: all)': '使用多少个测试样本（默认全部）',
  'take training and test samples in a random order, the same for the same seed':
    '按随机顺序取训练样本和测试样本；种子相同则顺序相同',
  'start from the weights of this .safetensors or .pth file; lenet5/weights is the one that comes with the library':
    '从这个 .safetensors 或 .pth 文件的权重开始；lenet5/weights 是库自带的权重',
  'go on with the run in this folder, exactly as if it had never been interrupted; a finished one with --epochs':
    '接着训练这个文件夹里的运行，结果与从未中断时逐位相同；已完成的运行要加 --epochs',
  'run folder (default: runs/<time>-<architecture>-<recipe>)': '运行文件夹（默认：runs/<时间>-<网络>-<配方>）',
  'change switches of architecture and recipe; see the list below': '修改网络和配方的开关，见下表',
  'train on your own pictures, in sub-folders 0 to 9; a fifth of them is kept aside to test on, unless --data names a test set':
    '用自己的图片训练，放在子目录 0 到 9 中；其中五分之一留作测试，除非用 --data 指定测试集',
  'keep the weights of every n-th pass as epoch-NN.safetensors': '每 n 轮把权重另存为 epoch-NN.safetensors',
  'time between two snapshots for --resume, besides those of each pass':
    '两次快照之间的秒数，供 --resume 使用；每轮结束时总会保存',
  'measure errors between the passes, not in a second thread beside them': '在两轮之间测错误率，而不是另开线程同时测',
  'print the loss every 2,000 samples': '每 2,000 个样本显示一次损失',

  // recognize
  'read the digits in pictures: drawn, scanned or photographed': '识别图片中的数字：手写的、扫描的或拍照的',
  'pictures: PNG, JPEG, WebP, GIF, TIFF, AVIF, BMP, PGM, SVG; folders of them and patterns such as "scans/*.png" too; - is standard input':
    '图片：PNG、JPEG、WebP、GIF、TIFF、AVIF、BMP、PGM、SVG；也可以是放图片的目录，或 "scans/*.png" 这样的通配符；- 表示标准输入',
  'a .safetensors or .pth file, or the folder of a run, to read with (default: the weights that come with lenet5)':
    '用来识别的 .safetensors 或 .pth 文件，或运行文件夹（默认：lenet5 自带的权重）',
  'take all ink for one digit': '把全部笔迹当作一个数字',
  'there may be several digits, also where the picture looks like one of MNIST':
    '可能有多个数字，即使图片看起来像 MNIST 样本',
  'write into this folder what was seen in each picture, and how it was cut and read':
    '把在每张图片中看到的内容、切分和识别的过程画到这个目录',
  'with --json: also lines of forms, cuts tried, and all candidates':
    '与 --json 同用：还输出表格线、试过的切口和全部候选',
  'print one JSON object a file on stdout, each on a line': '标准输出中每个文件一行，各为一个 JSON 对象',
  'write a table instead, a row a picture: file, text, confidence, complete, digits, error; - is standard output':
    '改为写一张表，每张图片一行：file、text、confidence、complete、digits、error；- 表示标准输出',

  // study
  'make many trainings, a grid of settings and seeds, and a table of what they came to':
    '批量实验：按设置与种子的组合训练多次，并汇总成表',
  'a .yaml or .json file, or the name of a built-in study': '一个 .yaml 或 .json 文件，或内置 study 的名字',
  'list the built-in studies, or the rows of STUDY': '列出内置的 study，或 STUDY 的各行',
  'print how many runs and core-hours it takes, and make none': '只显示需要多少次训练、多少核时，不训练',
  'only rows whose name contains one of these texts': '只做名字含有这些文字之一的行',
  'only the first n seeds of each row': '每行只用前 n 个种子',
  'runs to make at the same time (default: one for each core)': '同时进行几个训练（默认：每个核心一个）',
  'file with the password of the queue (or variable LENET5_QUEUE_PASSWORD): no list of processes shows it':
    '存放队列密码的文件（也可用环境变量 LENET5_QUEUE_PASSWORD）：进程列表里看不到密码',
  'let the workers on this Redis make the runs: redis://[:PASSWORD@]HOST[:PORT]':
    '交给连接这个 Redis 的 worker 去训练：redis://[:密码@]主机[:端口]',
  'show a study that is on the queue already': '显示已在队列中的 study',
  'take the study of that name off the queue; its results so far are kept':
    '从队列中撤销这个名字的 study；已有的结果保留',
  'folder of the results; what is there already is not made again': '存放结果的目录；其中已有的不再重做',

  // worker
  'make runs of studies that were started with --queue, until it is stopped':
    '承担以 --queue 启动的 study 的训练，直到被停止',
  'the Redis with the runs: redis://[:PASSWORD@]HOST[:PORT], rediss:// for TLS':
    '存放任务的 Redis：redis://[:密码@]主机[:端口]，TLS 用 rediss://',
  'folder that all workers see, for runs in flight (default: the Redis itself)':
    '所有 worker 都能访问的目录，存放进行中的训练（默认：存在 Redis 里）',
  'seconds after which a run of a silent worker is given to another one':
    'worker 多少秒没有消息，就把它的训练交给别的 worker',

  // evaluate
  'count the test digits, or the labelled pictures of a folder, that a trained network misreads':
    '统计训练好的网络认错了多少测试数字，或目录中带标签的图片',
  'a .safetensors or .pth file, or the folder of a run (default: the shipped weights)':
    '一个 .safetensors 或 .pth 文件，或运行文件夹（默认：自带的权重）',
  'score the pictures of this folder, or those that match a pattern such as "photos/*.jpg", instead':
    '改为评测这个目录中的图片，或与 "photos/*.jpg" 这样的通配符匹配的图片',
  'print precision, recall, F1 and support of each digit on stdout, as CSV':
    '在标准输出中以 CSV 给出每个数字的精确率、召回率、F1 和样本数',
  'their labels, tab-separated: columns file, kind (single, multi, none), label':
    '图片的标签，用制表符分隔，各列为 file、kind（single、multi、none）、label',
  'folder for the gallery of misread pictures (default: runs/<time>-pictures)':
    '认错的图片画到这个目录（默认：runs/<时间>-pictures）',

  // info, convert, lab, completion
  'print the layers of a network with their parameters and connections': '显示网络各层及其参数个数和连接数',
  'a .safetensors, .pth or .onnx file to look into': '要查看的 .safetensors、.pth 或 .onnx 文件',
  'turn a model file into another format, told by the ending': '把模型文件转换成另一种格式，由扩展名决定',
  'a .safetensors or .pth file, or the folder of a run': '一个 .safetensors 或 .pth 文件，或运行文件夹',
  'the new file: .safetensors, .pth, .onnx, .c or .h': '新文件：.safetensors、.pth、.onnx、.c 或 .h',
  'pictures in a call of the .onnx file (default: any number)': '.onnx 文件每次调用处理几张图片（默认：任意）',
  'name and shape the weights in OUT as in this file of your class of PyTorch':
    '按这个文件（你自己的 PyTorch 类所存）给 OUT 中的权重命名和定形',
  'leave the output digit out of the .onnx file, for runtimes without ArgMin or int64':
    '.onnx 文件不带输出 digit，用于没有 ArgMin 或 int64 的运行时',
  'round weights and units to 8 bits, for a .c or .safetensors file, and count what is misread then':
    '权重和单元都量化为 8 位，用于 .c 或 .safetensors 文件，并统计此时认错多少',
  'bits of a weight in the .h file (default: 16)': '.h 文件中每个权重的位数（默认：16）',
  'overwrite OUT where it exists': 'OUT 已存在时覆盖它',
  'open the lab in a browser: draw, look inside, train; served from this machine, nothing leaves it':
    '在浏览器中打开实验室：写数字、看内部、训练；由本机提供，数据不外传',
  'port to serve on; 0 for any that is free (default: {{port}})': '监听的端口；0 表示任一空闲端口（默认：{{port}}）',
  'address to serve on; 0.0.0.0 for a class: every machine that reaches this one':
    '监听的地址；上课时用 0.0.0.0：凡能连到本机的机器都能打开',
  'print the address and open no browser': '只显示网址，不打开浏览器',
  'print a script that makes a shell complete commands, options and their values':
    '输出 shell 补全脚本：补全命令、选项及其取值',
  'the shell': '哪种 shell',
  'Installation, once:': '安装（一次即可）：',
});
