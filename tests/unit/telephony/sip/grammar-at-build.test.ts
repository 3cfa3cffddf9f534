import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeGrammarOnce } from '../../../../electron/telephony/sip/grammar-at-build.ts';

const core = createRequire(import.meta.url).resolve('sip.js/lib/core/index.js');
const file = join(core, '../../grammar/pegjs/dist/grammar.js');
const code = readFileSync(file, 'utf8');

const folder = mkdtempSync(join(tmpdir(), 'bandeau-grammar-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Options = { startRule: string; data?: unknown };
const grammarSchema = z.object({
  parse: z.custom<(text: string, options: Options) => unknown>((parse) => typeof parse === 'function'),
});

/** The grammar with this text, beside the modules that it imports. */
async function grammarOf(name: string, text: string) {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(
    path,
    text.replace(/from "([^"]+)"/g, (_all, from) => `from "${new URL(from, pathToFileURL(file)).href}"`),
  );
  const { parse } = grammarSchema.parse({ ...(await import(/* @vite-ignore */ pathToFileURL(path).href)) });
  return (text: string, startRule: string): unknown => {
    const options: Options = { startRule };
    try {
      parse(text, options);
      return options.data;
    } catch {
      return 'malformed';
    }
  };
}

const samples: readonly (readonly [rule: string, text: string])[] = [
  ['Request_Response', 'NOTIFY sip:a1b2@c3d4.invalid;transport=ws SIP/2.0'],
  ['Request_Response', 'SIP/2.0 200 OK'],
  ['Via', 'SIP/2.0/WS exchange.invalid:5060;branch=z9hG4bK1234;received=127.0.0.1;rport=5060'],
  ['Name_Addr_Header', '"Zoé \\"Z\\" ESSAI" <sip:1501@samu44.example;user=phone>;tag=abc'],
  ['Contact', '<sip:a@b.invalid;transport=ws>;expires=60, sip:c@d.invalid'],
  ['SIP_URI', 'sip:1501:secret@samu44.example:5061;transport=ws?Subject=x'],
  ['CSeq', '27 NOTIFY'],
  ['Subscription_State', 'active;expires=3600'],
  ['Content_Type', 'application/dialog-info+xml'],
  ['Content_Length', '312'],
  ['WWW_Authenticate', 'Digest realm="samu44.example", nonce="n", algorithm=MD5, qop="auth"'],
];

describe('the grammar that decodes its table once', async () => {
  const before = await grammarOf('before', code);
  const after = await grammarOf('after', decodeGrammarOnce(code));

  it.each(samples)('reads %s as before', (rule, text) => {
    expect(after(text, rule)).toEqual(before(text, rule));
    expect(after(text, rule)).not.toBe('malformed');
  });

  it('reads and refuses whatever comes as before', () => {
    const mutated = fc
      .tuple(fc.constantFrom(...samples), fc.nat(80), fc.nat(4), fc.string({ maxLength: 4 }))
      .map(
        ([[rule, text], at, less, more]) => [rule, text.slice(0, at) + more + text.slice(at + less)] as const,
      );
    fc.assert(
      fc.property(mutated, ([rule, text]) => {
        expect(after(text, rule)).toEqual(before(text, rule));
      }),
      { numRuns: 300 },
    );
  });
});

it('a grammar of another release is not changed in silence', () => {
  expect(() => decodeGrammarOnce('export function parse() {}')).toThrow('not known');
});
