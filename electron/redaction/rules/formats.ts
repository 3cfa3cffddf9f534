/** Formats of codes that a program prints and that name nobody. Each is matched against the whole segment. */
const formats = {
  'error-code': [
    /^ORA-\d{5}$/i,
    /^SQLSTATE\s?\[?[0-9A-Z]{5}\]?$/i,
    /^(HTTP|Erreur|Error|Code|Code erreur|Erreur HTTP)\s?:?\s?[1-5]\d\d$/i,
    /^(Code erreur|Code|Erreur|Error)?\s?:?\s?0x[0-9A-F]{8}$/i,
    /^(net::)?ERR_[A-Z]+(_[A-Z]+){0,5}$/,
    /^E[A-Z]{5,12}$/,
    /^(BND|MSG|ERR|TNS|JBAS|HTTP)-?\d{3,5}$/,
  ],
  time: [/^([01]?\d|2[0-3])[:h][0-5]\d([:m][0-5]\d)?$/],
  version: [/^(v|version\s?)\d{1,2}(\.\d{1,3}){1,3}$/i],
} as const satisfies Readonly<Record<string, readonly RegExp[]>>;

export type Format = keyof typeof formats;

export const formatNames: readonly Format[] = ['error-code', 'time', 'version'];

/** Whether all of `text` is of one of the formats. */
export function hasFormat(text: string, chosen: Iterable<Format>): boolean {
  const whole = text.trim();
  for (const name of chosen) if (formats[name].some((format) => format.test(whole))) return true;
  return false;
}

/** How the formats that are long begin; the others are read whole. */
const beginnings = /^(ORA|SQL|HTTP|Err|Cod|0x|net|E[A-Z]|BND|MSG|TNS|JBAS|v)/i;

/** Whether a text of one of the formats may begin with `text`. */
export function mayBeginFormat(text: string, chosen: ReadonlySet<Format>): boolean {
  return chosen.size > 0 && beginnings.test(text.trim());
}
