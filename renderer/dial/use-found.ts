import type { DialOption } from './options.ts';

export interface Found {
  readonly found: readonly DialOption[];
  readonly searching: boolean;
}

const nobody: Found = { found: [], searching: false };

/** Whom a name or the beginning of a number finds. */
export function useFound(_text: string): Found {
  return nobody;
}
