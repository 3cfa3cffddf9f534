import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { franceAlone, gregorianAlone } from '../../../../electron/support/escalation/holidays-at-build.ts';
import { textOf } from '../../docs/pages.ts';

const code = textOf('node_modules/date-holidays/src/data.js');
const dataIn = (text: string) =>
  z
    .object({ holidays: z.record(z.string(), z.unknown()), names: z.unknown() })
    .parse(JSON.parse(text.replace('export const data = ', '')));

describe('the holidays that are built in', () => {
  it('are those of France, whole, and no others', () => {
    const [all, alone] = [dataIn(code), dataIn(franceAlone(code))];
    expect(Object.keys(alone.holidays)).toHaveLength(8);
    expect(alone.holidays.FR).toEqual(all.holidays.FR);
    expect(alone.names).toEqual(all.names);
    expect(franceAlone(code).length).toBeLessThan(code.length / 5);
  });

  it('need no calendar but ours and that of Easter', () => {
    const factory = textOf('node_modules/date-holidays-parser/src/CalEventFactory.js');
    const alone = gregorianAlone(factory);
    expect(factory).toContain('Chinese');
    expect(alone).toContain("case 'easter'");
    expect(alone).not.toMatch(/Chinese|Equinox|Hijri|Hebrew|Jalaali|Julian|Bengali/);
    expect(() => gregorianAlone('export default class CalEventFactory {}')).toThrow();
  });

  it('are refused where the data are not as they were', () => {
    expect(() => franceAlone('export const data = { "holidays": {} }')).toThrow();
    expect(() => franceAlone('module.exports = 1')).toThrow();
  });
});
