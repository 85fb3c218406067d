import { chinese } from '../phrase.js';

/** Switches and what `--set` makes of them. */
export const settings = chinese({
  'Switches of the architecture, for --set:': '网络的开关，用 --set 设置：',
  'Switches of the recipe, for --set:': '配方的开关，用 --set 设置：',
  '{{name}} is a switch of the recipe, where --set takes those of the architecture.':
    '{{name}} 是配方的开关，这里的 --set 只接受网络的开关。',
  '--set takes key=value, but was given "{{text}}".': '--set 的形式为 key=value，给的却是“{{text}}”。',
  '--set names {{name}} twice: give one value.': '--set 两次给了 {{name}}：请只给一个值。',
  '--epochs and --set passes=… say different things: give one of them.':
    '--epochs 与 --set passes=… 互相矛盾：请只给其中一个。',
  '{{name}} changes nothing here, because {{reason}}.': '{{name}} 在此不起作用：{{reason}}。',
  '--set plainPasses=0 distorts in every pass': '要每一轮都做形变，请用 --set plainPasses=0',
  'No pass distorts its pictures (plainPasses): {{remedy}}.': '所有轮次都不对图片做形变（plainPasses）：{{remedy}}。',
  '{{plain}} of the {{passes}} passes, the last ones, do not distort their pictures (plainPasses): {{remedy}}.':
    '{{passes}} 轮中的最后 {{plain}} 轮不对图片做形变（plainPasses）：{{remedy}}。',
  'lenet5 {{command}}, library {{library}}, build {{build}}, backend {{backend}}':
    'lenet5 {{command}}，库 {{library}}，构建 {{build}}，后端 {{backend}}',
  'reference (this engine has no WebAssembly SIMD)': 'reference（此引擎没有 WebAssembly SIMD）',
});
