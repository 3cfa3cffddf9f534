import { type Failure, fail } from '../../../failures/index.ts';
import type { Outcome } from '../../ports.ts';

/** What nodemailer's error means for a letter. It gives ESOCKET for a wrong authority, a wrong name and a refused port alike. */
export function outcomeOf(error: unknown): Outcome {
  const { code, message, status, command } = partsOf(error);
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2') {
    // Too busy to look at who asks (454) is no refusal.
    return isTransient(status) ? failed('Support_MailBusy', false) : closed('Support_MailSignInRefused');
  }
  if (code === 'ETLS' || /STARTTLS/.test(message)) return closed('Support_MailNotEncrypted');
  if (/certificate|altnames|self.signed|issuer/i.test(message)) return closed('Support_MailUntrusted');
  if (code === 'EENVELOPE' || code === 'EMESSAGE') {
    if (isTransient(status)) return failed('Support_MailBusy', false);
    return {
      kind: 'refused',
      failure: fail('Support_MailRefused', { status: status || '5xx' }).failure,
      doubt: false,
    };
  }
  const neverThere =
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EDNS|Greeting never received|Connection timeout/.test(
      `${code} ${message}`,
    ) || /^(EHLO|HELO|AUTH|STARTTLS|MAIL FROM|RCPT TO)/.test(command);
  return failed(neverThere ? 'Support_MailUnreachable' : 'Support_MailInterrupted', !neverThere);
}

function isTransient(status: number): boolean {
  return status >= 400 && status < 500;
}

function failed(code: Failure['code'], doubt: boolean): Outcome {
  return { kind: 'failed', failure: fail(code).failure, doubt, retryAfter: null };
}

function closed(code: Failure['code']): Outcome {
  return { kind: 'closed', failure: fail(code).failure, doubt: false };
}

function partsOf(error: unknown) {
  const of = (name: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  const text = (name: string) => {
    const value = of(name);
    return typeof value === 'string' ? value : '';
  };
  const status = of('responseCode');
  return {
    code: text('code'),
    message: text('message'),
    command: text('command'),
    status: typeof status === 'number' ? status : 0,
  };
}
