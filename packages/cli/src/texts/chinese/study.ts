import { chinese } from '../phrase.js';

/** `lenet5 study` and `lenet5 worker`. */
export const study = chinese({
  // Titles and notes of the studies that come with the command.
  'how recipe best was chosen': '配方 best 是怎样选出来的',
  'the best single network': '最好的单个网络',
  'what was tried to go beyond it': '为超过它所作的尝试',
  'networks teach another one': '几个网络教另一个网络',
  'error over the passes, whole trainings': '完整训练中错误率随轮数的变化',
  "each of the paper's choices added alone to the blog": '把论文的每一项做法单独加到博客上',
  'from the blog to the paper, one change a step': '从博客到论文，每步只改一处',
  "each of the paper's choices taken away alone": '从论文的做法中每次去掉一项',
  'what the paper leaves open, judged on digits kept aside': '论文没有写明之处，在留出的数字上比较',
  "the blog's questions": '博客提出的问题',
  'the literal sigmoid': '照字面使用 sigmoid',
  'size of the training set': '训练集的大小',
  'from 1989 to today': '从 1989 年到今天',
  'two networks, 500 digits, one pass': '两个网络，500 个数字，一轮',
  'the start of the second-order method': '二阶方法的起步阶段',
  "the paper's network and second-order training, printed rates, initial weights ±2.4/√F":
    '论文的网络和二阶方法，学习率照原文，初始权重 ±2.4/√F',
  'the same to the letter, ±2.4/F, with a start-up': '逐字照论文，±2.4/F，加启动过程',
  'the same from ±√(3/F) with a quarter of the rates, chosen on validation':
    '初始权重 ±√(3/F)，学习率取四分之一，在验证集上选定',
  'the same as it ran: PyTorch 1.4.1 padded with 0': '博客当年的实际运行：PyTorch 1.4.1 一律补 0',
  'readings of the paper, judged on digits kept aside': '论文的各种读法，用留出的数字判断',
  "the paper's network, plain gradient descent, no distortions": '论文的网络，普通梯度下降，不做形变',
  'the same on affinely distorted digits': '同上，数字做仿射形变',
  "the blog's network and script": '博客的网络和脚本',

  // From a file to its table.
  'study {{name}}: {{title}}': 'study {{name}}：{{title}}',
  'study {{name}}': 'study {{name}}',
  '{{rows}} rows, {{runs}} runs, {{made}} of them in {{out}} already':
    '{{rows}} 行，{{runs}} 次训练，其中 {{made}} 次在 {{out}} 中已有结果',
  '{{data}}, {{missed}} runs to make': '{{data}}，还需训练 {{missed}} 次',
  'about {{hours}} core-hours, shared by the workers on {{shown}}': '约 {{hours}} 核时，由 {{shown}} 上的 worker 分担',
  'about {{hours}} core-hours, {{time}} with {{threads}} threads and nothing else running':
    '约 {{hours}} 核时；{{threads}} 个线程、不运行别的程序时需 {{time}}',
  'about {{hours}} core-hours, {{time}} with one thread and nothing else running':
    '约 {{hours}} 核时；单线程、不运行别的程序时需 {{time}}',
  'stopped; the same command continues': '已停止；用同一命令可接着做',
  '{{made}} runs made now': '本次完成 {{made}} 次训练',
  'table {{path}}, {{made}} runs made now': '表格 {{path}}，本次完成 {{made}} 次训练',
  '{{name}}  {{title}} ({{rows}} rows, {{runs}} runs)': '{{name}}  {{title}}（{{rows}} 行，{{runs}} 次训练）',
  'seeds {{seeds}}': '种子 {{seeds}}',
  '{{signal}}: workers go on; lenet5 study --attach --queue {{shown}} shows it again':
    '{{signal}}：worker 会继续；用 lenet5 study --attach --queue {{shown}} 可再次查看',
  '{{signal}}: runs in flight are given up, all finished ones are kept; again to end at once':
    '{{signal}}：放弃进行中的训练，已完成的全部保留；再按一次立即结束',
  row: '行',
  seeds: '种子数',
  'validation %': '验证 %',
  'test %': '测试 %',
  'train %': '训练 %',
  chosen: '选定值',
  '{{done}} of {{count}}': '{{count}} 个中的 {{done}} 个',
  '{{stopped}} stopped': '{{stopped}} 次中止',
  'chosen at the edge of what was tried': '选定值在所试范围的边上',

  // Runs.
  '{{label}}: started': '{{label}}：开始',
  '{{label}}: continued after pass {{pass}}': '{{label}}：从第 {{pass}} 轮之后继续',
  '{{label}}: failed ({{message}})': '{{label}}：失败（{{message}}）',
  '{{label}}: stopped ({{reason}})': '{{label}}：中止（{{reason}}）',
  '{{label}}: stopped ({{reason}})  {{time}}': '{{label}}：中止（{{reason}}）  {{time}}',
  '{{label}}: test {{test}}  {{time}}': '{{label}}：测试 {{test}}  {{time}}',
  '{{label}}: test {{test}}  train {{train}}  {{time}}': '{{label}}：测试 {{test}}  训练 {{train}}  {{time}}',
  '{{label}}: validation {{validation}}  train {{train}}  {{time}}':
    '{{label}}：验证 {{validation}}  训练 {{train}}  {{time}}',
  'no result': '没有结果',
  '{{time}} left': '剩余 {{time}}',
  '{name} {bar} pass {pass}  running {running}  test {test}': '{name} {bar} 轮 {pass}  训练中 {running}  测试 {test}',
  '{name} {bar} {pass} runs  {left}': '{name} {bar} {pass} 次训练  {left}',

  // Wrong calls and files.
  'study needs a STUDY: a .yaml or .json file, or a name from lenet5 study --list.':
    'study 需要一个 STUDY：.yaml 或 .json 文件，或 lenet5 study --list 列出的名字。',
  'No study is called "{{given}}": lenet5 study --list names all; a file needs its ending, such as my-study.yaml.':
    '没有名为“{{given}}”的 study：lenet5 study --list 列出全部；文件要带扩展名，如 my-study.yaml。',
  'No study is called "{{given}}": did you mean {{nearest}}? (lenet5 study --list names all; a file needs its ending, such as my-study.yaml.)':
    '没有名为“{{given}}”的 study：是不是 {{nearest}}？（lenet5 study --list 列出全部；文件要写扩展名，如 my-study.yaml。）',
  'No row of the study has {{texts}} in its name (--list shows them all).':
    '没有哪一行的名字含有 {{texts}}（用 --list 查看全部）。',
  'The study {{path}} is no YAML (its reader says: {{reason}}).':
    'study {{path}} 不是 YAML（解析器的英文原文：{{reason}}）。',
  'nothing is called "{{name}}" here': '这里没有叫 "{{name}}" 的项',
  'it has no database of that number: leave it out, or raise databases in its redis.conf':
    '它没有这个编号的数据库：请去掉编号，或在 redis.conf 中调大 databases',
  'The study {{path}} is not understood ({{reason}}).': 'study {{path}} 的内容无法理解（{{reason}}）。',
  'it holds several documents, expected one without "---"': '它含有多个文档，应只有一个，不带“---”',
  'it has tags such as !!map or !mine, which mean nothing here: leave them out':
    '它含有 !!map 或 !mine 之类的标签，这里不认：请去掉',
  'its aliases (*name) stand for too much, or for nothing: write out what they stand for':
    '它的别名（*name）所指的内容太多，或没有所指：请直接写出内容',
  'its keys are no names': '它的键不是名字',
  'The study would have {{count}} {{what}}, and {{most}} are the most: make rows, grid or seeds smaller.':
    '这个 study 会有 {{count}} {{what}}，最多 {{most}}：请减少 rows、grid 或 seeds。',
  rows: '行',
  runs: '次训练',
  'The grid\'s {{name}} is "{{text}}", expected one of: {{names}}.':
    'grid 中的 {{name}} 是“{{text}}”，应为其一：{{names}}。',
  'The grid\'s {{name}} is "{{text}}", expected a whole number, {{least}} or more.':
    'grid 中的 {{name}} 是“{{text}}”，应为不小于 {{least}} 的整数。',
  'Two rows of the study are called "{{name}}": give each a name of its own.':
    'study 中有两行都叫“{{name}}”：请给每行不同的名字。',
  '{{path}} is damaged, and the run will be made again.': '{{path}} 已损坏，将重新训练。',
  '{{path}} was changed after it was made, and counts no more: the run will be made again.':
    '{{path}} 生成后被改动过，不再算数：将重新训练。',
  '{{label}}: the result that was stored did not agree with its digest or with itself, and is not in this table':
    '{{label}}：所存的结果与它的摘要不符，或自相矛盾，不在这张表中',
  '{{count}} of these results have no digest, as those of earlier versions: they could not be checked by it, only in themselves':
    '其中 {{count}} 个结果没有摘要（旧版本的结果就没有）：无法用摘要核对，只查过数字是否自相矛盾',
  '{{count}} without digest': '{{count}} 个无摘要',
  'names with values': '名字和值',
  'a list': '列表',
  'a text': '文本',
  'a number': '数',
  'a whole number': '整数',
  'yes or no': 'true 或 false',
  'expected {{expected}}, found {{found}}': '应为{{expected}}，实为{{found}}',
  'expected {{least}} or more': '至少要有 {{least}} 个',
  'expected {{most}} at most': '最多 {{most}}',
  'expected more than {{least}}': '应大于 {{least}}',
  'expected a whole number, 0 or more': '应为不小于 0 的整数',
  'expected a whole number, 1 or more': '应为不小于 1 的整数',
  'expected a range such as 1-5': '应为 1-5 这样的范围',
  'expected a seed such as 3, a list such as [1, 4], or a range such as 1-5':
    '应为种子（如 3）、列表（如 [1, 4]）或范围（如 1-5）',
  'expected a number, a text, or a list of them; rates also by pass, such as { 1: 1e-3, 7: 5e-4 }':
    '应为数、文本或由它们组成的列表；rates 也可按轮写，如 { 1: 1e-3, 7: 5e-4 }',
  'no architecture has that name': '没有叫这个名字的架构',
  'no recipe has that name': '没有叫这个名字的配方',
  'expected a name': '应为名字',
  'expected letters, digits, ".", "-" and "_" only': '只能用字母、数字、“.”、“-”和“_”',
  'a file cannot be called that everywhere: expected no "." at the end':
    '不是每个系统上都能这样命名文件：末尾不能是“.”',
  'a file cannot be called that everywhere: Windows keeps the name for a device':
    '不是每个系统上都能这样命名文件：Windows 把这个名字留给设备',
  'it is nested far deeper than any study': '嵌套层数远超任何 study',
  'it is that of another run': '它属于另一次训练',
  'its digest is gone': '它的摘要不见了',
  'its numbers contradict each other': '它的数字自相矛盾',
  'it does not agree with its digest': '它与自己的摘要不符',
  '--attach shows a study with the rows and seeds that it was opened with, so it does not go with {{options}}: leave that out.':
    '--attach 显示的是 study 打开时的行和种子，不能与 {{options}} 同用：请去掉。',
  '--list only shows what there is, so it does not go with {{options}}: leave that out.':
    '--list 只列出现有的内容，不能与 {{options}} 同用：请去掉。',
  '--queue leaves the runs to workers, so it does not go with --threads: leave that out, and give --concurrency to the workers.':
    '--queue 把训练交给 worker，不能与 --threads 同用：请去掉，并在 worker 上用 --concurrency。',
  '--attach needs --queue redis://HOST[:PORT], where the study is.':
    '--attach 需要用 --queue redis://主机[:端口] 指明 study 在哪里。',
});

/** The queue: Redis, and who works on it. */
export const queue = chinese({
  'worker needs --queue redis://HOST[:PORT].': 'worker 需要 --queue redis://主机[:端口]。',
  '--queue was given no address, expected {{expected}}.': '--queue 给的不是地址，应为 {{expected}}。',
  '--queue was given another kind of address, expected {{expected}}.': '--queue 给的是别种地址，应为 {{expected}}。',
  'redis://[[NAME]:PASSWORD@]HOST[:PORT][/DATABASE], or rediss:// for TLS':
    'redis://[[用户名]:密码@]主机[:端口][/数据库]，TLS 用 rediss://',
  'The queue at {{shown}} cannot be used ({{reason}}).': '无法使用 {{shown}} 的队列（{{reason}}）。',
  'nothing listens there: start redis-server, or check host and port':
    '那里没有服务在监听：请启动 redis-server，或检查主机和端口',
  'no machine has that name': '没有叫这个名字的主机',
  'the machine does not answer': '主机没有应答',
  'it wants a password, and the one in the address is wrong or missing': '它要求密码，而地址中的密码不对或没有给出',
  'the encrypted connection could not be made': '无法建立加密连接',
  'it does not answer as Redis does': '它的应答不像 Redis',
  'it is full: raise its maxmemory, or make room': '内存已满：请调大 maxmemory，或腾出空间',
  'it is a Redis Cluster: a queue needs a Redis of its own': '这是 Redis 集群：队列需要单独的 Redis',
  'it is a replica, which takes no runs: name the Redis that it copies':
    '这是只读副本，不能存放任务：请指定它所复制的主 Redis',
  'it cannot write to its disk, and takes nothing new until it can': '它无法写入磁盘，恢复之前不接受新内容',
  'the user in the address may not do what a queue needs': '地址中的用户没有队列所需的权限',
  'The Redis at {{shown}} drops runs and results when it is full (maxmemory-policy {{policy}}): set that to noeviction.':
    '{{shown}} 的 Redis 在内存满时会丢弃任务和结果（maxmemory-policy 为 {{policy}}）：请改为 noeviction。',
  'the Redis at {{shown}} is full: the study waits until it has room':
    '{{shown}} 的 Redis 内存已满：study 等它腾出空间',
  'the Redis at {{shown}} is full: results wait here until it has room':
    '{{shown}} 的 Redis 内存已满：结果先留在这里，等它腾出空间',
  'The study {{name}} was withdrawn at {{shown}}: its results so far are kept.':
    'study {{name}} 已在 {{shown}} 上被撤销：已有的结果保留。',
  'No study is open at {{shown}}: there is nothing to withdraw.': '{{shown}} 上没有打开的 study：没有可撤销的。',
  'study {{name}} is withdrawn from {{shown}}; this version cannot tell which runs on the queue are its own':
    'study {{name}} 已从 {{shown}} 撤销；本版本分不清队列中哪些训练属于它',
  'study {{name}} is withdrawn from {{shown}}: {{taken}} runs taken off the queue; what workers have begun they finish, and results are kept':
    'study {{name}} 已从 {{shown}} 撤销：从队列中取下 {{taken}} 次训练；worker 已开始的会做完，结果保留',
  '--withdraw takes the name of a study and the queue it is on, and nothing else: study NAME --withdraw --queue redis://HOST[:PORT].':
    '--withdraw 只需要 study 的名字和它所在的队列，不带别的选项：study 名字 --withdraw --queue redis://主机[:端口]。',
  'the address of a queue belongs to --queue: study NAME --queue redis://HOST[:PORT].':
    '队列的地址要写在 --queue 后面：study 名字 --queue redis://主机[:端口]。',
  'the connection to {{shown}} is lost; trying again': '与 {{shown}} 的连接断开；正在重试',
  'connected to {{shown}} again': '已重新连上 {{shown}}',
  'no worker serves this study yet: lenet5 worker --queue {{shown}} on any machine does':
    '还没有 worker 承担这个 study：在任一机器上运行 lenet5 worker --queue {{shown}} 即可',
  'its worker died {{count}} times': '承担它的 worker 已中途退出 {{count}} 次',
  '{{signal}}: takes no more runs, finishes those it has; again to end at once':
    '{{signal}}：不再接新的训练，做完手上的就结束；再按一次立即结束',
  'serves {{shown}}, {{concurrency}} runs at a time, {{data}}, code {{code}}':
    '为 {{shown}} 工作，同时进行 {{concurrency}} 个训练，{{data}}，代码 {{code}}',
  'study {{name}} cannot be read by this version: {{reason}}': '本版本读不了 study {{name}}：{{reason}}',
  'study {{name}} is refused: {{difference}}': '拒绝 study {{name}}：{{difference}}',
  '{{shown}} does not answer: what is in flight goes to another worker, from the last pass that was saved':
    '{{shown}} 没有应答：进行中的训练交给别的 worker，从最后保存的一轮接着做',
  '{{path}} holds no password, expected a file with one line.': '{{path}} 中没有密码，应为只有一行的文件。',
  'The password stands in the address, so it does not go with --password-file.':
    '密码已写在地址里，不能再用 --password-file。',
  '--password-file goes with --queue, whose password it holds.':
    '--password-file 存放 --queue 的密码，要与 --queue 同用。',
  'another program keeps something else under the names of the queue': '队列所用的名字下存着别的程序的内容',
  'its job is finished, or put off, and there is no result': '它的任务已结束或被推迟，却没有结果',
  'more than {{most}} are open': '打开的超过 {{most}} 个',
  'its key is not its own': '它的键与内容不符',
  '{{label}}: what is in the queue is no result of it ({{reason}}), and it is made again':
    '{{label}}：队列中的内容不是它的结果（{{reason}}），将重新训练',
  '{{count}} times what came was no result of it: {{reason}}': '{{count}} 次收到的都不是它的结果：{{reason}}',
  '{{label}}: its snapshot is not used ({{reason}}), and it begins anew':
    '{{label}}：没有使用它的快照（{{reason}}），从头开始',
  'it is larger than {{most}} bytes': '它大于 {{most}} 字节',
  'another program keeps something else there': '那里存着别的程序的内容',
  'it is no run of a study: {{reason}}': '它不是 study 的一次训练：{{reason}}',
  'the run does not fit its worker: {{reason}}': '这次训练不适合它的 worker：{{reason}}',
  'it is no JSON': '不是 JSON',
  'The study {{name}} at {{shown}} cannot be read by this version ({{reason}}): attach to it with the version that opened it.':
    '本版本读不了 {{shown}} 上的 study {{name}}（{{reason}}）：请用打开它的版本来查看。',
  'The study {{name}} at {{shown}} cannot be read by this version ({{reason}}), and is passed over.':
    '本版本读不了 {{shown}} 上的 study {{name}}（{{reason}}），已略过。',
  'No study that this version can read is open at {{shown}}: there is nothing to attach to.':
    '{{shown}} 上没有本版本能读的 study：没有可查看的。',
  'No study is open at {{shown}}: there is nothing to attach to.': '{{shown}} 上没有打开的 study：没有可查看的。',
  'Several studies are open at {{shown}} ({{names}}): name the one to attach to.':
    '{{shown}} 上打开了多个 study（{{names}}）：请指明要查看哪一个。',
  'No study called "{{name}}" is open at {{shown}}, expected one of: {{names}}.':
    '{{shown}} 上没有名为“{{name}}”的 study，应为其一：{{names}}。',
  'A study called {{name}} is open at {{shown}} already, and {{conflict}}: let that one end first (--attach shows it, --withdraw takes it off), or give this one another name.':
    '{{shown}} 上已打开名为 {{name}} 的 study，而且{{conflict}}：请等它结束（用 --attach 查看，用 --withdraw 撤销），或给这个 study 换个名字。',
  'this version cannot read it ({{reason}})': '本版本读不了它（{{reason}}）',
  'it has other settings, rows or seeds': '它的设置、行或种子不同',
  'it is of another version of the code ({{there}}, here {{here}})':
    '它的代码版本不同（那边 {{there}}，这里 {{here}}）',
  'it is about another data set (checksum {{there}}, here {{here}})':
    '它用的数据集不同（校验和那边 {{there}}，这里 {{here}}）',
  'it needs the backend {{there}}, here it is {{here}}': '它需要后端 {{there}}，这里是 {{here}}',
});
