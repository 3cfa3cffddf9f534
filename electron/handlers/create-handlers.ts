import { fail, ok } from '../failures/index.ts';
import type { WindowKind } from '../ipc/door.ts';
import type { Handlers } from '../ipc/router.ts';
import { barHandlers } from './bar.ts';
import { callLogHandlers } from './call-log.ts';
import { captureHandlers } from './capture.ts';
import { dialHandlers } from './dial.ts';
import { directoryHandlers } from './directory.ts';
import { escalationHandlers } from './escalation.ts';
import { identityHandlers } from './identity.ts';
import { knowledgeHandlers } from './knowledge.ts';
import { monthHandlers } from './months.ts';
import type { HandlerOptions } from './options.ts';
import { requestsHandlers } from './requests.ts';
import { settingsHandlers } from './settings.ts';
import { stationHandlers } from './station.ts';
import { supportHandlers } from './support.ts';
import { commandOf, setAgentOf, telephonyHandlers } from './telephony.ts';
import { trainingHandlers } from './training.ts';
import { verificationHandlers } from './verification.ts';

/** What each request of a page does. A handler finds its service and passes the request on, no more. */
export function createHandlers(options: HandlerOptions): { readonly [K in WindowKind]: Handlers<K> } {
  const { boardView, report } = options;
  const assistance = { services: () => options.services()?.assistance ?? null };
  const command = commandOf(options);
  return {
    station: {
      ...stationHandlers(options),
      ...identityHandlers(options),
      ...telephonyHandlers(options),
      ...callLogHandlers(options),
      ...directoryHandlers(options),
      ...verificationHandlers(options),
      ...monthHandlers(options),
      ...supportHandlers(options),
      ...escalationHandlers(assistance),
      ...knowledgeHandlers(assistance),
      ...requestsHandlers(options),
      ...settingsHandlers(options),
      ...trainingHandlers(options),
    },
    bar: barHandlers(options),
    dial: dialHandlers({ ...options, command }),
    board: {
      'board.view': () => ok(boardView()),
      'phone.command': command,
      'agent.set': setAgentOf(options),
    },
    capture: captureHandlers(options),
    report: {
      'report.view': () => {
        const view = report.view();
        return view ? ok(view) : fail('Request_Refused');
      },
      'report.ready': () => {
        report.ready();
        return ok();
      },
    },
  };
}
