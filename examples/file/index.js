// node index.js PICTURE
import { Recognizer } from 'lenet5';
import { pretrained } from 'lenet5/weights/pictures';
import sharp from 'sharp';

const { data, info } = await sharp(process.argv[2])
  .autoOrient()
  .toColourspace('srgb')
  .raw()
  .toBuffer({ resolveWithObject: true });
console.log(new Recognizer(pretrained()).recognize({ data, ...info }).text);
