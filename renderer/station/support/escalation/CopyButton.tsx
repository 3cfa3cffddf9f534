import { useEffect, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { copyText } from '../../../ui/copy-text.ts';

const SAID_MS = 2_000;

interface CopyButtonProps {
  readonly text: string;
  readonly copy: string;
  readonly copied: string;
}

/** Puts a text on the clipboard, and says so for a moment. */
export function CopyButton({ text, copy, copied }: CopyButtonProps) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <Button small priority="tertiary" onClick={() => setDone(copyText(text))}>
      {done ? copied : copy}
    </Button>
  );
}
