import { chinese } from '../phrase.js';

/** Files and folders that cannot be used, whatever for. */
export const failures = chinese({
  'it does not exist': '不存在',
  'no permission': '没有权限',
  'it is not permitted': '系统不允许',
  'the file system is read-only': '文件系统是只读的',
  'the disk is full': '磁盘已满',
  'the quota of the disk is used up': '磁盘配额已用完',
  'it exists already': '已经存在',
  'it is a folder': '是一个目录',
  'it is no folder, or a part of its path is none': '它或其路径中的某一级不是目录',
  'the name is too long': '名字太长',
  'too many files are open: raise the limit with ulimit -n': '打开的文件太多：请用 ulimit -n 提高上限',
  'too many files are open on this machine': '本机打开的文件太多',
  'its links lead in a circle': '它的链接绕成了环',
  'nothing answers there': '那里没有响应',
  'it is a named pipe, where a file was expected': '是命名管道，应为文件',
  'it is a pipe, a socket or a device, where a file was expected': '是管道、套接字或设备，应为文件',
  'it is a socket, where a file was expected': '是套接字，应为文件',
  'a picture': '一张图片',
  'a model': '一个模型',
  'The model {{path}}': '模型 {{path}}',
  '… ({{count}} more)': '……（还有 {{count}} 个字符）',
  'a study': '一个 study',
  'a password': '一个密码',
  labels: '标签文件',
  'The study {{path}}': 'study {{path}}',
  'The labels {{path}}': '标签文件 {{path}}',
  'The password file {{path}}': '密码文件 {{path}}',
  '{{count}} MB': '{{count}} MB',
  '{{count}} bytes': '{{count}} 字节',
  '{{file}} holds more than {{most}}, the most that is read as {{as}}.': '{{file}} 超过 {{most}}，这是{{as}}的上限。',
  'it is no file, or larger than any that lenet5 writes there': '它不是文件，或比 lenet5 在那里写的任何文件都大',
  'it is taken: leave --port out, or give another': '已被占用：请去掉 --port，或换一个',
  'this machine has no such address: leave --host out, or give 0.0.0.0 for all that it has':
    '本机没有这个地址：请去掉 --host，或用 0.0.0.0 表示本机的全部地址',
  'the disk reports an error': '磁盘报告错误',
  '{{what}} ({{reason}}).': '{{what}}（{{reason}}）。',
  '{{what}} failed ({{reason}}).': '{{what}} 失败（{{reason}}）。',
  'The system call {{syscall}}': '系统调用 {{syscall}}',
  'unexpected: {{reason}} (--debug shows where).': '意外错误：{{reason}}（用 --debug 查看出错位置）。',

  'lenet5: warning: {{sentence}}': 'lenet5: 警告：{{sentence}}',
  'The output cannot be written ({{reason}}).': '输出无法写入（{{reason}}）。',
  'The thread that measures the errors has ended.': '测错误率的线程意外结束。',
  '{{file}} cannot be read': '{{file}} 无法读取',
  '{{file}} cannot be read ({{reason}}).': '{{file}} 无法读取（{{reason}}）。',
  '{{path}} cannot be written ({{reason}}){{more}}.': '无法写入 {{path}}（{{reason}}）{{more}}。',
  '{{before}} and {{last}}': '{{before}} 和 {{last}}',
  '{{path}}: {{reason}}': '{{path}}：{{reason}}',
  'The folder {{folder}} cannot be used': '无法使用目录 {{folder}}',
  'The folder {{path}} for --show cannot be made': '无法创建 --show 的目录 {{path}}',
  'the folder {{folder}} does not exist': '目录 {{folder}} 不存在',
  'no file can be made in {{folder}}': '{{folder}} 中不能建立文件',
  'The pictures {{folder}} cannot be opened as a folder': '图片目录 {{folder}} 无法打开',
  'Port {{port}} is taken, perhaps by another lab: this one has port {{taken}}.':
    '端口 {{port}} 已被占用，也许已有一个实验室在运行：这一个改用端口 {{taken}}。',
  'From other machines: {{addresses}}': '其他机器请打开：{{addresses}}',
  'The lab runs in the browser; press Ctrl-C to end it here.': '实验室已在浏览器中运行；按 Ctrl-C 结束。',
  'No browser could be opened: open {{url}} yourself.': '无法打开浏览器：请自行打开 {{url}}。',
  'The lab cannot be served on port {{port}} of {{host}}': '实验室无法在 {{host}} 的端口 {{port}} 上启动',

  // Run folders.
  'The run folder {{path}} cannot be used ({{reason}}).': '无法使用运行文件夹 {{path}}（{{reason}}）。',
  'The run folder {{where}} cannot be made ({{reason}}).': '无法创建运行文件夹 {{where}}（{{reason}}）。',
  '{{path}} holds a run already, and nothing is overwritten: choose another folder with --out.':
    '{{path}} 中已有一次运行，不会覆盖任何文件：请用 --out 另选文件夹。',
  '{{out}} holds a run, whose pictures stay as they are: choose another folder with --out.':
    '{{out}} 中有一次运行，它的图不会改动：请用 --out 另选文件夹。',
  '{{path}} is no run folder, but a file.': '{{path}} 是一个文件，不是运行文件夹。',
  'The run in {{path}} cannot be continued ({{reason}}).': '{{path}} 中的运行无法继续（{{reason}}）。',
  'The run in {{path}} cannot be continued ({{reason}}): start a new one, with another --out.':
    '{{path}} 中的运行无法继续（{{reason}}）：请用另一个 --out 重新开始。',
  'it holds no snapshot': '其中没有快照',
  'Another run has taken {{path}} over, because this one had not stirred for two minutes: it ends here, the other goes on.':
    '{{path}} 已被另一个进程接管，因为本进程两分钟没有动静：本进程到此结束，由另一个继续。',
  '; everything saved before is whole: mend that, then go on with lenet5 train --resume {{path}}':
    '；此前保存的内容完好无损：排除故障后，用 lenet5 train --resume {{path}} 继续',

  '{{folder}} is being opened by other runs at this moment: try again.': '此刻有别的运行正在打开 {{folder}}：请重试。',
  '{{folder}} is in use by {{who}}, and two runs in one folder would spoil both: {{remedy}}.':
    '{{folder}} 正被{{who}}使用，两个运行共用一个文件夹会两败俱伤：{{remedy}}。',
  'another process': '另一个进程',
  'process {{pid}}': '进程 {{pid}} ',
  'process {{pid}} on {{machine}}': ' {{machine}} 上的进程 {{pid}} ',
  'wait for it, or end it': '请等它结束，或终止它',
  'wait for it; if it is dead, try again in two minutes': '请等它结束；如果它已经退出，两分钟后再试',
  '{{path}} is no snapshot of a run: start a new run, with another --out.':
    '{{path}} 不是运行的快照：请用另一个 --out 重新开始。',
  '{{path}} is a snapshot of format {{format}}, and this version of lenet5 reads format {{here}}: go on with the version that began the run, or start a new one from its weights with --init.':
    '{{path}} 是格式 {{format}} 的快照，本版本的 lenet5 读格式 {{here}}：请用开始这次运行的版本继续，或用 --init 从它的权重重新开始。',
  '{{path}} is damaged, its checksum does not match its content: start a new run, with another --out.':
    '{{path}} 已损坏，校验和与内容不符：请用另一个 --out 重新开始。',
  '{{path}} is no snapshot that lenet5 wrote: start a new run, with another --out.':
    '{{path}} 不是 lenet5 写的快照：请用另一个 --out 重新开始。',

  // Studies.
  'The result {{path}} cannot be read': '无法读取结果 {{path}}',
  'The {{what}} {{path}} cannot be written ({{reason}}); all results written before are safe: mend that, and the same command goes on with what is missing.':
    '无法写入{{what}} {{path}}（{{reason}}）；此前写入的结果都完好：排除故障后，用同一命令即可补做其余部分。',
  result: '结果',
  table: '表格',

  // recognize
  '--trace adds to the output of --json: give both, or --show DIR to see it.':
    '--trace 是给 --json 的输出添内容的：请两个一起给，想看图就用 --show DIR。',
});
