import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAllowListCommand } from '../../../electron/commands/allow-list-command.ts';
import { readSignedList, signList } from '../../../electron/redaction/allow-list-file.ts';
import { readSiteLists, shippedLists } from '../../../electron/redaction/index.ts';
import { propose } from '../../../electron/redaction/rules/propose.ts';
import { doubtsAbout, sensitiveWords } from '../../../electron/redaction/rules/sensitive-words.ts';
import bar from '../../../resources/fr/bar.json' with { type: 'json' };
import words from '../../../resources/fr/redaction/sensitive-words.json' with { type: 'json' };
import station from '../../../resources/fr/station.json' with { type: 'json' };

const pem = () =>
  generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
const [site, other] = [pem(), pem()];
const at = new Date('2026-01-02T03:04:05Z');
const list = { labels: ['Dossiers en cours', 'Prénom'], formats: ['time'] as const };
const known = sensitiveWords(words);

describe('a signed list', () => {
  const signed = () => signList(list, site.privateKey, 'M. Admin', at);

  it('is taken with the key of the site, and with no other', () => {
    const text = JSON.stringify(signed());
    expect(readSignedList(text, site.publicKey)).toEqual({ ...list, formats: ['time'] });
    expect(readSignedList(text, other.publicKey)).toBe('bad-signature');
    expect(readSignedList(text, 'no key')).toBe('bad-signature');
  });

  it('is refused once anything of it was changed', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), fc.nat(2), (text, where) => {
        const file = signed();
        fc.pre(file !== null && text.trim() !== '' && text.trim() !== 'M. Admin');
        const changed = [
          { ...file, labels: [...list.labels, text.trim()] },
          { ...file, formats: ['time', 'version'] },
          { ...file, signature: { ...file?.signature, by: text.trim() } },
        ][where];
        expect(readSignedList(JSON.stringify(changed), site.publicKey)).toBe('bad-signature');
      }),
    );
  });

  it('is no list without a signature, or with anything else in it', () => {
    expect(readSignedList(JSON.stringify({ version: 1, labels: [] }), site.publicKey)).toBe('unsigned');
    expect(readSignedList(JSON.stringify({ ...signed(), more: 1 }), site.publicKey)).toBe('unreadable');
    expect(readSignedList('{', site.publicKey)).toBe('unreadable');
  });
});

describe('a text that may be more than a label', () => {
  it.each([
    ['Dossiers en cours', []],
    ['Enregistrer', []],
    ['DUPONT', ['name']],
    ['Bonjour Marie', ['name']],
    ['cguerin', ['name']],
    ['Samu de Clermont Ferrand', ['town']],
    ['Convulsions', ['medical']],
    ['N°', ['short']],
    ['Tél. 06 12 34 56 78', ['identifier']],
  ])('« %s »: %j', (text, doubts) =>
    expect(doubtsAbout(text, known)).toEqual(expect.arrayContaining(doubts)),
  );

  it('is not proposed, nor is what stands on one screen', () => {
    const { proposed, setAside } = propose(
      [
        ['Statut', 'DUPONT', 'Prénom :', 'Moyens engagés'],
        ['statut', 'DUPONT', 'Prenom'],
      ],
      known,
    );
    expect(proposed.map(({ text }) => text)).toEqual(['Prénom :', 'Statut']);
    expect(setAside.map(({ text }) => text)).toEqual(['DUPONT', 'Moyens engagés']);
  });
});

describe('what is shipped', () => {
  it('has no single word that is a name, a town or an illness', () => {
    const alone = shippedLists.flatMap(({ labels }) => labels).filter((label) => /^\p{L}+$/u.test(label));
    const doubtful = alone.filter((label) => doubtsAbout(label, known).some((doubt) => doubt !== 'short'));
    expect(doubtful).toEqual([]);
  });

  it("takes in the program's own texts, whole, and none with a place for something else", () => {
    const labels = shippedLists.flatMap((list) => list.labels);
    expect(labels).toEqual(expect.arrayContaining([bar.signedOut, station.tagline]));
    expect(labels.filter((label) => /[{}]/.test(label))).toEqual([]);
  });
});

describe("the administrator's tool", () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'allow-list-'));
  const nobody = () => Promise.reject(new Error('nothing to read'));

  it('proposes, signs and checks a list that the site then takes', async () => {
    const at = folder();
    for (const name of ['a.png', 'b.png', 'note.txt']) writeFileSync(join(at, name), name);
    const draft = join(at, 'draft.json');
    const read = () => Promise.resolve(['Statut', 'DUPONT']);
    expect(await runAllowListCommand(['propose', at, '--out', draft], read)).toBe(1);
    expect(JSON.parse(readFileSync(draft, 'utf8'))).toMatchObject({ labels: ['Statut'] });
    expect(await runAllowListCommand(['propose', at, '--out', draft], read)).toBe(3);

    const key = join(at, 'site');
    expect(await runAllowListCommand(['new-key', key], nobody)).toBe(0);
    const out = join(at, 'list.json');
    const asked = ['sign', draft, '--key', `${key}.private.pem`, '--by', 'M. Admin', '--out', out];
    expect(await runAllowListCommand(asked, nobody)).toBe(0);
    expect(await runAllowListCommand(['check', out, '--key', `${key}.public.pem`], nobody)).toBe(0);
    expect(readSiteLists({ lists: [out], listKeyFile: `${key}.public.pem` })).toMatchObject({
      ok: true,
      value: [{ labels: ['Statut'] }],
    });
  });

  it('signs nothing doubtful unless told, and nothing with a key that is none', async () => {
    const at = folder();
    const [draft, key, out] = [join(at, 'draft.json'), join(at, 'key.pem'), join(at, 'out.json')];
    writeFileSync(draft, JSON.stringify({ version: 1, labels: ['DUPONT'] }));
    writeFileSync(key, site.privateKey);
    const asked = ['sign', draft, '--key', key, '--by', 'M. Admin', '--out', out];
    expect(await runAllowListCommand(asked, nobody)).toBe(1);
    expect(await runAllowListCommand([...asked, '--accept-doubts', '--key', draft], nobody)).toBe(3);
    expect(await runAllowListCommand([...asked, '--accept-doubts'], nobody)).toBe(0);
    expect(await runAllowListCommand(['check', out], nobody)).toBe(1);
  });

  it('says what is wrong with a list, by its name', async () => {
    const at = folder();
    const [bare, key] = [join(at, 'list.json'), join(at, 'key.pem')];
    writeFileSync(bare, JSON.stringify({ version: 1, labels: ['Statut'] }));
    writeFileSync(key, site.publicKey);
    expect(await runAllowListCommand(['check', bare, '--key', key], nobody)).toBe(2);
    expect(await runAllowListCommand(['check', join(at, 'none.json')], nobody)).toBe(3);
    expect(await runAllowListCommand(['delete', bare], nobody)).toBe(3);
    const refused = (file: string) => readSiteLists({ lists: [file], listKeyFile: key });
    expect(refused(bare)).toMatchObject({
      failure: { code: 'Allowlist_Unsigned', parameters: { file: bare } },
    });
    expect(refused(join(at, 'none.json'))).toMatchObject({ failure: { code: 'Allowlist_Unreadable' } });
    writeFileSync(bare, JSON.stringify(signList(list, other.privateKey, 'x', new Date())));
    expect(refused(bare)).toMatchObject({ failure: { code: 'Allowlist_BadSignature' } });
  });
});
