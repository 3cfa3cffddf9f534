import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestCard } from './authority.ts';

/** The PKCS#11 library of SoftHSM2 on Debian. */
export const SOFTHSM_MODULE = '/usr/lib/softhsm/libsofthsm2.so';

const OBJECT_ID = '01';

/** Tokens of SoftHSM2 in a folder of their own; a process sees them with `env`. */
export interface SoftHsm {
  readonly module: string;
  readonly env: { readonly SOFTHSM2_CONF: string };
  stop(): void;
}

/** Makes one token a card, each with its certificate, its authority's and its private key. */
export function startSoftHsm({ cards }: { readonly cards: readonly TestCard[] }): SoftHsm {
  const folder = mkdtempSync(join(tmpdir(), 'bandeau-softhsm-'));
  const tokens = join(folder, 'tokens');
  mkdirSync(tokens);
  const configuration = join(folder, 'softhsm2.conf');
  writeFileSync(
    configuration,
    `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  const env = { SOFTHSM2_CONF: configuration };

  cards.forEach((card, index) => {
    const label = `card-${index}`;
    const run = (...args: readonly string[]): void => {
      execFileSync('pkcs11-tool', ['--module', SOFTHSM_MODULE, ...args], {
        env: { ...process.env, ...env, CARD_PIN: card.pin, CARD_SO_PIN: '12345678' },
        stdio: 'pipe',
      });
    };
    const write = (name: string, content: Uint8Array): string => {
      const file = join(folder, `${label}-${name}`);
      writeFileSync(file, content);
      return file;
    };
    const user = ['--token-label', label, '--login', '--pin', 'env:CARD_PIN'];
    const key = card.privateKey.export({ format: 'der', type: 'pkcs8' });

    run('--init-token', '--slot-index', String(index), '--label', label, '--so-pin', 'env:CARD_SO_PIN');
    run(
      '--init-pin',
      '--token-label',
      label,
      '--login',
      '--login-type',
      'so',
      '--so-pin',
      'env:CARD_SO_PIN',
      '--new-pin',
      'env:CARD_PIN',
    );
    run(...user, '--write-object', write('key', key), '--type', 'privkey', '--id', OBJECT_ID, '--usage-sign');
    run(
      ...user,
      '--write-object',
      write('certificate', card.certificate),
      '--type',
      'cert',
      '--id',
      OBJECT_ID,
    );
    run(...user, '--write-object', write('issuer', card.issuer), '--type', 'cert', '--id', '02');
  });
  return { module: SOFTHSM_MODULE, env, stop: () => rmSync(folder, { recursive: true, force: true }) };
}
