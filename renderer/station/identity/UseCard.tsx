import type { Failure } from '../../../electron/failures/index.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from '../text.ts';

interface UseCardProps {
  readonly failure: Failure | null;
  readonly onUseCard: () => void;
}

const cardOnly: readonly Failure['code'][] = [
  'Identity_CardRequiredFirst',
  'Otp_FrozenTemporarily',
  'Otp_NoPassword',
  'Otp_NoUsableChannel',
];

/** Whether the card is what works now. */
export function needsCard({ code }: Failure): boolean {
  return cardOnly.includes(code);
}

/** The way to the card, after a refusal for which the card is what works now. */
export function UseCard({ failure, onUseCard }: UseCardProps) {
  if (!failure || !needsCard(failure)) return null;
  return (
    <p>
      <Button small onClick={onUseCard}>
        {t('ways.useCard')}
      </Button>
    </p>
  );
}
