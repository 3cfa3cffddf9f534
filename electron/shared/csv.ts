const BYTE_ORDER_MARK = '\uFEFF';
/** Nothing that moves the cursor, hides, or turns the writing direction. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
/** A spreadsheet would compute what begins so, the full-width forms included. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/u;

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const zone = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' });

/**
 * A table for a spreadsheet in French (RFC 4180, but `;`), UTF-8 with a byte order mark. No cell can be taken for a
 * formula.
 */
export function csvTable(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map((cells) => `${cells.map(quote).join(';')}\r\n`).join('');
}

/** ISO 8601 in Europe/Paris, for example `2026-07-14T02:30:00+02:00`. */
export function parisTime(at: number): string {
  const name = zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return clock.format(at).replace(' ', 'T') + (name.replace('GMT', '') || 'Z');
}

function quote(cell: string): string {
  const text = cell.replaceAll(INVISIBLE, ' ');
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
