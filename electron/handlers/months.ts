import texts from '../../resources/fr/verification-month.json' with { type: 'json' };
import { ok } from '../failures/index.ts';
import { monthView } from '../ipc/compose-verification-view.ts';
import type { Handlers } from '../ipc/router.ts';
import { type MonthSummary, textSummary } from '../prerequisites/index.ts';
import type { Months } from '../services/verification.ts';
import type { HandlerOptions } from './options.ts';
import { saveAs } from './save-as.ts';
import { onceRunning } from './who-may-ask.ts';

type MonthChannels = keyof Handlers<'station'> & `month.${string}`;

/** What became of this workstation month by month, for whoever looks after it: nobody has to be signed in. */
export function monthHandlers({
  services,
  saveFile,
}: Pick<HandlerOptions, 'saveFile'> & {
  readonly services: () => { readonly months: Months } | null;
}): Pick<Handlers<'station'>, MonthChannels> {
  const running = onceRunning(services);
  const formats = {
    text: { extension: 'txt', filter: texts['month.filter.text'], write: textSummary },
    json: {
      extension: 'json',
      filter: texts['month.filter.json'],
      write: (summary: MonthSummary) => `${JSON.stringify(summary, null, 2)}\n`,
    },
  };
  return {
    'month.list': () => running(async ({ months }) => ok(await months.list())),
    'month.read': ({ month }) => running(async ({ months }) => ok(monthView(await months.summary(month)))),
    'month.text': ({ month }) => running(async ({ months }) => ok(textSummary(await months.summary(month)))),
    'month.save': ({ month, format }) =>
      running(({ months }) => {
        const { extension, filter, write } = formats[format];
        return saveAs(saveFile, {
          name: `${texts['month.file']}-${month}.${extension}`,
          filter,
          content: async () => ok(write(await months.summary(month))),
          unwritten: 'Verification_NotSaved',
        });
      }),
  };
}
