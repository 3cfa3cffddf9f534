import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../../electron/failures/index.ts';
import type { Suggestion } from '../../../../electron/support/knowledge/index.ts';
import { stationBridge } from '../../../ui/bridge.ts';

export interface FoundArticles {
  /** Null until the first answer. */
  readonly articles: readonly Suggestion[] | null;
  readonly failure: Failure | null;
}

/** What may help with a text, asked at each key; an answer to an earlier key is passed over. All of them for no text. */
export function useArticles(text: string): FoundArticles {
  const [found, setFound] = useState<FoundArticles>({ articles: null, failure: null });
  const asked = useRef(0);
  useEffect(() => {
    asked.current += 1;
    const mine = asked.current;
    const answer =
      text.trim() === ''
        ? stationBridge.ask('knowledge.list', undefined)
        : stationBridge.ask('knowledge.suggest', { text: text.slice(0, 1_000) });
    void answer.then((articles) => {
      if (mine !== asked.current) return;
      if (articles.ok) setFound({ articles: articles.value, failure: null });
      else setFound((before) => ({ ...before, failure: articles.failure }));
    });
  }, [text]);
  return found;
}
