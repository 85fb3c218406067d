// node index.js NEW.onnx
import { writeFile } from 'node:fs/promises';
import { writeOnnx } from 'lenet5';
import { pretrained } from 'lenet5/weights';

await writeFile(process.argv[2], writeOnnx(pretrained(), { batch: 1 }));
