import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../electron/failures/index.ts';

const entries = Object.entries(catalogue).sort(([a], [b]) => a.localeCompare(b));

describe('the catalogue of failures', () => {
  it.each(entries)(
    '%s has a code State_Cause, a title that names an action, a cause and a remedy',
    (code, text) => {
      expect(code).toMatch(/^[A-Z][a-z]+_[A-Z][A-Za-z]+$/);
      expect(text.title.length).toBeGreaterThan(8);
      expect(text.title).not.toMatch(/[.!]$/);
      expect(text.title).not.toMatch(/^Erreur/i);
      expect(text.cause).toMatch(/[.!:}]$/);
      expect(text.remedy).toMatch(/[.!]$/);
    },
  );

  it('is documented whole in docs/failures.md (npx vitest -u writes it)', async () => {
    const rows = entries.map(
      ([code, { title, cause, remedy, retry }]) =>
        `| \`${code}\` | ${title} | ${cause} | ${remedy} | ${retry ? 'yes' : 'no'} |`,
    );
    const page = [
      '# Failures',
      '',
      'What a person reads when something fails, made from `resources/fr/failures/`. A unit test keeps this page',
      'complete; words between braces are values of the moment.',
      '',
      '| Code | Title | Cause | Remedy | Retry helps |',
      '|---|---|---|---|---|',
      ...rows,
      '',
    ].join('\n');
    await expect(page).toMatchFileSnapshot('../../../docs/failures.md');
  });
});
