import type { LetterView, SupportView } from '../../../../electron/ipc/rooms/support.ts';
import { t } from './text.ts';

/** Where a letter is, in a sentence. */
export function stageText(letter: LetterView, support: Pick<SupportView, 'elsewhere' | 'failure'>): string {
  const { stage, channel, ticket, underWay, attached, attachments } = letter;
  switch (stage) {
    case 'waiting':
      if (underWay) {
        return attachments > 0 && channel !== 'mail'
          ? t('stage.underWayFiles', { attached, attachments })
          : t('stage.underWay');
      }
      if (support.elsewhere) return t('stage.elsewhere');
      return letter.failure ? t('stage.later') : t('stage.waiting');
    case 'attention':
      return t('stage.attention');
    case 'sent':
      return t('stage.sent');
    case 'acknowledged':
      return ticket === null ? t('stage.acknowledgedUnnumbered') : t('stage.acknowledged', { ticket });
    case 'handed-over':
      return t('stage.handed-over');
    case 'withdrawn':
      return t('stage.withdrawn');
  }
}
