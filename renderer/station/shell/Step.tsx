import { t } from '../text.ts';

/** Where a person is on the way to the bar: sign in, choose a profile, bind the phone. */
export function Step({ step }: { readonly step: 1 | 2 | 3 }) {
  const next = step === 1 ? t('step.2') : step === 2 ? t('step.3') : null;
  return (
    <div className="fr-stepper">
      <h1 className="fr-stepper__title">
        {t(`step.${step}`)}
        <span className="fr-stepper__state">{t('step.progress', { step })}</span>
      </h1>
      <div className="fr-stepper__steps" data-fr-current-step={step} data-fr-steps={3} />
      {next && (
        <p className="fr-stepper__details">
          <span className="fr-text--bold">{t('step.next')}</span> {next}
        </p>
      )}
    </div>
  );
}
