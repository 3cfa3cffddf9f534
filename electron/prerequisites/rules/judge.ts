/** What a measure is worth against the limit up to which it is good and the one up to which it is a warning. */
export function atMost(
  value: number,
  [good, tolerable]: readonly [number, number],
): 'ok' | 'warning' | 'failure' {
  if (value <= good) return 'ok';
  return value <= tolerable ? 'warning' : 'failure';
}

/** The same for what has to be large. */
export function atLeast(
  value: number,
  [good, tolerable]: readonly [number, number],
): 'ok' | 'warning' | 'failure' {
  if (value >= good) return 'ok';
  return value >= tolerable ? 'warning' : 'failure';
}

/** The worst of several. */
export function worst(verdicts: readonly ('ok' | 'warning' | 'failure')[]): 'ok' | 'warning' | 'failure' {
  if (verdicts.includes('failure')) return 'failure';
  return verdicts.includes('warning') ? 'warning' : 'ok';
}

/** In French, with at most `digits` decimals. */
export function number(value: number, digits = 0): string {
  return value.toLocaleString('fr-FR', { maximumFractionDigits: digits });
}
