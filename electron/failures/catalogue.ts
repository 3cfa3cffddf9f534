import account from '../../resources/fr/failures/account.json' with { type: 'json' };
import board from '../../resources/fr/failures/board.json' with { type: 'json' };
import callLog from '../../resources/fr/failures/call-log.json' with { type: 'json' };
import calls from '../../resources/fr/failures/calls.json' with { type: 'json' };
import card from '../../resources/fr/failures/card.json' with { type: 'json' };
import degraded from '../../resources/fr/failures/degraded.json' with { type: 'json' };
import dialling from '../../resources/fr/failures/dialling.json' with { type: 'json' };
import directory from '../../resources/fr/failures/directory.json' with { type: 'json' };
import escalation from '../../resources/fr/failures/escalation.json' with { type: 'json' };
import identity from '../../resources/fr/failures/identity.json' with { type: 'json' };
import knowledge from '../../resources/fr/failures/knowledge.json' with { type: 'json' };
import lrm from '../../resources/fr/failures/lrm.json' with { type: 'json' };
import outage from '../../resources/fr/failures/outage.json' with { type: 'json' };
import records from '../../resources/fr/failures/records.json' with { type: 'json' };
import redaction from '../../resources/fr/failures/redaction.json' with { type: 'json' };
import requests from '../../resources/fr/failures/requests.json' with { type: 'json' };
import screenshots from '../../resources/fr/failures/screenshots.json' with { type: 'json' };
import shell from '../../resources/fr/failures/shell.json' with { type: 'json' };
import signIn from '../../resources/fr/failures/sign-in.json' with { type: 'json' };
import support from '../../resources/fr/failures/support.json' with { type: 'json' };
import telephony from '../../resources/fr/failures/telephony.json' with { type: 'json' };
import verification from '../../resources/fr/failures/verification.json' with { type: 'json' };

/** What a person reads of a failure; `retry` tells whether doing the same again may help. */
export interface FailureText {
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
  readonly retry: boolean;
}

const texts = {
  ...card,
  ...identity,
  ...signIn,
  ...account,
  ...degraded,
  ...dialling,
  ...lrm,
  ...telephony,
  ...verification,
  ...outage,
  ...board,
  ...records,
  ...calls,
  ...callLog,
  ...directory,
  ...redaction,
  ...escalation,
  ...requests,
  ...knowledge,
  ...screenshots,
  ...shell,
  ...support,
} satisfies Record<string, FailureText>;

/** Every failure has a code `State_Cause`; adding one is adding its text in `resources/fr/failures/`. */
export type FailureCode = keyof typeof texts;

export const catalogue: Readonly<Record<FailureCode, FailureText>> = texts;
