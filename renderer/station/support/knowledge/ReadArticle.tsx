import { useEffect, useState } from 'react';
import Markdown, { type Components } from 'react-markdown';
import type { Failure } from '../../../../electron/failures/index.ts';
import type { Article, Suggestion } from '../../../../electron/support/knowledge/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { ExternalLink } from '../../../ui/ExternalLink.tsx';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { useFirstFocus } from '../../../ui/use-first-focus.ts';
import { t } from './text.ts';

interface ReadArticleProps {
  readonly suggestion: Suggestion;
  readonly back: string;
  readonly onBack: () => void;
  readonly onSolved: () => void;
}

/** Titles go below the article's own. */
const components: Components = {
  a: ({ href, children }) => <ExternalLink href={href}>{children}</ExternalLink>,
  h1: ({ children }) => <p className="article__part">{children}</p>,
  h2: ({ children }) => <p className="article__part">{children}</p>,
  h3: ({ children }) => <p className="article__part">{children}</p>,
};

/** No picture, no table of somebody else's making: what an article loads from elsewhere is not shown. */
const elements = ['p', 'h1', 'h2', 'h3', 'ul', 'ol', 'li', 'strong', 'em', 'a', 'code', 'pre', 'blockquote'];

/** An article, read in place. Markdown becomes elements, never HTML. */
export function ReadArticle({ suggestion, back, onBack, onSolved }: ReadArticleProps) {
  const { id, title, source } = suggestion;
  const heading = useFirstFocus<HTMLHeadingElement>();
  const [article, setArticle] = useState<Article | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let isWanted = true;
    void stationBridge.ask('knowledge.read', { id }).then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setArticle(answer.value);
      else setFailure(answer.failure);
    });
    return () => {
      isWanted = false;
    };
  }, [id]);
  return (
    <article className="article">
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      {failure && <FailureAlert failure={failure} />}
      {article && (
        <Markdown components={components} allowedElements={elements} unwrapDisallowed skipHtml>
          {article.text}
        </Markdown>
      )}
      <p className="discreet">{t('source', { source })}</p>
      <div className="buttons">
        {article && <Button onClick={onSolved}>{t('solved')}</Button>}
        <Button priority="secondary" onClick={onBack}>
          {back}
        </Button>
      </div>
    </article>
  );
}
