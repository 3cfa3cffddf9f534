import { type IdentifierKind, identifiersIn } from '../../redaction/rules/identifiers.ts';
import type { Report, TextField } from './report.ts';

/** What in a text may tell who a patient is: the person who writes decides. */
export interface PatientTrace {
  readonly field: TextField;
  readonly kind: PatientTraceKind;
  readonly start: number;
  readonly end: number;
}

export type PatientTraceKind = Exclude<IdentifierKind, 'ip' | 'finess'> | 'name';

/** Where a person writes freely; the other fields are about who reports. */
const freeFields = ['subject', 'error', 'expected', 'concernedFunction', 'equipment'] as const;

/** A title or a word for a patient, then what begins as a name does. */
const named =
  /(?<![\p{L}\d])(?:M\.|Mr\.?|Mme\.?|Mlle\.?|Monsieur|Madame|Mademoiselle|[Pp]atiente?|[Ee]nfant|[Vv]ictime|[Bb]ébé)\s+((?:\p{Lu}[\p{L}'’-]*)(?:\s+\p{Lu}[\p{L}'’-]*){0,3})/gu;

/** Looks for patients in what was written freely, in the order of the form; what the report says of its declarant is none. */
export function patientTracesIn(report: Report): readonly PatientTrace[] {
  const own = [report.phone, report.email].map(bare).filter((text) => text !== '');
  return freeFields.flatMap((field) => {
    const text = report[field];
    const names = [...text.matchAll(named)].map(({ index, 0: whole, 1: name = '' }) => ({
      field,
      kind: 'name' as const,
      start: index + whole.length - name.length,
      end: index + whole.length,
    }));
    const identifiers = identifiersIn(text).flatMap(({ kind, start, end }) =>
      kind === 'ip' || kind === 'finess' || own.includes(bare(text.slice(start, end)))
        ? []
        : [{ field, kind, start, end }],
    );
    return [...names, ...identifiers].sort((a, b) => a.start - b.start);
  });
}

function bare(text: string): string {
  return text.replaceAll(/[\s.\-/()]/g, '').toLowerCase();
}
