const en = {
  name: 'A training step, taken apart',
  'forward.name': 'forward',
  'distances.name': 'distances',
  'gradients.name': 'gradients',
  'update.name': 'update',
  back: 'Back (B)',
  next: 'Next (N)',
  'next.digit': 'Next digit (N)',
  leave: 'Leave slow motion',
  meant: 'The digit is a',
  tried: 'For a look: the run and its weights stay as they are.',
  several: 'The step has {{samples}} digits; the figure shows the first, the loss is their mean.',
  forward: 'A {{label}} goes through; the nearest bitmap is that of {{digit}}.',
  'forward.scores': 'A {{label}} goes through; the highest output is that of {{digit}}.',
  distances:
    'F6 shows the squared differences to the bitmap of {{label}}; their sum is the distance {{cost}}. Loss: {{loss}}.',
  'distances.scores': 'Output of {{label}}: {{cost}}. Loss: {{loss}}.',
  gradients: 'The maps show the gradient of the loss by each unit’s weighted sum, from the right to the left.',
  update:
    '{{how}}; the largest change is {{change}}. The maps show changes × {{least}} to × {{most}}, as Δ under each layer says. Distance to the bitmap of {{label}}: {{cost}} before, {{after}} after.',
  'update.scores':
    '{{how}}; the largest change is {{change}}. The maps show changes × {{least}} to × {{most}}, as Δ under each layer says. Output of {{label}}: {{cost}} before, {{after}} after.',
  'how.sgd': 'Every weight moves against its gradient, at rate {{rate}}',
  'how.sdlm': 'Every weight moves against its gradient, at a rate of its own, {{rate}} / (μ + its curvature)',
  'how.momentum':
    'Every weight moves against the sum of its gradients so far, which fades, at rate {{rate}} (momentum)',
  'how.adam': 'Every weight moves against the mean of its gradients over their size, at rate {{rate}} (Adam)',
  'how.plain':
    'Every weight moves against its gradient, at rate {{rate}}: a plain step for a look, where the run has {{optimiser}}',
  'expect.measured': 'Expect about {{mean}} ± {{deviation}} % test errors: the report, {{seeds}} seeds.',
  'expect.chance': 'Expect chance: all {{seeds}} trainings of the report, at a rate of 0.001, were stopped.',
  'expect.none': 'The report has no figure of several seeds for this preset.',
  'expect.changed': 'You changed something; for the preset as it is: {{usually}}',
  'expect.lenet-1989':
    'The network of 1989: 16×16 pictures, 9,760 parameters, 7,291 digits, tested on 2,007, as many as the paper had. karpathy’s reproduction came to 4.09 %, the paper to 5.0 % on its own digits.',
  'expect.tutorial':
    'What most tutorials call LeNet-5: ReLU, maxima without coefficients, every map of C3 reads all of S2, softmax, batches of 64.',
  'expect.d2l':
    'What the textbook d2l teaches: sigmoid and averages, softmax, batches of 256 at a rate of 0.9. A sigmoid starts slowly: the error of guessing for a while before it falls.',
  note: 'The names are those of lenet5 train --set. They can be changed until a run begins.',
  'group.squash': 'Network: squashing functions',
  'group.width': 'Network: widths',
  'group.layers': 'Network: input and layers',
  'group.output': 'Network: output',
  'group.initial': 'Training: initial values',
  'group.loss': 'Training: loss',
  'group.optimiser': 'Training: optimiser',
  'group.rate': 'Training: learning rate',
  'group.order': 'Training: order, batches, passes',
  'group.distortion': 'Training: distortion',
  takes: 'Takes {{expected}}.',
  idle: 'Does nothing here, because {{because}}.',
  costs: 'Changes how long a step takes.',
  absurd: '{{name}} is "{{text}}", expected at most {{most}}.',
} as const;

type Late = keyof typeof en;

const zh: Readonly<Record<Late, string>> = {
  name: '拆开的一个训练步',
  'forward.name': '前向',
  'distances.name': '距离',
  'gradients.name': '梯度',
  'update.name': '更新',
  back: '上一步（B）',
  next: '下一步（N）',
  'next.digit': '下一个样本（N）',
  leave: '退出慢动作',
  meant: '这个数字是',
  tried: '只是看看：训练和权重都不变。',
  several: '这一步有 {{samples}} 个样本；图中是第一个，损失是平均值。',
  forward: '一个 {{label}} 经过网络；最近的位图是 {{digit}}。',
  'forward.scores': '一个 {{label}} 经过网络；输出最大的是 {{digit}}。',
  distances: 'F6 处显示与 {{label}} 的位图之差的平方，加起来就是距离 {{cost}}。损失：{{loss}}。',
  'distances.scores': '{{label}} 的输出：{{cost}}。损失：{{loss}}。',
  gradients: '特征图显示损失对每个单元加权和的梯度，从右向左传播。',
  update:
    '{{how}}；最大变化为 {{change}}。图中是变化 × {{least}} 到 × {{most}}，各层的倍数见下方的 Δ。到 {{label}} 的位图的距离：更新前 {{cost}}，更新后 {{after}}。',
  'update.scores':
    '{{how}}；最大变化为 {{change}}。图中是变化 × {{least}} 到 × {{most}}，各层的倍数见下方的 Δ。{{label}} 的输出：更新前 {{cost}}，更新后 {{after}}。',
  'how.sgd': '每个权重沿梯度的反方向移动，学习率 {{rate}}',
  'how.sdlm': '每个权重沿梯度的反方向移动，学习率各不相同：{{rate}} / (μ + 该权重的曲率)',
  'how.momentum': '每个权重沿历次梯度的衰减累加的反方向移动，学习率 {{rate}}（动量）',
  'how.adam': '每个权重沿梯度均值与其大小之比的反方向移动，学习率 {{rate}}（Adam）',
  'how.plain': '每个权重沿梯度的反方向移动，学习率 {{rate}}：这里只演示普通的一步，训练用的是 {{optimiser}}',
  'expect.measured': '预计测试错误率约 {{mean}} ± {{deviation}} %：取自复现报告，{{seeds}} 个种子。',
  'expect.chance': '预计停在瞎猜的水平：报告中学习率 0.001 的 {{seeds}} 次训练全部被中止。',
  'expect.none': '报告中没有这个预设的多种子结果。',
  'expect.changed': '你做了改动；预设不改的话：{{usually}}',
  'expect.lenet-1989':
    '1989 年的网络：输入 16×16，参数 9,760 个，训练用 7,291 个数字，测试用 2,007 个，与当年论文相同。karpathy 的复现得到 4.09 %，论文在自己的数据上为 5.0 %。',
  'expect.tutorial':
    '多数教程所说的 LeNet-5：ReLU，最大池化且不带系数，C3 的每个特征图读取 S2 的全部特征图，softmax，批量 64。',
  'expect.d2l':
    '《动手学深度学习》中的 LeNet-5：sigmoid、平均池化、softmax，批量 256，学习率 0.9。sigmoid 起步很慢：先停在随机猜测的水平，然后才下降。',
  note: '名称与 lenet5 train --set 相同。训练开始之前可以修改。',
  'group.squash': '网络：压缩函数',
  'group.width': '网络：宽度',
  'group.layers': '网络：输入与各层',
  'group.output': '网络：输出',
  'group.initial': '训练：初始值',
  'group.loss': '训练：损失',
  'group.optimiser': '训练：优化方法',
  'group.rate': '训练：学习率',
  'group.order': '训练：顺序、批量、轮数',
  'group.distortion': '训练：形变',
  takes: '取值：{{expected}}。',
  idle: '此处不起作用：{{because}}。',
  costs: '会改变每一步所需的时间。',
  absurd: '{{name}} 的值是“{{text}}”，最多为 {{most}}。',
};

/** Every text of this panel that is not needed when the page opens. */
export const TRAIN_TEXTS = { en, zh };
