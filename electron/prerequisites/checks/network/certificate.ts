import type { TLSSocket } from 'node:tls';
import texts from '../../../../resources/fr/prerequisites/checks.json' with { type: 'json' };
import { type Finding, failure, ok, warning } from '../../rules/check.ts';
import { type FindingCode, fillIn } from '../../rules/findings.ts';

const DAY = 86_400_000;

/** What OpenSSL's verification says (X509_V_ERR_*) and Node's check of the name. */
const meanings: Readonly<Record<string, FindingCode>> = {
  CERT_HAS_EXPIRED: 'Tls_Expired',
  CERT_NOT_YET_VALID: 'Tls_NotYetValid',
  CERT_REVOKED: 'Tls_Revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Tls_SelfSigned',
  SELF_SIGNED_CERT_IN_CHAIN: 'Tls_UnknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT: 'Tls_UnknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'Tls_UnknownAuthority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Tls_ChainIncomplete',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Tls_OtherName',
};

/** Judges the certificate, its chain and the protocol of an established TLS connection. */
export function judgeCertificate(
  socket: TLSSocket,
  values: Readonly<Record<string, string | number>>,
  warningDays: number,
): Finding {
  const { subject, subjectaltname, valid_to: validTo } = socket.getPeerCertificate();
  const protocol = socket.getProtocol() ?? '';
  const end = new Date(validTo);
  const date = end.toLocaleDateString('fr-FR');
  const days = Math.floor((end.getTime() - Date.now()) / DAY);
  const measurement = {
    measured: fillIn(texts.certificate, { protocol, date }),
    expected: texts.expected.tls,
    figures: { daysLeft: days },
  };
  const names = subjectaltname?.replaceAll('DNS:', '') ?? String(subject?.CN ?? '');
  const all = { ...values, date, days, protocol, names };
  const refusal = reasonOf(socket.authorizationError);
  if (!socket.authorized)
    return failure(meanings[refusal] ?? 'Tls_NotTrusted', { ...all, reason: refusal }, measurement);
  if (days < warningDays) return warning('Tls_EndsSoon', all, measurement);
  return protocol === 'TLSv1.3' ? ok(measurement) : warning('Tls_NotNewest', all, measurement);
}

/** A code, though its type says an error. */
function reasonOf(error: unknown): string {
  if (error instanceof Error) return 'code' in error ? String(error.code) : error.message;
  return String(error ?? '');
}
