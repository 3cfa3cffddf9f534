import texts from '../resources/fr/verification-month.json' with { type: 'json' };
import { fail, ok, type Result } from './failures/index.ts';
import type { HandlerOptions } from './handlers.ts';
import { monthView } from './ipc/compose-verification-view.ts';
import type { Handlers } from './ipc/router.ts';
import type { VerificationExport } from './ipc/views.ts';
import { type MonthSummary, textSummary } from './prerequisites/index.ts';
import type { Months } from './verification-services.ts';

type MonthChannels = keyof Handlers<'station'> & `month.${string}`;

/** What became of this workstation month by month, for whoever looks after it: nobody has to be signed in. */
export function followUpHandlers({
  services,
  saveFile,
}: Pick<HandlerOptions, 'saveFile'> & {
  readonly services: () => { readonly months: Months } | null;
}): Pick<Handlers<'station'>, MonthChannels> {
  const withMonths = async <T>(act: (months: Months) => Promise<Result<T>>): Promise<Result<T>> => {
    const running = services();
    return running ? act(running.months) : fail('Request_NotYet');
  };
  const formats = {
    text: { extension: 'txt', filter: texts['month.filter.text'], write: textSummary },
    json: {
      extension: 'json',
      filter: texts['month.filter.json'],
      write: (summary: MonthSummary) => `${JSON.stringify(summary, null, 2)}\n`,
    },
  };
  return {
    'month.list': () => withMonths(async (months) => ok(await months.list())),
    'month.read': ({ month }) => withMonths(async (months) => ok(monthView(await months.summary(month)))),
    'month.text': ({ month }) => withMonths(async (months) => ok(textSummary(await months.summary(month)))),
    'month.save': ({ month, format }) =>
      withMonths<VerificationExport>(async (months) => {
        const { extension, filter, write } = formats[format];
        const file = await saveFile.choose({ name: `${texts['month.file']}-${month}.${extension}`, filter });
        if (file === null) return ok({ file });
        return saveFile.write(file, write(await months.summary(month))).then(
          () => ok({ file }),
          () => fail('Verification_NotSaved'),
        );
      }),
  };
}
