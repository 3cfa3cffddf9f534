import { useState } from 'react';
import Markdown, { type Components } from 'react-markdown';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { Panel } from '../shell/Panel.tsx';
import { t } from '../text.ts';
import { helpPages } from './pages.ts';
import './help.css';

/** Titles go below the panel's own. */
const components: Components = {
  a: ({ href, children }) => <ExternalLink href={href}>{children}</ExternalLink>,
  h2: ({ children }) => <h4 className="subtitle">{children}</h4>,
};

const elements = ['p', 'h2', 'ul', 'ol', 'li', 'strong', 'em', 'a', 'code'];

/** The pages of help, made with the program: they need no network. */
export function Help({ onClose }: { readonly onClose: () => void }) {
  const [current, setCurrent] = useState(0);
  const page = helpPages[current];
  return (
    <Panel title={t('help.title')} onClose={onClose}>
      <div className="help">
        <nav className="help__pages" aria-label={t('help.pages')}>
          {helpPages.map(({ title }, index) => (
            <button
              key={title}
              type="button"
              aria-current={index === current ? 'page' : undefined}
              onClick={() => setCurrent(index)}
            >
              {title}
            </button>
          ))}
        </nav>
        {page && (
          <article className="help__page" key={page.title}>
            <h3 className="title">{page.title}</h3>
            <Markdown components={components} allowedElements={elements} unwrapDisallowed>
              {page.text}
            </Markdown>
          </article>
        )}
      </div>
    </Panel>
  );
}
