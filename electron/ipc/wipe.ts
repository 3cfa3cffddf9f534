/** Overwrites the bytes of a request, or among its members: a PIN crosses as such, and nothing else does. */
export function wipe(request: unknown): void {
  if (request instanceof Uint8Array) request.fill(0);
  else if (typeof request === 'object' && request !== null) {
    for (const member of Object.values(request)) {
      if (member instanceof Uint8Array) member.fill(0);
    }
  }
}
