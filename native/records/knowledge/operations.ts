import { z } from 'zod';
import { articleSchema } from '../../../electron/support/knowledge/rules/article.ts';
import { nothing, type Operations } from '../operation.ts';

const source = z.string().min(1).max(100);
const suggestion = z.strictObject({ id: z.string(), title: z.string(), source });

/** As many articles go in one request: the process writes them within some 30 ms, and has others to serve. */
export const MOST_AT_ONCE = 50;

/** What can be asked of the articles that are kept here. */
export const knowledgeOperations = {
  /** Adds articles, or takes the place of those of the same id. */
  'knowledge.put': {
    request: z.strictObject({ source, articles: z.array(articleSchema).max(MOST_AT_ONCE).readonly() }),
    reply: nothing,
  },
  /** Of a source, what is not named goes. */
  'knowledge.keep': {
    request: z.strictObject({ source, ids: z.array(z.string().max(200)).max(20_000).readonly() }),
    reply: nothing,
  },
  /** The best first. */
  'knowledge.suggest': {
    request: z.strictObject({ text: z.string().max(1_000), limit: z.int().min(1).max(50) }),
    reply: z.array(suggestion).readonly(),
  },
  /** All of them by title, for whoever looks around. */
  'knowledge.list': {
    request: z.strictObject({ limit: z.int().min(1).max(500) }),
    reply: z.strictObject({ suggestions: z.array(suggestion).readonly(), total: z.int() }),
  },
  /** Null where there is none. */
  'knowledge.read': {
    request: z.strictObject({ id: z.string().max(200) }),
    reply: articleSchema.nullable(),
  },
} as const satisfies Operations;
