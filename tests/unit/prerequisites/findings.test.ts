import { describe, expect, it } from 'vitest';
import { findingTexts, textOf } from '../../../electron/prerequisites/index.ts';

const entries = [...findingTexts].sort(([a], [b]) => a.localeCompare(b));
/** How a French instruction begins: an imperative of the polite form, or what comes before one. */
const instruction = /^(?:(?:Pour|D’ici)[^,]+, )?\p{Lu}?\p{Ll}+(?:ez|tes)(?:-\p{Ll}+)*\b|^\{remedy\}$/u;

describe('the texts of findings', () => {
  it.each(entries)('%s says what, why, and what to do as an instruction', (code, text) => {
    expect(code).toMatch(/^[A-Z][A-Za-z]+_[A-Z][A-Za-z0-9]+$/);
    expect(text.title).not.toMatch(/[.!]$/);
    expect(text.title).not.toMatch(/erreur/i);
    expect(text.cause).toMatch(/[.}]$/);
    if (text.remedy !== undefined) {
      expect(text.remedy).toMatch(instruction);
      expect(text.remedy).toMatch(/[.})]$/);
      expect(text.who).toBeDefined();
    }
  });

  it('have a remedy wherever something is wrong, with the values of the moment', () => {
    expect(textOf('Tls_OtherName', { host: 'sip1.example', names: 'autre.example' })).toEqual({
      title: 'Certificat d’un autre serveur',
      cause: 'sip1.example présente un certificat établi pour : autre.example.',
      remedy:
        'Installez sur sip1.example un certificat à son nom. Si c’est le nom demandé qui est faux, faites-le corriger dans la configuration de Bandeau par le correspondant technique.',
      who: 'network',
    });
  });

  it('leave a value that is not there as it is named', () => {
    expect(textOf('Name_Unknown').cause).toContain('{host}');
  });

  it('are documented whole in docs/prerequisites-findings.md (npx vitest -u writes it)', async () => {
    const rows = entries.map(
      ([code, { title, cause, remedy = '', who = '' }]) =>
        `| \`${code}\` | ${title} | ${cause} | ${remedy} | ${who} |`,
    );
    const page = [
      '# What the checks find',
      '',
      'Made from `resources/fr/prerequisites/`; a unit test keeps this page complete. Words between braces are values of',
      'the moment. [Prerequisites](prerequisites.md) tells of the checks.',
      '',
      '| Code | Title | Cause | Remedy | Who |',
      '|---|---|---|---|---|',
      ...rows,
      '',
    ].join('\n');
    await expect(page).toMatchFileSnapshot('../../../docs/prerequisites-findings.md');
  });
});
