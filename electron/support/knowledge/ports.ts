import type { Result } from '../../failures/index.ts';
import type { Article } from './rules/article.ts';

/** Where articles come from: the program, a folder, the portal's knowledge base. */
export interface ArticleSource {
  /** What people read of where an article is from; articles of a source are replaced together. */
  readonly name: string;
  /** All of them, or why they cannot be had now: what is kept of the source then stays. */
  read(): Promise<Result<readonly Article[]>>;
}
