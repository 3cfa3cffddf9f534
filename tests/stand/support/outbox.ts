import { expect } from 'vitest';
import { Outbox, type OutboxTimes, recordsOutboxStore } from '../../../electron/support/index.ts';
import type { ChannelName, Letter } from '../../../electron/support/rules/letter.ts';
import { startRecords } from '../records/index.ts';
import type { GlpiStand } from './glpi.ts';
import { type File, post } from './letters.ts';
import { startSupport } from './process.ts';

const times: OutboxTimes = { backOff: { base: 20, cap: 200 }, settle: 400, takeUp: 50 };
export const PATIENCE = 60_000;

/** How the support process reaches this desk. */
export const settingsOf = ({ url, userToken }: GlpiStand) => ({
  url,
  userToken,
  appToken: null as string | null,
  authority: null as string | null,
  timeout: 1_000,
  categories: {},
  timeZone: 'UTC',
});

export interface OutboxRun {
  readonly folder: string;
  readonly key: Uint8Array;
  readonly glpi: ReturnType<typeof settingsOf> | null;
  readonly order?: readonly ChannelName[] | undefined;
}

/** One run of the program: its outbox, on the records and the support process as they are. */
export function runOutbox({ folder, key, glpi, order = ['glpi'] }: OutboxRun) {
  const records = startRecords(folder, key);
  const support = startSupport(
    { glpi, file: { from: 'poste@chu.example', to: 'support@chu.example', folder } },
    order,
  );
  const outbox = new Outbox({ store: recordsOutboxStore(records), carrier: support, patience: 3, times });
  records.onStarted(() => outbox.storeStarted());
  outbox.open();
  const send = async (letter: Letter, files: readonly File[] = []) => {
    const whole = { ...letter, attachments: files.map(({ attachment }) => attachment) };
    outbox.add(await post(records, whole, files));
    return whole;
  };
  const stateOf = (id: string) =>
    outbox.state.get().letters.find(({ letter }) => letter.id === id)?.letter.progress;
  return {
    records,
    support,
    outbox,
    send,
    stateOf,
    until: (id: string, stage: string) =>
      expect.poll(() => stateOf(id)?.stage, { timeout: PATIENCE }).toBe(stage),
    stop: () => {
      outbox.close();
      support.close();
      records.close();
    },
  };
}
