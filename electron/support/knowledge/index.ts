export { Knowledge } from './knowledge.ts';
export type { ArticleSource } from './ports.ts';
export type { Article, Suggestion } from './rules/article.ts';
export { folderSource, shippedFaq } from './sources.ts';
