import account from '../../resources/fr/account.json' with { type: 'json' };
import bar from '../../resources/fr/bar.json' with { type: 'json' };
import board from '../../resources/fr/board.json' with { type: 'json' };
import callLog from '../../resources/fr/call-log.json' with { type: 'json' };
import callLogExport from '../../resources/fr/call-log-export.json' with { type: 'json' };
import common from '../../resources/fr/common.json' with { type: 'json' };
import dial from '../../resources/fr/dial.json' with { type: 'json' };
import directory from '../../resources/fr/directory.json' with { type: 'json' };
import directoryExport from '../../resources/fr/directory-export.json' with { type: 'json' };
import escalation from '../../resources/fr/escalation.json' with { type: 'json' };
import faq from '../../resources/fr/faq.json' with { type: 'json' };
import journal from '../../resources/fr/journal.json' with { type: 'json' };
import knowledge from '../../resources/fr/knowledge.json' with { type: 'json' };
import lrm from '../../resources/fr/lrm.json' with { type: 'json' };
import outage from '../../resources/fr/outage.json' with { type: 'json' };
import requests from '../../resources/fr/requests.json' with { type: 'json' };
import serviceRequests from '../../resources/fr/service-requests.json' with { type: 'json' };
import shell from '../../resources/fr/shell.json' with { type: 'json' };
import shortcuts from '../../resources/fr/shortcuts.json' with { type: 'json' };
import signIn from '../../resources/fr/sign-in.json' with { type: 'json' };
import signInBrowser from '../../resources/fr/sign-in-browser.json' with { type: 'json' };
import signInTimes from '../../resources/fr/sign-in-times.json' with { type: 'json' };
import station from '../../resources/fr/station.json' with { type: 'json' };
import supportLetter from '../../resources/fr/support-letter.json' with { type: 'json' };
import supportPanel from '../../resources/fr/support-panel.json' with { type: 'json' };
import telephony from '../../resources/fr/telephony.json' with { type: 'json' };
import verification from '../../resources/fr/verification.json' with { type: 'json' };
import verificationMonth from '../../resources/fr/verification-month.json' with { type: 'json' };

/** Texts of the program's own windows. Not those of the training, which has people in it, nor what nobody reads. */
const resources: readonly unknown[] = [
  account,
  bar,
  board,
  callLogExport,
  callLog,
  common,
  dial,
  directoryExport,
  directory,
  escalation,
  faq,
  journal,
  knowledge,
  lrm,
  outage,
  requests,
  serviceRequests,
  shell,
  shortcuts,
  signInBrowser,
  signInTimes,
  signIn,
  station,
  supportLetter,
  supportPanel,
  telephony,
  verificationMonth,
  verification,
];

/** Longer ones are sentences over several lines, which are never read as one. Characters. */
const LONGEST = 80;

/**
 * What stands whole on the screen: a text with a place for something else may hold a name there. A single word may be a
 * surname on the screen of another program.
 */
export const ownTexts: readonly string[] = resources
  .flatMap(textsIn)
  .filter((text) => text.length <= LONGEST && !/[{}\n]/.test(text) && /\S\s+\S/.test(text));

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
