import { generateKeyPairSync } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import texts from '../../resources/fr/redaction/allow-list-command.json' with { type: 'json' };
import words from '../../resources/fr/redaction/sensitive-words.json' with { type: 'json' };
import {
  type AllowListFile,
  parseAllowList,
  readSignedList,
  signList,
} from '../redaction/allow-list-file.ts';
import { type Candidate, propose } from '../redaction/rules/propose.ts';
import { doubtsAbout, sensitiveWords } from '../redaction/rules/sensitive-words.ts';

/** As a shell has it: 0 done; 1 there are doubts; 2 refused: no list, or a signature that is missing or wrong; 3 no such command, or a file. */
export type AllowListStatus = 0 | 1 | 2 | 3;

/** What stands on a screen, from its file. */
export type ReadScreen = (file: Uint8Array) => Promise<readonly string[]>;

const options = {
  out: { type: 'string' },
  key: { type: 'string' },
  by: { type: 'string' },
  'accept-doubts': { type: 'boolean', default: false },
} as const;

/** `propose FOLDER… --out`, `check LIST [--key]`, `sign LIST --key --by --out`, `new-key NAME`: nothing is written over. */
export async function runAllowListCommand(
  argv: readonly string[],
  readScreen: ReadScreen,
): Promise<AllowListStatus> {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options });
    const { out, key, by, 'accept-doubts': accepted } = values;
    const [command, first, ...more] = positionals;
    if (command === 'propose' && first && out) return await proposeFrom([first, ...more], out, readScreen);
    if (!first || more.length > 0) return complain(3, texts.usage);
    if (command === 'check') return await check(first, key);
    if (command === 'sign' && key && by && out) return await signFile(first, { key, by, out, accepted });
    if (command === 'new-key') return await newKey(first);
  } catch (error) {
    if (error instanceof Unusable) return complain(3, error.message);
    if (!(error instanceof TypeError)) throw error;
  }
  return complain(3, texts.usage);
}

/** A file that cannot be read or written, in words. */
class Unusable extends Error {}

async function proposeFrom(
  folders: readonly string[],
  out: string,
  readScreen: ReadScreen,
): Promise<AllowListStatus> {
  const screens: (readonly string[])[] = [];
  for (const file of (await Promise.all(folders.map(imagesIn))).flat()) {
    try {
      screens.push(await readScreen(await readBytes(file)));
    } catch (error) {
      if (error instanceof Unusable) throw error;
      throw new Unusable(texts.unreadable.replace('{file}', file));
    }
  }
  const { proposed, setAside } = propose(screens, sensitiveWords(words));
  const list: AllowListFile = { version: 1, labels: proposed.map(({ text }) => text), formats: [] };
  await writeNew(out, `${JSON.stringify(list, null, 2)}\n`);
  for (const candidate of setAside) console.log(`${candidate.text}\t${reasonsOf(candidate)}`);
  console.log(
    texts.proposed
      .replace('{screens}', `${screens.length}`)
      .replace('{labels}', `${proposed.length}`)
      .replace('{aside}', `${setAside.length}`)
      .replace('{file}', out),
  );
  return setAside.some(({ doubts }) => doubts.length > 0) ? 1 : 0;
}

async function check(file: string, key: string | undefined): Promise<AllowListStatus> {
  const text = (await readBytes(file)).toString('utf8');
  const list = parseAllowList(text);
  if (!list) return complain(2, texts.unreadableList.replace('{file}', file));
  const signed = key === undefined ? null : readSignedList(text, (await readBytes(key)).toString('utf8'));
  if (typeof signed === 'string') return complain(2, texts[signed].replace('{file}', file));
  const doubtful = doubtfulOf(list);
  for (const candidate of doubtful) console.log(`${candidate.text}\t${reasonsOf(candidate)}`);
  console.log(
    texts.checked.replace('{labels}', `${list.labels.length}`).replace('{doubts}', `${doubtful.length}`),
  );
  return doubtful.length > 0 ? 1 : 0;
}

async function signFile(
  file: string,
  asked: { readonly key: string; readonly by: string; readonly out: string; readonly accepted: boolean },
): Promise<AllowListStatus> {
  const list = parseAllowList((await readBytes(file)).toString('utf8'));
  if (!list) return complain(2, texts.unreadableList.replace('{file}', file));
  const doubtful = doubtfulOf(list);
  if (doubtful.length > 0 && !asked.accepted) {
    for (const candidate of doubtful) console.log(`${candidate.text}\t${reasonsOf(candidate)}`);
    return complain(1, texts.notSigned.replace('{doubts}', `${doubtful.length}`));
  }
  const key = (await readBytes(asked.key)).toString('utf8');
  const signed = signList(list, key, asked.by, new Date());
  if (!signed) return complain(3, texts.noKey.replace('{file}', asked.key));
  await writeNew(asked.out, `${JSON.stringify(signed, null, 2)}\n`);
  console.log(texts.signed.replace('{file}', asked.out).replace('{labels}', `${list.labels.length}`));
  return 0;
}

async function newKey(name: string): Promise<AllowListStatus> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  await writeNew(`${name}.private.pem`, privateKey, 0o600);
  await writeNew(`${name}.public.pem`, publicKey);
  console.log(texts.keys.replaceAll('{name}', name));
  return 0;
}

function doubtfulOf(list: AllowListFile): Candidate[] {
  const known = sensitiveWords(words);
  return list.labels
    .map((text) => ({ text, screens: 0, doubts: doubtsAbout(text, known) }))
    .filter(({ doubts }) => doubts.length > 0);
}

const reasonsOf = ({ doubts, screens }: Candidate): string =>
  [...doubts.map((doubt) => texts.doubts[doubt]), ...(screens === 1 ? [texts.once] : [])].join(', ');

async function imagesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => {
    throw new Unusable(texts.unreadable.replace('{file}', folder));
  });
  return names
    .filter((name) => /\.(png|jpe?g)$/i.test(name))
    .sort()
    .map((name) => join(folder, name));
}

function readBytes(file: string): Promise<Buffer> {
  return readFile(file).catch(() => {
    throw new Unusable(texts.unreadable.replace('{file}', file));
  });
}

function writeNew(file: string, text: string, mode = 0o644): Promise<void> {
  return writeFile(file, text, { flag: 'wx', mode }).catch(() => {
    throw new Unusable(texts.unwritable.replace('{file}', file));
  });
}

function complain(status: AllowListStatus, text: string): AllowListStatus {
  console.error(text);
  return status;
}
