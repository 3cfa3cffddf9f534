/** What a benchmark found, by name; milliseconds, mebibytes or ratios, as the name says. */
export type Figures = Readonly<Record<string, number>>;

export interface Findings {
  readonly name: string;
  readonly figures: Figures;
  /** The most that a figure of the same name may be. */
  readonly limits: Figures;
  /** What figures of the same name stand for, where the name does not say it all. */
  readonly meanings?: Readonly<Record<string, string>>;
}

/** A figure without a limit is information. One that could not be measured does not hold. */
export function holds({ figures, limits }: Findings): boolean {
  return Object.entries(limits).every(([name, limit]) => (figures[name] ?? Number.NaN) <= limit);
}

/** For people: one line a figure, and whether its limit holds. */
export function table(findings: Findings): string {
  const { name, figures, limits, meanings = {} } = findings;
  const width = Math.max(...Object.keys(figures).map((key) => key.length));
  const lines = Object.entries(figures).map(([key, value]) => {
    const limit = limits[key];
    const verdict =
      limit === undefined ? '' : `  ${value <= limit ? 'holds' : 'DOES NOT HOLD'}: at most ${limit}`;
    const meaning = meanings[key] === undefined ? '' : `  ${meanings[key]}`;
    return `  ${key.padEnd(width)}  ${value.toFixed(2).padStart(9)}${verdict}${meaning}`;
  });
  const sum = holds(findings) ? 'all limits hold' : 'LIMITS DO NOT HOLD';
  return [`${name}`, ...lines, `  => ${sum}`].join('\n');
}

/** For programs: one line of JSON, figures to a hundredth. */
export function jsonLine(findings: Findings): string {
  const { name, figures, limits } = findings;
  const rounded = Object.entries(figures).map(([key, value]) => [key, Math.round(value * 100) / 100]);
  return JSON.stringify({ name, figures: Object.fromEntries(rounded), limits, holds: holds(findings) });
}
