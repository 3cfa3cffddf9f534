import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import type { LetterView } from '../../../../electron/ipc/rooms/support.ts';
import type { OpenTicket } from '../../../../electron/support/index.ts';
import type { Letter } from '../../../../electron/support/rules/letter.ts';
import type { TicketEntry } from '../../../../electron/support/rules/ticket.ts';
import { type HistoryItem, historyOf } from './history.ts';
import { LetterProgress } from './LetterProgress.tsx';
import { t } from './text.ts';
import { momentOf } from './times.ts';

interface HistoryProps {
  readonly open: OpenTicket;
  /** Letters on their way, as they are now. */
  readonly underWay: readonly LetterView[];
  /** Opens a draft. */
  readonly onDraft: (id: string) => void;
}

/** What was exchanged, from the first word to the last. */
export function History({ open, underWay, onDraft }: HistoryProps) {
  const list = useRef<HTMLOListElement>(null);
  const hadNews = useRef(open.ticket.unread > 0);
  // Who opens a ticket for its answer sees the answer, once the heading has taken the keyboard and with it the sight.
  useEffect(() => {
    if (!hadNews.current) return;
    const frame = requestAnimationFrame(() => {
      const answers = list.current?.querySelectorAll('[data-side="desk"]') ?? [];
      [...answers].at(-1)?.scrollIntoView({ block: 'center' });
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <ol ref={list} className="history">
      {historyOf(open).map((item) => (
        <Item key={item.id} item={item} underWay={underWay} onDraft={onDraft} />
      ))}
    </ol>
  );
}

function Item({ item, underWay, onDraft }: { readonly item: HistoryItem } & Omit<HistoryProps, 'open'>) {
  switch (item.kind) {
    case 'letter': {
      const progress = underWay.find(({ id }) => id === item.id) ?? null;
      return <OwnLetter letter={item.letter} at={item.at} progress={progress} onDraft={onDraft} />;
    }
    case 'entry':
      return <DeskEntry entry={item.entry} />;
    case 'milestone':
      return (
        <li className="history__milestone">
          {t(`milestone.${item.milestone.kind}`)} <Moment at={item.at} />
        </li>
      );
  }
}

interface OwnLetterProps {
  readonly letter: Letter;
  readonly at: number;
  readonly progress: LetterView | null;
  readonly onDraft: (id: string) => void;
}

/** What was written with this program, as it was written. */
function OwnLetter({ letter, at, progress, onDraft }: OwnLetterProps) {
  const { kind, content, attachments } = letter;
  return (
    <Said
      kind={kind === 'reply' ? 'follow-up' : 'opening'}
      side="own"
      at={at}
      files={attachments.map(({ name }) => name)}
    >
      {content.sections.map(({ title, text }) => (
        <Fragment key={`${title} ${text}`}>
          {title !== '' && <p className="history__part">{title}</p>}
          <p className="history__text">{text}</p>
        </Fragment>
      ))}
      <LetterProgress letter={letter} view={progress} onDraft={onDraft} />
    </Said>
  );
}

/** What the desk has: of the desk itself, or of the person by other means. */
function DeskEntry({ entry }: { readonly entry: TicketEntry }) {
  const { from, kind, at, text, documents } = entry;
  return (
    <Said
      kind={kind}
      side={from === 'desk' ? 'desk' : 'own'}
      elsewhere={from === 'requester'}
      at={at}
      files={documents}
    >
      <p className="history__text">{text === '' ? t('entry.empty') : text}</p>
    </Said>
  );
}

interface SaidProps {
  readonly kind: TicketEntry['kind'];
  readonly side: 'own' | 'desk';
  /** Written by other means than this program. */
  readonly elsewhere?: boolean;
  readonly at: number;
  readonly files: readonly string[];
  readonly children: ReactNode;
}

function Said({ kind, side, elsewhere = false, at, files, children }: SaidProps) {
  return (
    <li className="history__said" data-side={side}>
      <p className="history__head">
        <strong>{t(`said.${side}.${kind}`)}</strong> {elsewhere && t('elsewhere')} <Moment at={at} />
      </p>
      {children}
      {files.length > 0 && (
        <p className="history__files">
          {t('entry.files')} : {files.join(', ')}
        </p>
      )}
    </li>
  );
}

function Moment({ at }: { readonly at: number }) {
  if (at === 0) return null;
  return <time dateTime={new Date(at).toISOString()}>{momentOf(at, Date.now())}</time>;
}
