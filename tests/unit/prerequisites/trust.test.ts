import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { contextFor } from '../../../electron/prerequisites/adapters/connect.ts';

describe('what connections are trusted by', () => {
  const authority = rootCertificates[0] ?? '';

  it('is read once for all of them, and once for each authority of the site', () => {
    expect(contextFor(null)).toBe(contextFor(null));
    expect(contextFor(authority)).toBe(contextFor(authority));
    expect(contextFor(authority)).not.toBe(contextFor(null));
  });
});
