import { chinese } from '../phrase.js';

/** A training, from its first line to its last. */
export const run = chinese({
  '--save-every {{every}} keeps no pass of a run of {{passes}}: give a number up to that, or leave it out (last.safetensors is kept in any case).':
    '--save-every {{every}} 在共 {{passes}} 轮的运行中一轮也留不下：请给不大于它的数，或去掉这一项（last.safetensors 总会保留）。',
  '--seed changes nothing here: the weights come from a file, the samples in their stored order and undistorted.':
    '--seed 在这里不起作用：权重来自文件，样本按存储顺序且不做形变。',
  '{{path}} is there already and is no table that begins with {{head}}: give another name, or remove it.':
    '{{path}} 已存在，而且不是以 {{head}} 开头的表格：请换个名字，或先删除它。',
  'it is at its end already; with --epochs N, passes in all, it goes on':
    '它已经做完；用 --epochs N（总轮数）可以接着训练',
  '{{path}} is no lock of lenet5: what made it may be at work here. Remove it where that is over, or take another folder.':
    '{{path}} 不是 lenet5 的锁文件，创建它的程序可能正在这里工作：确认它已结束后请删除该文件，或换一个文件夹。',
  '{{path}} did not tell what the snapshot of the run does, and is written anew.':
    '{{path}} 所写与这次训练的快照不符，已重新写入。',
  // What is trained.
  'architecture {{architecture}}, recipe {{recipe}}, seed {{seed}}':
    '网络 {{architecture}}，配方 {{recipe}}，种子 {{seed}}',
  'architecture {{architecture}}, recipe {{recipe}} with {{changes}}, seed {{seed}}':
    '网络 {{architecture}}，配方 {{recipe}}（{{changes}}），种子 {{seed}}',
  '{{data}}: {{train}} samples to train, {{test}} to test': '{{data}}：{{train}} 个训练样本，{{test}} 个测试样本',
  '{{data}}: {{train}} samples to train, {{validation}} to validate, {{test}} to test':
    '{{data}}：{{train}} 个训练样本，{{validation}} 个验证样本，{{test}} 个测试样本',
  'backend {{backend}}, run folder {{folder}}': '后端 {{backend}}，运行文件夹 {{folder}}',
  'goes on after {{place}}; {{passes}} passes in all': '从{{place}}之后继续；共 {{passes}} 轮',
  'teacher {{teacher}} of {{teachers}} is being trained by somebody else':
    '教师网络 {{teacher}}/{{teachers}} 正由别的进程训练，等它完成',
  'Stopped before the run, while a teacher was trained: those that are done are kept in {{folder}}, and the same command goes on with them.':
    '训练开始之前，在训练教师网络时停下了：已完成的教师网络保存在 {{folder}}，再执行同一条命令即可接着做。',
  'The folder {{folder}}, where teachers are kept, cannot be used': '存放教师网络的文件夹 {{folder}} 无法使用',
  'The teacher {{path}} cannot be read': '教师网络 {{path}} 无法读取',
  '--init goes with no teachers, which begin with weights that are drawn: leave one of the two out.':
    '--init 不能与教师网络同用，因为教师网络从随机权重开始：请去掉其中一个。',
  'teacher {{teacher}} of {{teachers}} is trained first, and kept as {{path}}':
    '先训练教师网络 {{teacher}}/{{teachers}}，存为 {{path}}',
  'pass {{pass}}': '第 {{pass}} 轮',
  'pass {{pass}} and {{samples}} samples': '第 {{pass}} 轮又 {{samples}} 个样本',

  // Progress.
  'pass {{place}}': '轮 {{place}}',
  'rate {{rate}}': '学习率 {{rate}}',
  'loss {{loss}}': '损失 {{loss}}',
  'train {{error}}': '训练 {{error}}',
  'running {{error}}': '训练中 {{error}}',
  'validation {{error}}': '验证 {{error}}',
  'test {{error}}': '测试 {{error}}',
  'pass {pass} {bar}  rate {rate}  loss {loss}  running {running}  {left} left':
    '轮 {pass} {bar}  学习率 {rate}  损失 {loss}  训练中 {running}  剩余 {left}',
  'pass {{pass}}  sample {{place}}  loss {{loss}}': '轮 {{pass}}  样本 {{place}}  损失 {{loss}}',
  '{{signal}}: saving after this step; again to end at once': '{{signal}}：这一步之后保存并停止；再按一次立即结束',

  // How it ended.
  'test error {{error}} ({{errors}} of {{count}}) in {{time}}':
    '测试错误率 {{error}}（{{count}} 个中错 {{errors}} 个），用时 {{time}}',
  'ended early, since {{patience}} passes in a row were no better on validation; of {{done}} passes the weights of pass {{pass}} are kept, validation error {{validation}}':
    '连续 {{patience}} 轮在验证集上没有更好，提前结束；在 {{done}} 轮中保留第 {{pass}} 轮的权重，验证错误率 {{validation}}',
  'of {{done}} passes the weights of pass {{pass}} are kept, validation error {{validation}}':
    '在 {{done}} 轮中保留第 {{pass}} 轮的权重，验证错误率 {{validation}}',
  'best on validation: pass {{pass}}, {{validation}}; its test error {{test}}':
    '验证集上最好的是第 {{pass}} 轮，{{validation}}；该轮的测试错误率 {{test}}',
  'weights {{sha256}} in {{file}}': '权重 {{sha256}}，在 {{file}}',
  "like the blog's script: {{file}}": '与博客脚本一样：{{file}}',
  'stopped after {{steps}} steps, {{pass}} of {{passes}} passes; the weights are in {{file}}':
    '训练 {{steps}} 步后停止，完成 {{passes}} 轮中的 {{pass}} 轮；权重在 {{file}}',
  'to go on: lenet5 train --resume {{folder}}': '继续训练：lenet5 train --resume {{folder}}',
  'kept: the weights after {{place}} in {{where}}': '已保留{{place}}之后的权重：{{where}}',
  'no pass was completed, so no weights are kept; the settings are in {{folder}}':
    '一轮也没有完成，没有可保留的权重；设置在 {{folder}}',

  // What cannot be trained, or not gone on with.
  'The test set holds {{count}} samples: there are no {{size}}.': '测试集有 {{count}} 个样本：没有 {{size}} 个。',
  'The training set holds {{count}} samples{{kept}}: there are no {{wanted}} from number {{offset}} on.':
    '训练集有 {{count}} 个样本{{kept}}：从第 {{offset}} 个起没有{{wanted}}。',
  ', of which {{validation}} are kept for validation': '，其中 {{validation}} 个留作验证',
  'training samples': '训练样本',
  '{{size}} training samples': ' {{size}} 个训练样本',
  '--resume goes on exactly as the run began, so it does not go with {{options}}: leave that out, or start a new run.':
    '--resume 完全按运行开始时的设置继续，不能与 {{options}} 同用：请去掉，或重新开始一次运行。',
  'lenet5 {{version}} (code {{fingerprint}})': 'lenet5 {{version}}（代码 {{fingerprint}}）',
  'The run in {{run}} began with {{former}}, and this is {{here}}, which could end elsewhere: go on with the former, or start a new run from its weights with --init.':
    '{{run}} 中的运行由 {{former}} 开始，现在是 {{here}}，结果可能不同：请用前者继续，或用 --init 从它的权重重新开始。',
  '{{identity}} from {{from}}': '{{from}} 中的 {{identity}}',
  'other digits': '别的数字',
  'The run in {{run}} is trained on {{former}}, and {{origin}} holds {{found}}: name the folder with the former by {{option}}.':
    '{{run}} 中的运行在 {{former}} 上训练，而 {{origin}} 中是{{found}}：请用 {{option}} 指明前者所在的目录。',
});
