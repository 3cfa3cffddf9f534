import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleOf } from '../../../../electron/support/knowledge/sources.ts';
import { rootOf, toMatches } from '../../../../native/records/knowledge/query.ts';

describe('a subject as it is typed', () => {
  it('is looked for by what its words begin with, and by what is alike', () => {
    expect(toMatches('Lenteurs')?.typed).toBe('"lenteur"*');
    expect(toMatches('Lenteurs')?.alike).toContain('"lent"*');
    expect(toMatches('mdp')).toEqual({
      typed: '"mdp"*',
      alike: '"mdp"* OR "pass"* OR "password"*',
      all: '("mdp"* OR "pass"* OR "password"*)',
    });
  });

  it('is nothing to look for without a word that tells something', () => {
    for (const text of ['', '  ', 'le la les', 'Bonjour, j’ai un problème', '!?', 'é']) {
      expect(toMatches(text)).toBeNull();
    }
  });

  it('finds the other forms of a word by its root, and leaves short ones whole', () => {
    expect(rootOf('connexions')).toBe('connexion');
    expect(rootOf('transferer')).toBe('transfer');
    expect(rootOf('cles')).toBe('cles');
  });

  it('is harmless whatever it is: only quoted words go to the search', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const matches = toMatches(text);
        if (!matches) return;
        for (const match of Object.values(matches)) {
          const shape = match.replace(/"[\p{L}\p{N}]+"\*/gu, 'w');
          expect(shape).toMatch(/^[w()]+( (OR|AND) [w()]+)*$/);
        }
      }),
    );
  });
});

describe('a file of the site', () => {
  it('is an article whose title is its first line, or its name', () => {
    expect(articleOf('imprimante.md', '\uFEFF# Imprimante en panne\r\n\r\nRallumez-la.')).toEqual({
      id: 'site/imprimante.md',
      title: 'Imprimante en panne',
      keywords: '',
      text: 'Rallumez-la.',
    });
    expect(articleOf('Casque.md', 'Branchez-le.')).toMatchObject({ title: 'Casque', text: 'Branchez-le.' });
    expect(articleOf('vide.md', '# Titre seul\n')).toBeNull();
  });
});
