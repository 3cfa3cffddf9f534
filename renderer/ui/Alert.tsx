import type { ReactNode } from 'react';

interface AlertProps {
  readonly severity: 'error' | 'warning' | 'info' | 'success';
  readonly title?: string;
  readonly children?: ReactNode;
  /** Level of the title: 1 where the alert is what the page is about. */
  readonly level?: 1 | 2;
  readonly close?: { readonly text: string; readonly onClose: () => void } | undefined;
}

/** A message in the design system's classes, announced to screen readers when it appears. */
export function Alert({ severity, title, children, level = 2, close }: AlertProps) {
  const Title = level === 1 ? 'h1' : 'h2';
  const calm = severity === 'success' || severity === 'info';
  return (
    <div
      className={`fr-alert fr-alert--${severity}${title ? '' : ' fr-alert--sm'}`}
      role={calm ? 'status' : 'alert'}
    >
      {title && <Title className="fr-alert__title">{title}</Title>}
      {children}
      {close && (
        <button type="button" className="fr-link--close fr-link" onClick={close.onClose}>
          {close.text}
        </button>
      )}
    </div>
  );
}
