import type { CardHolder } from '../../../native/card/protocol.ts';
import { formatDate, t } from '../text.ts';

/** What the card says of its holder: enough to see that it is the right one. */
export function HolderDetails({ holder }: { readonly holder: CardHolder }) {
  const rows = [
    [t('card.kind'), t(`card.kind.${holder.kind}`)],
    [t('card.nationalId'), holder.nationalId || t('card.none')],
    [t('card.profession'), holder.title],
    [t('card.organisation'), holder.organisation],
    [t('card.issuer'), holder.issuer],
    [
      t('card.validity'),
      t('card.validity.dates', { from: formatDate(holder.notBefore), to: formatDate(holder.notAfter) }),
    ],
  ] as const;
  return (
    <>
      <dl className="facts" aria-label={t('card.details')}>
        {rows.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <p className="discreet">{t('card.notYours')}</p>
    </>
  );
}
