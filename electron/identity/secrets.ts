/** Runs `act`, then overwrites the secrets whatever happened. */
export async function overwriting<T>(
  secrets: readonly (Uint8Array | null)[],
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } finally {
    for (const secret of secrets) secret?.fill(0);
  }
}

/** Runs `act` with a copy of a secret that may be asked for twice; the copy is overwritten. */
export function withCopy<T>(secret: Uint8Array, act: (copy: Uint8Array) => Promise<T>): Promise<T> {
  const copy = Uint8Array.from(secret);
  return overwriting([copy], () => act(copy));
}
