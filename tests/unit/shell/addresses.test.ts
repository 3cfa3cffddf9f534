import { sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

// The functions under test need nothing of Electron; its module is only there for the one that serves.
vi.mock('electron', () => ({ protocol: {} }));

const { fileOfAddress, isPageOf, pageAddress, contentSecurityPolicy } = await import(
  '../../../electron/shell/app-protocol.ts'
);
const { externalLink } = await import('../../../electron/shell/external-links.ts');

const root = `${sep}app${sep}renderer`;

describe('an app:// address', () => {
  it('names a file below the pages', () => {
    expect(fileOfAddress(root, 'app://bandeau/station/index.html')).toBe(
      `${root}${sep}station${sep}index.html`,
    );
  });

  it.each([
    'app://other/station/index.html',
    'https://bandeau/station/index.html',
    'file:///etc/passwd',
    'app://bandeau/..%2f..%2fetc/passwd',
    'app://bandeau/%2e%2e/%2e%2e/etc/passwd',
    'app://bandeau/..%5c..%5cwindows',
    'app://bandeau/station%00.html',
    'app://bandeau/%E0%A4%A',
    'not an address',
  ])('names nothing when it leaves the pages: %s', (address) => {
    const file = fileOfAddress(root, address);
    expect(file === null || file.startsWith(root + sep)).toBe(true);
  });

  it('never leaves the folder, whatever the path', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.string(), (path, tail) => {
        const file = fileOfAddress(root, `app://bandeau${path}${tail}`);
        expect(file === null || file.startsWith(root + sep)).toBe(true);
      }),
    );
  });
});

describe('the page of a window', () => {
  it('is recognised with or without a fragment, and nothing else is', () => {
    expect(isPageOf('bar', pageAddress('bar'))).toBe(true);
    expect(isPageOf('bar', `${pageAddress('bar')}#x`)).toBe(true);
    expect(isPageOf('bar', pageAddress('station'))).toBe(false);
    expect(isPageOf('bar', `${pageAddress('bar')}.evil`)).toBe(false);
    expect(isPageOf('bar', 'app://bandeau.evil/bar/index.html')).toBe(false);
  });
});

describe('the content security policy', () => {
  it('allows nothing unsafe and no network', () => {
    expect(contentSecurityPolicy).not.toContain('unsafe');
    expect(contentSecurityPolicy).toContain("connect-src 'none'");
    expect(contentSecurityPolicy).toContain("default-src 'none'");
  });
});

describe('a link that a page asks to open', () => {
  it('opens when its host is on the list and it is https', () => {
    expect(externalLink('https://wallet.esw.esante.gouv.fr/')).toBe('https://wallet.esw.esante.gouv.fr/');
  });

  it.each([
    'http://wallet.esw.esante.gouv.fr/',
    'https://wallet.esw.esante.gouv.fr.evil.example/',
    'https://wallet.esw.esante.gouv.fr@evil.example/',
    'https://user:secret@wallet.esw.esante.gouv.fr/',
    'https://wallet.esw.esante.gouv.fr:8443/',
    'file:///C:/Windows/System32/cmd.exe',
    'javascript:alert(1)',
    'ms-settings:',
    '\\\\server\\share',
    '',
  ])('is refused otherwise: %s', (address) => {
    expect(externalLink(address)).toBeNull();
  });
});
