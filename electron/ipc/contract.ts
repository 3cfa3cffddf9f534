import { accountRequests } from './rooms/account.ts';
import { barRequests } from './rooms/bar.ts';
import { boardRequests } from './rooms/board.ts';
import { callLogRequests } from './rooms/call-log.ts';
import { captureRequests } from './rooms/capture.ts';
import { dialRequests } from './rooms/dial.ts';
import { directoryRequests } from './rooms/directory.ts';
import { escalationRequests } from './rooms/escalation.ts';
import { identityRequests } from './rooms/identity.ts';
import { journalRequests } from './rooms/journal.ts';
import { knowledgeRequests } from './rooms/knowledge.ts';
import { reportRequests } from './rooms/report.ts';
import { serviceRequests } from './rooms/requests.ts';
import { settingsRequests } from './rooms/settings.ts';
import { stationRequests } from './rooms/station.ts';
import { supportRequests } from './rooms/support.ts';
import { telephonyRequests } from './rooms/telephony.ts';
import { trainingRequests } from './rooms/training.ts';
import { verificationRequests } from './rooms/verification.ts';

/**
 * The one door between pages and main (DESIGN rule 2): which window may ask what. A file of `rooms` has what is asked in
 * one room of the application, validated by the router, what is answered, and what pages show of it. Main makes replies
 * and views, and a page holds a copy and nothing else (DESIGN rule 4): no token, no key. Every invocation answers `Result`.
 */
export const requests = {
  station: {
    ...stationRequests,
    ...identityRequests,
    ...accountRequests,
    ...journalRequests,
    ...callLogRequests,
    ...verificationRequests,
    ...telephonyRequests,
    ...directoryRequests,
    ...settingsRequests,
    ...trainingRequests,
    ...escalationRequests,
    ...supportRequests,
    ...knowledgeRequests,
    ...serviceRequests,
  },
  bar: barRequests,
  dial: dialRequests,
  board: boardRequests,
  report: reportRequests,
  capture: captureRequests,
} as const;
