import { z } from 'zod';

/** What somebody reads before they write to the support. */
export const articleSchema = z.strictObject({
  /** Names it among all, whatever its source: `faq/mot-de-passe-oublie`. */
  id: z.string().min(1).max(200),
  title: z.string().min(1).max(200),
  /** Words that people use for it and that are not in it. */
  keywords: z.string().max(500),
  /** Markdown. */
  text: z.string().max(40_000),
});
export type Article = Readonly<z.infer<typeof articleSchema>>;

/** An article as it is offered. */
export interface Suggestion {
  readonly id: string;
  readonly title: string;
  readonly source: string;
}
