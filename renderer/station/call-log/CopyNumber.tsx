import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { t } from './text.ts';

const SAID_MS = 2_000;

/** Copies a number as it is dialled, and says so for a moment. */
export function CopyNumber({ number }: { readonly number: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      small
      priority="tertiary"
      label={copied ? t('callLog.copied') : t('callLog.copyLabel', { number })}
      onClick={() => setCopied(copyText(number))}
    >
      {t(copied ? 'callLog.copied' : 'callLog.copy')}
    </Button>
  );
}
