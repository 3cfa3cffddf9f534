import texts from '../resources/fr/verification.json' with { type: 'json' };
import { fail, ok, type Result } from './failures/index.ts';
import type { HandlerOptions } from './handlers.ts';
import type { Handlers } from './ipc/router.ts';
import type { VerificationExport } from './ipc/views.ts';
import { textReport, type Verification } from './prerequisites/index.ts';

type VerificationChannels = keyof Handlers<'station'> & `verification.${string}`;

/** Verifies the workstation for whoever is there: nobody has to be signed in, and nothing of a person is told. */
export function verificationHandlers({
  services,
  saveFile,
}: Pick<HandlerOptions, 'saveFile'> & {
  readonly services: () => { readonly verification: Verification } | null;
}): Pick<Handlers<'station'>, VerificationChannels> {
  const withVerification = async <T>(
    act: (verification: Verification) => Promise<Result<T>> | Result<T>,
  ): Promise<Result<T>> => {
    const running = services();
    return running ? act(running.verification) : fail('Request_NotYet');
  };
  const begun = (begin: (verification: Verification) => unknown) =>
    withVerification((verification) => {
      begin(verification);
      return ok();
    });
  const text = () =>
    withVerification((verification) => {
      const { report } = verification.state.get();
      return report ? ok(textReport(report)) : fail('Verification_NotYet');
    });
  return {
    'verification.run': () => begun((verification) => verification.run()),
    'verification.runOne': ({ id }) => begun((verification) => verification.runOne(id)),
    'verification.cancel': () => begun((verification) => verification.cancel()),
    'verification.text': text,
    'verification.save': async (): Promise<Result<VerificationExport>> => {
      const report = await text();
      if (!report.ok) return report;
      const name = `${texts['verification.file']}-${new Date().toISOString().slice(0, 10)}.txt`;
      const file = await saveFile.choose({ name, filter: texts['verification.filter'] });
      if (file === null) return ok({ file });
      return saveFile.write(file, report.value).then(
        () => ok({ file }),
        () => fail('Verification_NotSaved'),
      );
    },
  };
}
