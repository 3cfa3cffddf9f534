import { z } from 'zod';
import type { Article, Suggestion } from '../../support/knowledge/index.ts';
import { nothing } from './shapes.ts';

export const knowledgeRequests = {
  'knowledge.suggest': z.strictObject({ text: z.string().max(1_000) }),
  'knowledge.list': nothing,
  'knowledge.read': z.strictObject({ id: z.string().min(1).max(200) }),
} as const;

export interface KnowledgeReplies {
  'knowledge.suggest': readonly Suggestion[];
  'knowledge.list': readonly Suggestion[];
  'knowledge.read': Article;
}
