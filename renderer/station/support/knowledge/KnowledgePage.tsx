import { useState } from 'react';
import type { Suggestion } from '../../../../electron/support/knowledge/index.ts';
import { Alert } from '../../../ui/Alert.tsx';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { Field } from '../../../ui/Field.tsx';
import { ReadArticle } from './ReadArticle.tsx';
import { ArticleList } from './Suggestions.tsx';
import { t } from './text.ts';
import { useArticles } from './use-articles.ts';
import './knowledge.css';

/** « Questions fréquentes »: articles of the program and of the site, found as one types and read in place. */
export function KnowledgePage() {
  const [text, setText] = useState('');
  const [reading, setReading] = useState<Suggestion | null>(null);
  const [solved, setSolved] = useState(false);
  const { articles, failure } = useArticles(text);
  const searching = text.trim() !== '';
  if (reading) {
    return (
      <ReadArticle
        suggestion={reading}
        back={t('back')}
        onBack={() => setReading(null)}
        onSolved={() => {
          setReading(null);
          setText('');
          setSolved(true);
        }}
      />
    );
  }
  return (
    <>
      {solved && (
        <Alert severity="success" title={t('solvedTitle')}>
          <p>{t('solvedText')}</p>
        </Alert>
      )}
      <Field
        label={t('search')}
        hint={t('searchHint')}
        problem={null}
        type="search"
        value={text}
        maxLength={200}
        autoComplete="off"
        onChange={({ target }) => {
          setText(target.value);
          setSolved(false);
        }}
      />
      {failure && <FailureAlert failure={failure} />}
      {!articles && !failure && (
        <p className="busy" role="status">
          {t('loading')}
        </p>
      )}
      {articles && (
        <>
          <p className="discreet" role="status">
            {searching ? foundText(articles.length) : t('all')}
          </p>
          <ArticleList
            articles={articles}
            onOpen={(article) => {
              setReading(article);
              setSolved(false);
            }}
          />
        </>
      )}
    </>
  );
}

function foundText(count: number): string {
  if (count === 0) return t('none');
  return count === 1 ? t('found.one') : t('found.many', { count });
}
