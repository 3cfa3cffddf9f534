import { useEffect, useRef } from 'react';
import type { SupportView } from '../../../../electron/ipc/rooms/support.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { sizeText } from '../../../ui/size-text.ts';
import type { Attach } from './Attachments.tsx';
import { t } from './text.ts';

interface ReadyPicturesProps {
  readonly pictures: SupportView['pictures'];
  readonly draft: string;
  readonly attach: Attach;
  readonly busy: boolean;
  readonly isFull: boolean;
}

/** Masked pictures that were confirmed and wait for a report. */
export function ReadyPictures({ pictures, draft, attach, busy, isFull }: ReadyPicturesProps) {
  if (pictures.length === 0) return null;
  return (
    <>
      <p>{t('pictures.ready')}</p>
      <ul className="report__list">
        {pictures.map(({ id, width, height, size }, index) => (
          <li key={id}>
            <Thumbnail
              picture={id}
              width={width}
              height={height}
              label={t('pictures.one', { number: index + 1 })}
            />
            <span className="report__name">
              {t('pictures.told', { number: index + 1, width, height, size: sizeText(size) })}
            </span>
            <Button
              small
              priority="secondary"
              label={t('pictures.attachOne', { number: index + 1 })}
              busy={busy}
              disabled={isFull}
              onClick={() =>
                void attach(() => stationBridge.ask('support.attachPicture', { id: draft, picture: id }))
              }
            >
              {t('pictures.attach')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

interface ThumbnailProps {
  readonly picture: string;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

/** Drawn on a canvas: it never becomes an address, and goes with the page. */
function Thumbnail({ picture, width, height, label }: ThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isCurrent = true;
    const draw = async () => {
      const reply = await stationBridge.ask('support.picture', { picture });
      if (!reply.ok) return;
      const image = await createImageBitmap(new Blob([new Uint8Array(reply.value)]));
      const context = canvas.current?.getContext('2d');
      if (isCurrent) context?.drawImage(image, 0, 0, image.width, image.height, 0, 0, width, height);
      image.close();
    };
    // A picture that does not show may be attached all the same: its line says which it is.
    draw().catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [picture, width, height]);
  return (
    <canvas
      ref={canvas}
      className="report__thumbnail"
      role="img"
      aria-label={label}
      width={width}
      height={height}
    />
  );
}
