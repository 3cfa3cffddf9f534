import { extname } from 'node:path';
import texts from '../../resources/fr/verification.json' with { type: 'json' };
import { fail, ok, type Result } from '../failures/index.ts';
import { runSummary, runView } from '../ipc/compose-verification-view.ts';
import type { Handlers } from '../ipc/router.ts';
import type { ReportDocuments, Verification } from '../prerequisites/index.ts';
import type { HandlerOptions } from './options.ts';
import { datedName, saveAs } from './save-as.ts';
import { onceRunning } from './who-may-ask.ts';

type VerificationChannels = keyof Handlers<'station'> & `verification.${string}`;

/** Verifies the workstation for whoever is there: nobody has to be signed in, and nothing of a person is told. */
export function verificationHandlers({
  services,
  saveFile,
}: Pick<HandlerOptions, 'saveFile'> & {
  readonly services: () => { readonly verification: Verification } | null;
}): Pick<Handlers<'station'>, VerificationChannels> {
  const running = onceRunning(services);
  const withVerification = <T>(act: (verification: Verification) => Promise<Result<T>> | Result<T>) =>
    running<T>(({ verification }) => act(verification));
  const begun = (begin: (verification: Verification) => unknown) =>
    withVerification((verification) => {
      begin(verification);
      return ok();
    });
  const withDocuments = <T>(
    id: string,
    act: (documents: ReportDocuments) => Promise<Result<T>> | Result<T>,
  ) =>
    withVerification<T>(async ({ kept }) => {
      const documents = await kept.documents(id);
      return documents ? act(documents) : fail('Verification_NotKept');
    });
  return {
    'verification.run': () => begun((verification) => verification.run()),
    'verification.runOne': ({ id }) => begun((verification) => verification.runOne(id)),
    'verification.cancel': () => begun((verification) => verification.cancel()),
    'verification.text': ({ id }) => withDocuments(id, ({ text }) => ok(text)),
    'verification.save': ({ id }) =>
      withDocuments(id, (documents) =>
        saveAs(saveFile, {
          name: datedName(texts['verification.file'], 'pdf'),
          ...formats,
          content: async (file) => {
            const content = await contentFor(file, documents).catch(() => null);
            return content === null ? fail('Verification_NotLaidOut') : ok(content);
          },
          unwritten: 'Verification_NotSaved',
        }),
      ),
    'verification.print': ({ id }) =>
      withVerification(async ({ kept }) => {
        const ended = await kept.print(id).catch(() => 'not-laid-out' as const);
        if (ended === null) return fail('Verification_NotKept');
        if (ended === 'not-laid-out') return fail('Verification_NotLaidOut');
        return ended === 'failed' ? fail('Verification_NotPrinted') : ok();
      }),
    'verification.runs': () => withVerification(async ({ kept }) => ok((await kept.list()).map(runSummary))),
    'verification.read': ({ id }) =>
      withVerification(async ({ kept }) => {
        const sheet = await kept.find(id);
        return sheet ? ok(runView(sheet)) : fail('Verification_NotKept');
      }),
    'verification.compare': ({ one, other }) =>
      withVerification(async ({ kept }) => {
        const changes = await kept.compare(one, other);
        return changes ? ok(changes) : fail('Verification_NotKept');
      }),
  };
}

const formats = {
  filter: texts['verification.pdf'],
  others: [
    { filter: texts['verification.plain'], extension: 'txt' },
    { filter: texts['verification.json'], extension: 'json' },
  ],
} as const;

/** As the name says that somebody chose; a page to read where it says nothing known. */
function contentFor(file: string, { text, json, pdf }: ReportDocuments): Promise<string | Buffer> {
  const extension = extname(file).toLowerCase();
  if (extension === '.txt') return Promise.resolve(text);
  return extension === '.json' ? Promise.resolve(json) : pdf();
}
