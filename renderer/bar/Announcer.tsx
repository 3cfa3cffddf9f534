import { useEffect, useRef, useState } from 'react';
import type { BarView } from '../../electron/ipc/rooms/bar.ts';
import { type Announcements, announcements } from './announcements.ts';

/** Tells screen readers what changes, without taking the focus; nothing to see. */
export function Announcer({ view }: { readonly view: BarView }) {
  const before = useRef<BarView | null>(null);
  const [said, setSaid] = useState<Announcements>({ assertive: [], polite: [] });

  useEffect(() => {
    const news = announcements(before.current, view);
    before.current = view;
    // What is not replaced would be said again by a reader that comes back to it.
    setSaid((now) => ({
      assertive: news.assertive.length > 0 ? news.assertive : now.assertive,
      polite: news.polite.length > 0 ? news.polite : now.polite,
    }));
  }, [view]);

  return (
    <>
      <p className="fr-sr-only" role="alert">
        {said.assertive.join('. ')}
      </p>
      <p className="fr-sr-only" role="status">
        {said.polite.join('. ')}
      </p>
    </>
  );
}
