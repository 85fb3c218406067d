/**
 * The attacks that `npm run attack` runs, one after the other, and the words of its table.
 *
 * The contract: `command(seed)` is the arguments of a Node program that attacks with that seed, ends with code 0 where
 * everything held, and whose last line on stdout is `{"attacks":[{"kind":"…","cases":100,"failed":0}]}` (other fields beside
 * `attacks` may be there). Each `kind` has a row in the table, by its words in `kinds`, English and Chinese; `holds` says
 * what must hold in each case. What is attacked with bytes (a file, a request, a value in Redis) needs no program of its
 * own: it is a format of scripts/fuzz/, for which a module exports `formats`, `caseOf` and `outcomeOf`.
 */
export const ATTACKS = [
  fuzz(600, {
    holds: {
      en: 'read, or refused with one sentence, within 1 s of computing and 4 times its size and 64 MB of memory',
      zh: '读出，或以一句话拒绝；计算不超过 1 秒，内存不超过文件的 4 倍加 64 MB',
    },
    kinds: {
      safetensors: { en: 'safetensors files, damaged or made up', zh: '改坏或凭空造的 safetensors 文件' },
      'pth-zip': { en: '`.pth` files, zip form', zh: '`.pth` 文件，zip 形式' },
      'pth-legacy': { en: '`.pth` files, legacy form', zh: '`.pth` 文件，旧形式' },
      pickle: { en: 'pickles in sound `.pth` files', zh: '完好的 `.pth` 文件里的 pickle' },
      idx: { en: 'IDX files', zh: 'IDX 文件' },
      gzip: { en: 'gzip files around IDX', zh: 'gzip 压缩的 IDX 文件' },
      png: { en: 'PNG pictures, decoded and recognised', zh: 'PNG 图片，解码并识别' },
    },
  }),
  fuzz(600, {
    holds: {
      en: 'read, or refused with one sentence, within 1 s of computing and 4 times its size and 64 MB of memory',
      zh: '读出，或以一句话拒绝；计算不超过 1 秒，内存不超过文件的 4 倍加 64 MB',
    },
    kinds: {
      csv: { en: 'tables of pixels (.csv)', zh: '像素表（.csv）' },
      npz: { en: 'archives of arrays (.npz)', zh: '数组归档（.npz）' },
      npy: { en: 'arrays (.npy)', zh: '数组（.npy）' },
      parquet: { en: 'parquet files', zh: 'parquet 文件' },
      study: { en: 'studies (YAML), changed or nested without end', zh: 'study（YAML），改坏或无限嵌套' },
    },
  }),
  fuzz(600, {
    holds: {
      en: 'read with every row and pixel where it belongs, or refused with one sentence',
      zh: '每一行、每个像素都读到该在的位置，或以一句话拒绝',
    },
    kinds: {
      tables: {
        en: 'tables of known content: other orders of columns, lost ends, empty lines, odd cells',
        zh: '内容已知的表格：列序不同、末尾丢失、有空行、单元格异常',
      },
    },
  }),
  fuzz(600, {
    holds: {
      en: 'answered or refused by HTTP, nothing outside the folder given away, and the server serves on',
      zh: '按 HTTP 应答或拒绝，不泄露目录之外的任何内容，服务器继续工作',
    },
    kinds: {
      http: { en: "requests to the lab's server", zh: '发给实验室服务器的请求' },
    },
  }),
  fuzz(600, {
    holds: {
      en: 'each is taken, or refused with one sentence and leaves everything as it was; nothing given is changed from outside later',
      zh: '每次调用或被接受，或以一句话拒绝且什么都不改变；事后改动传入的对象不影响任何东西',
    },
    kinds: {
      calls: {
        en: 'calls of the library in a row, with arguments wrong anywhere',
        zh: '连续调用库函数，参数任意一处有错',
      },
    },
  }),
  {
    command: (seed) => ['scripts/kill-test.mjs', '--json', '--kills', '12', '--epochs', '8', '--seed', `${seed}`],
    holds: {
      en: 'resumed, the run ends with the same files, bit for bit',
      zh: '续训后得到的文件与从未中断的训练逐位相同',
    },
    kinds: {
      kills: { en: 'a training killed with SIGKILL', zh: '用 SIGKILL 杀死训练进程' },
    },
  },
  {
    command: () => ['scripts/same-bits/index.mjs', '--json'],
    holds: { en: 'the weights are those of Node, bit for bit', zh: '权重与 Node 中训练的逐位相同' },
    kinds: {
      places: { en: 'trainings in worker threads and Chromium', zh: '在工作线程和 Chromium 中训练' },
    },
  },
  {
    command: (seed) => ['scripts/queue-fuzz/index.mjs', '--json', '--count', '400', '--seed', `${seed}`],
    holds: {
      en: 'nothing written outside, no forged result counts, study and worker go on to their end, no terminal is steered',
      zh: '不在别处写文件，伪造的结果不算数，study 和 worker 照常做完，不向终端输出控制字符',
    },
    kinds: {
      'queue-results': { en: 'results and jobs in Redis, forged', zh: 'Redis 中伪造的结果和任务' },
      'queue-snapshots': { en: 'snapshots in Redis, forged', zh: 'Redis 中伪造的快照' },
      'queue-runs': { en: 'runs in Redis, forged, before a worker', zh: 'Redis 中伪造的训练任务，由 worker 接手' },
      'queue-studies': { en: 'open studies in Redis, forged', zh: 'Redis 中伪造的 study' },
    },
  },
];

/** Formats of scripts/fuzz/, so many cases of each. */
function fuzz(count, { holds, kinds }) {
  const formats = Object.keys(kinds).flatMap((format) => ['--format', format]);
  const command = (seed) => [
    'scripts/fuzz/index.mjs',
    '--json',
    '--count',
    `${count}`,
    '--seed',
    `${seed}`,
    ...formats,
  ];
  return { command, holds, kinds };
}
