import type { ReactNode } from 'react';
import { stationBridge } from './bridge.ts';

interface ExternalLinkProps {
  readonly href?: string | undefined;
  readonly children?: ReactNode;
}

/** A link of a text that was not written here: it leaves by main, which knows which sites are allowed. */
export function ExternalLink({ href = '', children }: ExternalLinkProps) {
  return (
    <a
      href={href}
      onClick={(event) => {
        event.preventDefault();
        void stationBridge.ask('link.open', { url: href });
      }}
    >
      {children}
    </a>
  );
}
