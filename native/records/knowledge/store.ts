import { z } from 'zod';
import { ok } from '../../../electron/failures/index.ts';
import { type Article, articleSchema } from '../../../electron/support/knowledge/rules/article.ts';
import type { Migration } from '../database.ts';
import type { Store } from '../operation.ts';
import type { StoreContext } from '../stores.ts';
import type { knowledgeOperations } from './operations.ts';
import { toMatches } from './query.ts';

/** Articles name nobody and can be fetched again: they rest in clear, and no commit waits for the disk. */
const migrations: readonly Migration[] = [
  `CREATE TABLE articles (
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     source TEXT NOT NULL,
     title TEXT NOT NULL,
     keywords TEXT NOT NULL,
     text TEXT NOT NULL
   ) STRICT;
   CREATE INDEX by_source ON articles (source);
   CREATE VIRTUAL TABLE search USING fts5(
     title, keywords, text,
     content='articles', content_rowid='seq',
     tokenize='unicode61 remove_diacritics 2', prefix='3 4 5 6'
   );
   CREATE TRIGGER added AFTER INSERT ON articles BEGIN
     INSERT INTO search(rowid, title, keywords, text) VALUES (new.seq, new.title, new.keywords, new.text);
   END;
   CREATE TRIGGER removed AFTER DELETE ON articles BEGIN
     INSERT INTO search(search, rowid, title, keywords, text)
       VALUES ('delete', old.seq, old.title, old.keywords, old.text);
   END;`,
];

/** A word of the title tells more than one of the text. */
const weights = '8.0, 6.0, 1.0';
/** As many are looked at for each way of asking. */
const LOOKED_AT = 40;
/** What answers much worse than the best is passed over. Share of the best's rank. */
const WORTH = 0.35;

const row = z.object({ id: z.string(), title: z.string(), source: z.string() });
const rankedRow = row.extend({ rank: z.number() });
type Ranked = z.infer<typeof rankedRow>;

/** Opens the articles: those that ship, and copies of those of the site. */
export function openKnowledge(context: StoreContext): Store<typeof knowledgeOperations> {
  const database = context.open({ name: 'knowledge', migrations, durable: false });
  const insert = database.prepare(
    'INSERT INTO articles (id, source, title, keywords, text) VALUES (@id, @source, @title, @keywords, @text)',
  );
  const same = database.prepare(
    'SELECT 1 FROM articles WHERE id = @id AND source = @source AND title = @title AND keywords = @keywords AND text = @text',
  );
  const remove = database.prepare('DELETE FROM articles WHERE id = ?');
  const put = database.transaction((source: string, articles: readonly Article[]) => {
    for (const article of articles) {
      if (same.get({ ...article, source })) continue;
      remove.run(article.id);
      insert.run({ ...article, source });
    }
  });
  const idsOf = database.prepare('SELECT id FROM articles WHERE source = ?').pluck();
  const keep = database.transaction((source: string, ids: ReadonlySet<string>) => {
    for (const id of z.array(z.string()).parse(idsOf.all(source))) if (!ids.has(id)) remove.run(id);
  });
  const byRank = database.prepare(
    `SELECT a.id, a.title, a.source, bm25(search, ${weights}) AS rank
     FROM search JOIN articles a ON a.seq = search.rowid WHERE search MATCH ? ORDER BY rank LIMIT ?`,
  );
  const ranked = (match: string) => byRank.all(match, LOOKED_AT).map((one) => rankedRow.parse(one));
  return {
    database,
    handlers: {
      'knowledge.put': ({ source, articles }) => {
        put(source, articles);
        return ok();
      },
      'knowledge.keep': ({ source, ids }) => {
        keep(source, new Set(ids));
        return ok();
      },
      'knowledge.suggest': ({ text, limit }) => {
        const matches = toMatches(text);
        if (!matches) return ok([]);
        const found = best([ranked(matches.typed), ranked(matches.alike), ranked(matches.all)]);
        return ok(found.slice(0, limit).map(({ id, title, source }) => ({ id, title, source })));
      },
      'knowledge.list': ({ limit }) => {
        const rows = database
          .prepare('SELECT id, title, source FROM articles ORDER BY title LIMIT ?')
          .all(limit);
        const total = z.int().parse(database.prepare('SELECT count(*) FROM articles').pluck().get());
        return ok({ suggestions: rows.map((one) => row.parse(one)), total });
      },
      'knowledge.read': ({ id }) => {
        const found = database.prepare('SELECT id, title, keywords, text FROM articles WHERE id = ?').get(id);
        return ok(found === undefined ? null : articleSchema.parse(found));
      },
    },
  };
}

/** By the sum of the ranks: the lower, the better, for ranks are negative. What is much worse than the best is left out. */
function best(asked: readonly (readonly Ranked[])[]): readonly Ranked[] {
  const sums = new Map<string, Ranked>();
  for (const found of asked.flat()) {
    sums.set(found.id, { ...found, rank: found.rank + (sums.get(found.id)?.rank ?? 0) });
  }
  const sorted = [...sums.values()].sort((a, b) => a.rank - b.rank);
  const worst = (sorted[0]?.rank ?? 0) * WORTH;
  return sorted.filter(({ rank }) => rank <= worst);
}
