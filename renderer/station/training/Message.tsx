import { useRef, useState } from 'react';
import type { TrainingMessage } from '../../../electron/ipc/rooms/training.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { formatPhoneNumber } from '../../ui/phone-number.ts';
import { useIntent } from '../../ui/use-intent.ts';
import { t } from '../text.ts';
import { codeIn } from './code-in.ts';

const timeFormat = new Intl.DateTimeFormat('fr-FR', { timeStyle: 'short' });

/** One simulated SMS or mail: its code can be copied, its link followed. */
export function Message({ message }: { readonly message: TrainingMessage }) {
  const { id, kind, to, name, subject, text, at, hasLink } = message;
  const [followed, setFollowed] = useState(false);
  const follow = useIntent(() => stationBridge.ask('training.followLink', { messageId: id }));
  const code = codeIn(text);
  return (
    <article className="training__message">
      <p className="training__from">
        <strong>{t(`training.${kind}`)}</strong>
        <span>{t('training.to', { name, to: kind === 'sms' ? formatPhoneNumber(to) : to })}</span>
        <time dateTime={new Date(at).toISOString()}>{timeFormat.format(at)}</time>
      </p>
      {subject && <p className="training__subject">{subject}</p>}
      <p className="training__text">{text}</p>
      {code && <Code code={code} />}
      {follow.failure && <FailureAlert failure={follow.failure} onClose={follow.clear} />}
      {hasLink && (
        <Button
          small
          priority="secondary"
          label={followed ? t('training.linkFollowed') : t('training.followLinkOf', { name })}
          busy={follow.pending}
          onClick={() => void follow.run().then(setFollowed)}
        >
          {t(followed ? 'training.linkFollowed' : 'training.followLink')}
        </Button>
      )}
    </article>
  );
}

/** The page has no permission for the clipboard's own interface (electron/shell/hardening.ts): it copies a selection. */
function copySelection(element: HTMLElement | null): boolean {
  if (!element) return false;
  window.getSelection()?.selectAllChildren(element);
  return document.execCommand('copy');
}

function Code({ code }: { readonly code: string }) {
  const text = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  return (
    <p className="training__code">
      <strong ref={text}>{code}</strong>
      <Button
        small
        priority="secondary"
        label={copied ? t('training.copied') : t('training.copyCode', { code })}
        onClick={() => setCopied(copySelection(text.current))}
      >
        {t(copied ? 'training.copied' : 'training.copy')}
      </Button>
    </p>
  );
}
