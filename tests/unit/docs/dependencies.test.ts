import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { textOf } from './pages.ts';

const names = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: names, devDependencies: names })
  .parse(JSON.parse(textOf('package.json')));
const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });

/** What a package says of its licence, in the present form or in the old one. */
const licensed = z.union([
  z.object({ license: z.string() }).transform(({ license }) => license),
  z
    .object({ licenses: z.array(z.object({ type: z.string() })) })
    .transform(({ licenses }) => licenses.map(({ type }) => type).join(' OR ')),
]);

/** Rows of the tables: name, licence, reason. */
const rows = [
  ...textOf('docs/dependencies.md').matchAll(/^\| `([^`]+)` +\| ([^|]+?) +\| ([^|]+?) +\|$/gm),
].map(([, name = '', licence = '', reason = '']) => ({ name, licence, reason }));

describe('docs/dependencies.md', () => {
  it('has one row for each dependency of package.json, and no other', () => {
    expect(rows.map(({ name }) => name).sort()).toEqual(declared.sort());
  });

  it.each(rows)(
    'gives the licence of $name as its package does, and a reason',
    ({ name, licence, reason }) => {
      const installed: unknown = JSON.parse(textOf(`node_modules/${name}/package.json`));
      expect(licence).toBe(licensed.parse(installed));
      expect(reason.length).toBeGreaterThan(10);
    },
  );
});
