const en = {
  'files.save': 'Save',
  'files.save.note': 'The weights in the figure, with all that is known of them.',
  'files.load': 'Load',
  'files.load.note': 'A .safetensors or .pth file; dropping it anywhere on the page works too.',
  'files.load.button': 'Model file…',
  'files.load.shipped': 'Shipped weights',
  'files.load.train': 'Train these on',
  'files.guessed':
    'Such a file tells neither squashing functions nor pooling nor how the pixels were scaled. Choose what it was trained with.',
  'files.guessed.network': 'Layers',
  'files.guessed.tutorial': 'ReLU, maximum',
  'files.guessed.d2l': 'sigmoid, average',
  'files.guessed.pixels': 'Pixels',
  'files.guessed.unit': '0 to 1',
  'files.guessed.standardised': 'by mean 0.1307 and deviation 0.3081',
  'files.guessed.symmetric': '−1 to 1',
  'files.guessed.paper': '−0.1 to 1.175',
  'files.link': 'Link',
  'files.link.note':
    'Carries preset, seed and changed switches: the same run, bit for bit, on another machine. The panel, the unit that you chose and the drawing come along.',
  'files.link.none': 'A run from a file cannot go into a link: save its weights and send them.',
  'files.link.copy': 'Copy',
  'files.link.copied': 'Copied',
  'files.runs': 'Runs kept in this browser',
  'files.runs.none': 'None yet. Every run that is started is kept here, and goes on after a reload.',
  'files.runs.blocked':
    'This browser keeps nothing for this page: a run ends with the tab. Save its weights as a file before you leave.',
  'files.runs.name': 'preset · seed',
  'files.runs.date': 'begun',
  'files.runs.open': 'Open',
  'files.runs.isOpen': 'Open now',
  'files.runs.forget': 'Forget',
} as const;

type Text = keyof typeof en;

const zh: Readonly<Record<Text, string>> = {
  'files.save': '保存',
  'files.save.note': '保存图中的权重及其全部已知信息。',
  'files.load': '载入',
  'files.load.note': '选择 .safetensors 或 .pth 文件，也可直接拖到页面任意位置。',
  'files.load.button': '模型文件…',
  'files.load.shipped': '自带权重',
  'files.load.train': '继续训练',
  'files.guessed': '这类文件既不记录激活函数和池化方式，也不记录像素如何缩放。请按训练时的做法选择。',
  'files.guessed.network': '各层',
  'files.guessed.tutorial': 'ReLU，最大池化',
  'files.guessed.d2l': 'sigmoid，平均池化',
  'files.guessed.pixels': '像素',
  'files.guessed.unit': '0 到 1',
  'files.guessed.standardised': '按均值 0.1307 和标准差 0.3081',
  'files.guessed.symmetric': '−1 到 1',
  'files.guessed.paper': '−0.1 到 1.175',
  'files.link': '链接',
  'files.link.note':
    '包含预设、随机种子和改动的开关：在另一台机器上得到逐位相同的训练结果。打开的面板、选中的单元和手写的内容也一并带上。',
  'files.link.none': '从文件开始的训练无法写进链接：请保存权重后发送文件。',
  'files.link.copy': '复制',
  'files.link.copied': '已复制',
  'files.runs': '保存在此浏览器中的训练',
  'files.runs.none': '暂无。每次开始的训练都会保存在这里，刷新页面后可继续。',
  'files.runs.blocked': '此浏览器不为本页面保存任何内容：关闭标签页后训练即丢失。离开前请将权重存为文件。',
  'files.runs.name': '预设 · 种子',
  'files.runs.date': '开始时间',
  'files.runs.open': '打开',
  'files.runs.isOpen': '已打开',
  'files.runs.forget': '删除',
};

/** Every text of this panel. */
export const FILES_TEXTS = { en, zh };
