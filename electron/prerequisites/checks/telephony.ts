import texts from '../../../resources/fr/prerequisites/checks.json' with { type: 'json' };
import { phoneActions } from '../../telephony/ports.ts';
import type { PhoneSummary, SummarisePhone } from '../ports.ts';
import { type Check, type Finding, failure, notApplicable, ok, warning } from '../rules/check.ts';
import { fillIn } from '../rules/findings.ts';

/** The phone of whoever works here: link, registration, and what it can be asked. It is not made to do anything. */
export function telephonyChecks(summarise: SummarisePhone): readonly Check[] {
  const check = (
    what: string,
    title: string,
    needs: readonly string[],
    judge: (phone: PhoneSummary) => Finding,
  ): Check => ({
    id: `telephony.${what}`,
    group: 'telephony',
    title,
    needs,
    deadline: 1_000,
    cheap: true,
    run: async () => {
      const phone = summarise();
      return phone?.isBound ? judge(phone) : notApplicable('Phone_NobodyWorks');
    },
  });
  return [
    check('link', texts.link, [], ({ link }) => {
      if (link.kind === 'up') return ok({ measured: texts.linkUp });
      return link.kind === 'connecting' ? warning('Link_Connecting') : failure('Link_Down');
    }),
    check('phone', texts.phone, ['telephony.link'], ({ registered }) =>
      registered ? ok({ measured: texts.phoneThere }) : failure('Phone_Off'),
    ),
    check('features', texts.features, ['telephony.phone'], judgeFeatures),
  ];
}

function judgeFeatures({ capabilities }: PhoneSummary): Finding {
  const missing = phoneActions.filter((action) => !capabilities[action].available);
  const count = phoneActions.length - missing.length;
  const measurement = {
    measured: fillIn(texts.featureCount, { count, all: phoneActions.length }),
    figures: { features: count },
  };
  const essential = missing.filter((action) => ['dial', 'answer', 'hangUp'].includes(action));
  if (essential.length > 0) return warning('Phone_ByHand', {}, measurement);
  return ok(measurement);
}
