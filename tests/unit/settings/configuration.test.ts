import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { configurationSchema } from '../../../electron/settings/configuration.ts';
import { loadConfiguration, parseConfiguration } from '../../../electron/settings/load-configuration.ts';

const site = {
  environment: 'production',
  label: 'PRODUCTION',
  site: 'Samu 44',
  identity: { issuer: 'https://id.example/realm', clientId: 'bandeau', portal: 'https://portail.example' },
  telephony: { servers: ['wss://sip1.example', 'wss://sip2.example'] },
};

const parse = (value: unknown) => parseConfiguration(JSON.stringify(value), 'site.json');

function refusal(value: unknown): { code: string; key: unknown } {
  const parsed = parse(value);
  if (parsed.ok) throw new Error('it was accepted');
  return { code: parsed.failure.code, key: parsed.failure.parameters?.key };
}

describe("a site's configuration", () => {
  it('is accepted with its defaults filled in', () => {
    const parsed = parse(site);
    expect(parsed).toMatchObject({
      ok: true,
      value: { card: { modules: [] }, telephony: { heartbeat: 5 }, helpdesk: { phone: '0 809 100 809' } },
    });
  });

  it('may start with the mark that Windows editors write', () => {
    expect(parseConfiguration(`\uFEFF${JSON.stringify(site)}`, 'site.json').ok).toBe(true);
  });

  it('that ships for training is valid and names no server', () => {
    const training: unknown = JSON.parse(readFileSync('resources/config/formation.json', 'utf8'));
    expect(configurationSchema.safeParse(training)).toMatchObject({ data: { environment: 'formation' } });
    expect(JSON.stringify(training)).not.toMatch(/https?:|wss?:/);
  });

  it('is refused by the key that is wrong', () => {
    expect(refusal({ ...site, label: '' })).toEqual({ code: 'Configuration_Invalid', key: 'label' });
    expect(refusal({ ...site, telephony: { ...site.telephony, servers: ['http://x'] } })).toEqual({
      code: 'Configuration_Invalid',
      key: 'telephony.servers.0',
    });
    expect(refusal({ ...site, telephony: { servers: ['ws://sip1.example'] } }).key).toBe(
      'telephony.servers.0',
    );
    expect(refusal({ ...site, identity: { ...site.identity, issuer: 'ftp://x' } }).key).toBe(
      'identity.issuer',
    );
    expect(refusal({ ...site, environment: 'staging' }).key).toBe('environment');
  });

  it('names a client or a document of PSC for a provider of its own only', () => {
    const psc = { issuer: 'https://psc.example', clientId: 'c', metadata: 'https://psc.example/m' };
    const { issuer: _, ...others } = psc;
    const withPsc = (asked: object) => ({ ...site, identity: { ...site.identity, psc: asked } });
    expect(parse(withPsc(psc)).ok).toBe(true);
    for (const name of ['clientId', 'metadata'] as const) {
      expect(parse(withPsc({ [name]: others[name] }))).toMatchObject({
        failure: {
          parameters: {
            key: 'identity.psc.issuer',
            expected: 'adresse attendue, puisque metadata ou clientId est donné',
          },
        },
      });
    }
  });

  it('is refused with what is expected there, in French', () => {
    expect(parse({ ...site, telephony: { ...site.telephony, heartbeat: 'often' } })).toMatchObject({
      failure: { parameters: { key: 'telephony.heartbeat', expected: expect.stringContaining('attendu') } },
    });
  });

  it('is refused when it has a key that nobody reads, and the key is named', () => {
    expect(refusal({ ...site, telephony: { ...site.telephony, serveurs: [] } }).key).toBe(
      'telephony.serveurs',
    );
    expect(refusal({ ...site, identité: {} }).key).toBe('identité');
  });

  it('of training cannot carry production addresses', () => {
    expect(refusal({ ...site, environment: 'formation' }).code).toBe('Configuration_Invalid');
  });

  it.each(['', '{', 'null', '[]', '"x"', '\u0000'])(
    'is refused by name when it is not an object: %j',
    (text) => {
      const parsed = parseConfiguration(text, 'site.json');
      expect(parsed.ok).toBe(false);
    },
  );

  it('may speak in clear to this very machine, as training and tests do', () => {
    expect(parse({ ...site, telephony: { servers: ['ws://127.0.0.1:5066', 'ws://[::1]:5066'] } }).ok).toBe(
      true,
    );
  });

  it('is refused when the file of an authority holds no certificate', () => {
    const authorityFile = import.meta.filename;
    const file = join(mkdtempSync(join(tmpdir(), 'bandeau-site-')), 'site.json');
    writeFileSync(file, JSON.stringify({ ...site, telephony: { ...site.telephony, authorityFile } }));
    expect(loadConfiguration(file)).toMatchObject({
      failure: { code: 'Configuration_AuthorityUnreadable', parameters: { file: authorityFile } },
    });
  });

  it('is refused when one of the authorities of cards cannot be read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bandeau-site-'));
    const authoritiesFile = join(folder, 'cards.pem');
    const file = join(folder, 'site.json');
    writeFileSync(file, JSON.stringify({ ...site, card: { authoritiesFile } }));
    const codeWith = (...pems: string[]) => {
      writeFileSync(authoritiesFile, pems.join('\n'));
      const loaded = loadConfiguration(file);
      return loaded.ok ? null : loaded.failure.code;
    };
    const [sound] = rootCertificates;
    const cut = sound?.replace(/\n[^\n]+\n/, '\n') ?? '';

    expect(codeWith(sound ?? '', sound ?? '')).toBeNull();
    expect(codeWith(sound ?? '', cut)).toBe('Configuration_AuthorityUnreadable');
    expect(codeWith('no certificate')).toBe('Configuration_AuthorityUnreadable');
  });

  it('that is missing is refused by name', () => {
    expect(loadConfiguration('/nowhere/site.json')).toMatchObject({
      failure: { code: 'Configuration_Unreadable', parameters: { file: '/nowhere/site.json' } },
    });
  });
});
