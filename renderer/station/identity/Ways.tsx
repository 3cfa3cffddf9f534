import type { ReactNode } from 'react';
import type { SignInMethod } from '../../../electron/identity/ports.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { t } from '../text.ts';
import './ways.css';

interface WaysProps {
  readonly offered: readonly SignInMethod[];
  readonly chosen: SignInMethod;
  readonly onChoose: (way: SignInMethod) => void;
  readonly children: ReactNode;
}

/** The ways to sign in, as tabs; where there is one only, there is nothing to choose. */
export function Ways({ offered, chosen, onChoose, children }: WaysProps) {
  if (offered.length === 1) return children;
  return (
    <Tabs
      label={t('ways.label')}
      tabs={offered.map((way) => ({ id: way, text: t(`ways.${way}`) }))}
      selected={chosen}
      onSelect={onChoose}
    >
      {children}
    </Tabs>
  );
}
