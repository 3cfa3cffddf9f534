import { useState } from 'react';
import type { Suggestion } from '../../../../electron/support/knowledge/index.ts';
import { ReadArticle } from './ReadArticle.tsx';
import { t } from './text.ts';
import { useArticles } from './use-articles.ts';
import './knowledge.css';

interface SuggestionsProps {
  /** As it is typed; nothing is suggested for an empty one. */
  readonly subject: string;
  /** An article solved it: the report need not be sent. */
  readonly onSolved: (article: Suggestion) => void;
}

/** Beside a form: articles that may make it needless, read in place. */
export function Suggestions({ subject, onSolved }: SuggestionsProps) {
  const [reading, setReading] = useState<Suggestion | null>(null);
  const { articles } = useArticles(subject);
  if (reading) {
    return (
      <ReadArticle
        suggestion={reading}
        back={t('notSolved')}
        onBack={() => setReading(null)}
        onSolved={() => onSolved(reading)}
      />
    );
  }
  if (subject.trim() === '' || !articles || articles.length === 0) return null;
  return (
    <section className="suggestions" aria-label={t('suggestions')}>
      <p>
        <strong>{t('suggestions')}</strong>
      </p>
      <ArticleList articles={articles} onOpen={setReading} />
    </section>
  );
}

interface ArticleListProps {
  readonly articles: readonly Suggestion[];
  readonly onOpen: (article: Suggestion) => void;
}

export function ArticleList({ articles, onOpen }: ArticleListProps) {
  return (
    <ul className="articles">
      {articles.map((article) => (
        <li key={article.id}>
          <button type="button" className="articles__one" onClick={() => onOpen(article)}>
            {article.title}
          </button>
        </li>
      ))}
    </ul>
  );
}
