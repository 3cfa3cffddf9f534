import { access, open, readFile, unlink } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import texts from '../../resources/fr/redaction/command.json' with { type: 'json' };
import { catalogue } from '../failures/index.ts';
import {
  type AllowListSource,
  createRedaction,
  type RedactedFile,
  readAllowList,
  shippedLists,
} from '../redaction/index.ts';
import type { ProcessChannel } from '../shared/supervised-process.ts';

/**
 * As a shell has it: 0 masked; 1 masked wholly, for something did not work; 2 the picture was refused or could not be
 * masked, and nothing was written; 3 the command is no such command, or a file cannot be read or written.
 */
export type RedactStatus = 0 | 1 | 2 | 3;

interface Asked {
  readonly input: string;
  readonly out: string;
  readonly lists: readonly string[];
  readonly json: boolean;
}

/** `IN --out OUT [--allow-list FILE]… [--json]`: OUT is a new PNG file, and never the original, whatever fails. */
export async function runRedactCommand(
  argv: readonly string[],
  spawn: () => ProcessChannel,
): Promise<RedactStatus> {
  const asked = readCommand(argv);
  if (!asked) return complain(texts.usage);
  const isThere = await access(asked.out).then(
    () => true,
    () => false,
  );
  if (isThere) return complain(texts.there.replace('{file}', asked.out));
  const bytes = await readFile(asked.input).catch(() => null);
  if (!bytes) return complain(texts.unreadable.replace('{file}', asked.input));
  const lists: AllowListSource[] = [...shippedLists];
  for (const file of asked.lists) {
    const list = readAllowList(await readFile(file, 'utf8').catch(() => ''));
    if (!list) return complain(texts.noList.replace('{file}', file));
    lists.push(list);
  }
  const redaction = createRedaction({ spawn, idle: 0, deadline: 60_000 });
  try {
    const job = await redaction.submit({ image: { kind: 'file', bytes: Uint8Array.from(bytes) }, lists });
    if (!job.ok) return refused(job.failure.code, asked.json);
    const result = await job.value.result([], { as: 'image/png' });
    if (!result.ok) return refused(result.failure.code, asked.json);
    if (!(await writeNew(asked.out, result.value.bytes))) {
      return complain(texts.unwritable.replace('{file}', asked.out));
    }
    report(result.value, job.value.picture.findings, asked.json);
    return result.value.provenance.kind === 'masked' ? 0 : 1;
  } finally {
    bytes.fill(0);
    redaction.close();
  }
}

/** Nothing is written over: what stands there may be an original, and would be taken for the result after a failure. */
async function writeNew(path: string, bytes: Uint8Array): Promise<boolean> {
  const file = await open(path, 'wx').catch(() => null);
  if (!file) return false;
  try {
    await file.writeFile(bytes);
    return true;
  } catch {
    await unlink(path).catch(() => undefined);
    return false;
  } finally {
    await file.close();
  }
}

function readCommand(argv: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        'allow-list': { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
      },
    });
    const [input, ...more] = positionals;
    if (!input || !values.out || more.length > 0) return null;
    return { input, out: values.out, lists: values['allow-list'], json: values.json };
  } catch {
    return null;
  }
}

/** Kinds and places; never what stands there. */
function report(
  { type, provenance }: RedactedFile,
  findings: readonly { readonly suspicion: string; readonly box: object }[],
  json: boolean,
): void {
  if (json) {
    const hidden = findings.map(({ suspicion, box }) => ({ suspicion, box }));
    console.log(JSON.stringify({ ok: true, type, provenance, hidden }));
    return;
  }
  const text = provenance.kind === 'masked' ? texts.masked : texts.whole;
  console.log(
    text.replace('{hidden}', `${provenance.hidden}`).replace('{released}', `${provenance.released}`),
  );
}

function refused(code: keyof typeof catalogue, json: boolean): RedactStatus {
  const { title, cause } = catalogue[code];
  if (json) console.log(JSON.stringify({ ok: false, failure: code }));
  else console.error(`${title} : ${cause}`);
  return 2;
}

function complain(text: string): RedactStatus {
  console.error(text);
  return 3;
}
