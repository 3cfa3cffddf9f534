import type { CardState } from '../../../native/card/protocol.ts';
import texts from '../../../resources/fr/prerequisites/checks.json' with { type: 'json' };
import type { Thresholds } from '../../settings/configuration.ts';
import type { InspectCard, InspectedCard, Machine } from '../ports.ts';
import { cardHoldersAmong } from '../rules/card-holders.ts';
import { type Check, type Finding, failure, notApplicable, ok, warning } from '../rules/check.ts';
import { fillIn } from '../rules/findings.ts';
import { compareVersions } from '../rules/version.ts';

const DAY = 86_400_000;
const cryptolib = /cps3_pkcs11/i;

export interface CardOptions {
  /** Null in training, whose card is simulated. */
  readonly inspect: InspectCard | null;
  readonly machine: Pick<Machine, 'programs'>;
  readonly thresholds: Thresholds;
  readonly now: () => number;
}

type Wanted = Parameters<InspectCard>[0];
type Judge = (inspection: InspectedCard, signal: AbortSignal) => Finding | Promise<Finding>;

/** From the service to the certificate, through the card process: no PIN is asked for, nothing is signed. */
export function cardChecks({ inspect, machine, thresholds, now }: CardOptions): readonly Check[] {
  // All judge the same look: a card that is slow to read is waited for once.
  const looks = new Map<Wanted, Promise<InspectedCard | null>>();
  const look = (ask: InspectCard, wanted: Wanted, signal: AbortSignal): Promise<InspectedCard | null> => {
    const known = looks.get(wanted) ?? ask(wanted, signal);
    looks.set(wanted, known);
    return known;
  };
  const check = (
    what: string,
    title: string,
    wanted: Wanted,
    needs: readonly string[],
    judge: Judge,
  ): Check => ({
    id: `card.${what}`,
    group: 'card',
    title,
    needs: inspect ? needs : [],
    deadline: 9_000,
    cheap: true,
    run: async (signal) => {
      if (!inspect) return notApplicable('Card_Simulated');
      const inspection = await look(inspect, wanted, signal);
      return inspection ? judge(inspection, signal) : failure('CardProcess_Silent');
    },
  });
  return [
    check('service', texts.cardService, 'software', [], judgeService),
    check('middleware', texts.middleware, 'software', [], (inspection) =>
      judgeMiddleware(inspection, thresholds),
    ),
    check('reader', texts.reader, 'software', ['card.service'], judgeReader),
    check('sharing', texts.sharing, 'card', ['card.reader'], async (inspection, signal) =>
      isHeldByAnother(inspection) ? heldBy(await machine.programs(signal)) : ok({ measured: texts.cardFree }),
    ),
    check('card', texts.card, 'card', ['card.reader', 'card.sharing', 'card.middleware'], judgeCard),
    check('certificate', texts.cardCertificate, 'card', ['card.card', 'network.clock'], ({ state }) =>
      judgeCertificate(state, now(), thresholds.certificateDays),
    ),
    check('pin', texts.pin, 'card', ['card.card'], ({ state }) => judgePin(state)),
  ];
}

/** A library may have readers of its own (GALSS, SoftHSM): what it reads needs no PC/SC. */
const ownReader = ({ service, state }: InspectedCard): string | null =>
  service !== 'running' && state.kind === 'card-present' ? state.reader : null;

function judgeService(inspection: InspectedCard): Finding {
  if (inspection.service === 'running') return ok({ measured: texts.serviceRunning });
  return ownReader(inspection) === null
    ? failure('PcscService_Stopped')
    : notApplicable('PcscService_NotNeeded');
}

/** Not by this program itself, whose middleware then reads it. */
function isHeldByAnother({ readers, state }: InspectedCard): boolean {
  return state.kind !== 'card-present' && readers.some(({ isHeld }) => isHeld);
}

function heldBy(programs: readonly string[]): Finding {
  const known = cardHoldersAmong(programs);
  return known.length > 0
    ? failure('Card_HeldByProgram', { programs: known.join(', ') })
    : failure('Card_HeldByAnother');
}

function judgeMiddleware({ middleware, searched }: InspectedCard, thresholds: Thresholds): Finding {
  if (middleware === null) return failure('Middleware_Missing', { searched: searched.join(', ') });
  if (middleware === 'loading') return warning('Middleware_Slow');
  const { path, description, version } = middleware;
  const measured = `${description} ${version}`;
  if (!cryptolib.test(path)) return ok({ measured });
  const values = { version, good: thresholds.cryptolib, least: thresholds.oldestCryptolib };
  const measurement = {
    measured,
    expected: fillIn(texts.expected.middleware, { version: thresholds.cryptolib }),
  };
  if (compareVersions(version, thresholds.oldestCryptolib) < 0)
    return failure('Middleware_TooOld', values, measurement);
  if (compareVersions(version, thresholds.cryptolib) < 0)
    return warning('Middleware_Old', values, measurement);
  return ok(measurement);
}

function judgeReader(inspection: InspectedCard): Finding {
  const own = ownReader(inspection);
  if (own !== null) return ok({ measured: own });
  const { readers } = inspection;
  if (readers.length === 0) return failure('Reader_Absent');
  return ok({ measured: readers.map(({ name }) => name).join(', ') });
}

function judgeCard({ state, readers }: InspectedCard): Finding {
  switch (state.kind) {
    case 'card-present':
      return ok({ measured: fillIn(texts.cardKind, { kind: state.holder.kind }) });
    case 'card-unknown':
      return readers.some(({ isMute }) => isMute)
        ? failure('Card_Mute')
        : failure('Card_NotKnown', { atr: state.atr });
    case 'no-certificate':
      return failure('Card_WithoutCertificate');
    case 'reading':
      return failure('Card_SlowToRead');
    case 'starting':
    case 'not-answering':
      return failure('CardProcess_Silent');
    default:
      return notApplicable('Card_Absent');
  }
}

function judgeCertificate(state: CardState, now: number, warningDays: number): Finding {
  if (state.kind !== 'card-present') return notApplicable('Card_Absent');
  const { notBefore, notAfter } = state.holder;
  const day = (iso: string) => new Date(iso).toLocaleDateString('fr-FR');
  const days = Math.floor((Date.parse(notAfter) - now) / DAY);
  const measurement = {
    measured: fillIn(texts.validUntil, { date: day(notAfter) }),
    figures: { daysLeft: days },
  };
  if (Date.parse(notBefore) > now)
    return failure('CardCertificate_NotYetValid', { date: day(notBefore) }, measurement);
  if (days < 0) return failure('CardCertificate_Expired', { date: day(notAfter) }, measurement);
  if (days < warningDays)
    return warning('CardCertificate_EndsSoon', { date: day(notAfter), days }, measurement);
  return ok(measurement);
}

function judgePin(state: CardState): Finding {
  if (state.kind !== 'card-present') return notApplicable('Card_Absent');
  const { pinTriesLeft } = state;
  const measurement = {
    measured: fillIn(texts.triesLeft, { count: pinTriesLeft }),
    figures: { triesLeft: pinTriesLeft },
  };
  if (pinTriesLeft === 0) return failure('Pin_Blocked', {}, measurement);
  return pinTriesLeft === 1 ? warning('Pin_LastTry', {}, measurement) : ok(measurement);
}
