import type { ProcessChannel } from '../../../electron/shared/supervised-process.ts';
import {
  type SupportProcess,
  type SupportProcessOptions,
  startSupportProcess,
} from '../../../electron/support/index.ts';
import type { ChannelName } from '../../../electron/support/rules/letter.ts';
import { forkedProcess } from '../forked-process.ts';

/** The support process under plain Node, and its id so that a test can end it. */
export function spawnSupport(): ProcessChannel & { readonly pid: number } {
  return forkedProcess('electron/support/channels/process.ts');
}

export const noChannels: SupportProcessOptions = { glpi: null, mail: null, file: null };

/** A support process with these ways to the desk. */
export function startSupport(
  options: Partial<SupportProcessOptions>,
  order: readonly ChannelName[],
): SupportProcess & { readonly pids: readonly number[] } {
  const pids: number[] = [];
  const process = startSupportProcess({
    options: { ...noChannels, ...options },
    order,
    spawn: () => {
      const channel = spawnSupport();
      pids.push(channel.pid);
      return channel;
    },
  });
  return { ...process, pids };
}
