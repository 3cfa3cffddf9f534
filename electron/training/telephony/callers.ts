import type { Party } from './exchange/model.ts';

/** Who may call a training station: one of each kind that an operator meets. Numbers are of the reserved ranges. */
export const typicalCallers = {
  public: { number: '0639981234', displayName: null },
  firefighters: { number: '18', displayName: 'CODIS' },
  withheld: { number: null, displayName: null },
  hospital: { number: '0261910042', displayName: 'CH Formation — Urgences' },
  nursingHome: {
    number: '0261910077',
    displayName: 'EHPAD d’Exercice « Les Tilleuls » — infirmière de nuit, unité protégée, aile B',
  },
} as const satisfies Record<string, Party>;

export type TypicalCaller = keyof typeof typicalCallers;
