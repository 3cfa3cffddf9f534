import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import faq from '../../../resources/fr/faq.json' with { type: 'json' };
import { fail, ok, type Result } from '../../failures/index.ts';
import type { ArticleSource } from './ports.ts';
import type { Article } from './rules/article.ts';

/** The questions that ship with the program (seeds 000 to 004). */
export const shippedFaq: ArticleSource = {
  name: faq.source,
  read: async () =>
    ok(
      faq.articles.map(({ id, title, keywords, text }) => ({
        id: `faq/${id}`,
        title,
        keywords,
        text: text.join('\n'),
      })),
    ),
};

const MOST = 10_000;
const LARGEST = 40_000;

/**
 * A folder of the site, such as a share to which its knowledge base is exported: one Markdown file an article, its title
 * the first line, `# …`. What is too large or no text is passed over. `Knowledge_FolderAway`.
 */
export function folderSource(name: string, folder: string): ArticleSource {
  return {
    name,
    read: async () => {
      const names = await readdir(folder).catch(() => null);
      if (!names) return fail('Knowledge_FolderAway', { folder });
      const files = names
        .filter((file) => file.toLowerCase().endsWith('.md'))
        .sort()
        .slice(0, MOST);
      const articles: Article[] = [];
      for (const file of files) {
        const text = await readSmall(join(folder, file));
        const article = text === null ? null : articleOf(file, text);
        if (article) articles.push(article);
      }
      return ok(articles);
    },
  } satisfies { name: string; read(): Promise<Result<readonly Article[]>> };
}

async function readSmall(path: string): Promise<string | null> {
  try {
    const { size } = await stat(path);
    return size > LARGEST ? null : new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch {
    return null;
  }
}

/** An article of a Markdown file; null where it has no text. */
export function articleOf(file: string, markdown: string): Article | null {
  const lines = markdown.replace(/^\uFEFF/, '').split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return null;
  const heading = /^#\s+(.+)$/.exec(lines[first] ?? '')?.[1]?.trim();
  const text = lines
    .slice(heading === undefined ? first : first + 1)
    .join('\n')
    .trim();
  const title = (heading ?? file.replace(/\.md$/i, '')).slice(0, 200);
  return text === '' || title === '' ? null : { id: `site/${file}`.slice(0, 200), title, keywords: '', text };
}
