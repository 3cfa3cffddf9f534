/**
 * The data of `date-holidays` with France alone: the rest is 800 KB that main would read, and never ask for. `code` is
 * `date-holidays/src/data.js`, changed as the application is built; throws where it is not the one that is known.
 */
export function franceAlone(code: string): string {
  const [, json = ''] = /^export const data = (\{[\s\S]*\})\s*;?\s*$/.exec(code) ?? [];
  const data: unknown = json === '' ? null : JSON.parse(json);
  if (!isData(data))
    throw new Error('the data of date-holidays are not as they were: see holidays-at-build.ts');
  const alone = Object.fromEntries(
    Object.entries(data.holidays).filter(([country]) => france.includes(country)),
  );
  return `export const data = ${JSON.stringify({ ...data, holidays: alone })}\n`;
}

/**
 * The calendars of `date-holidays-parser` that France has no holiday of, taken out by the marks that its authors left for
 * that: with the planets and the time zones that they need, they are 1.5 MB. `code` is its `CalEventFactory.js`; throws
 * where it is not the one that is known.
 */
export function gregorianAlone(code: string): string {
  const alone = code.replace(/^ *\/\/ #ifndef no\w+\n[\s\S]*?^ *\/\/ #endif\n/gm, '');
  const left = [...alone.matchAll(/^import \w+ from '\.\/(\w+)\.js'/gm)].map(([, name]) => name);
  if (left.join() !== 'CalEvent,Easter' || !alone.includes('new Easter(opts)'))
    throw new Error('the calendars of date-holidays-parser are not as they were: see holidays-at-build.ts');
  return alone;
}

/** The departments overseas have entries of their own. */
const france = ['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'MF', 'BL'];

function isData(data: unknown): data is { readonly holidays: Readonly<Record<string, unknown>> } {
  if (typeof data !== 'object' || data === null || !('holidays' in data)) return false;
  const { holidays } = data;
  return typeof holidays === 'object' && holidays !== null && 'FR' in holidays && 'RE' in holidays;
}
