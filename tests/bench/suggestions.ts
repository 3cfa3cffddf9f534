import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import type { Article } from '../../electron/support/knowledge/index.ts';
import { Knowledge } from '../../electron/support/knowledge/index.ts';
import faq from '../../resources/fr/faq.json' with { type: 'json' };
import { startRecords } from '../stand/records/index.ts';
import type { Findings } from './report.ts';
import { percentile } from './statistics.ts';

const ARTICLES = 2_000;
const limits = { suggestP95Ms: 50 };

/** Subjects as people type them, key by key. */
const subjects = [
  'mot de passe oublié',
  'impossible de me connecter avec ma carte CPS',
  'le bandeau affiche liaison perdue depuis 3h',
  'transfert vers le CHU refusé',
  'portail très lent sur tous les postes',
  'le SMS avec le code n’arrive pas',
  'supprimer un message de la main courante',
];
const keys = subjects.flatMap((text) => Array.from(text, (_, index) => text.slice(0, index + 1)));

/**
 * From a key to the articles that may help, asked of the records process in its own process, with two thousand
 * articles; beside it, `minisearch` in this one.
 */
export async function measureSuggestions(): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), 'bandeau-bench-suggestions-'));
  const records = startRecords(folder);
  try {
    const articles = Array.from({ length: ARTICLES }, (_, index) => generatedArticle(index));
    const knowledge = new Knowledge(records, [
      { name: 'bench', read: async () => ({ ok: true, value: articles }) },
    ]);
    const filling = performance.now();
    const filled = await knowledge.refresh();
    const fillMs = performance.now() - filling;
    if (!filled.ok) throw new Error(filled.failure.code);
    const again = performance.now();
    await knowledge.refresh();
    const refreshMs = performance.now() - again;
    const own: number[] = [];
    for (const round of [0, 1, 2, 3]) {
      for (const text of keys) {
        const since = performance.now();
        const found = await knowledge.suggest(text);
        if (!found.ok) throw new Error(found.failure.code);
        if (round > 0) own.push(performance.now() - since);
      }
    }
    const beside = inMemory(articles);
    const figures = {
      suggestP95Ms: percentile(own, 0.95),
      suggestP50Ms: percentile(own, 0.5),
      slowestMs: Math.max(...own),
      fillMs,
      refreshMs,
      minisearchP95Ms: percentile(beside.times, 0.95),
      minisearchFillMs: beside.fillMs,
    };
    return { name: 'suggestions', figures, limits, meanings };
  } finally {
    records.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const meanings = {
  suggestP95Ms: 'at each key of seven subjects, to the records process and back',
  fillMs: 'two thousand articles written, in that process',
  refreshMs: 'the same again, nothing changed',
  minisearchFillMs: 'the same read in by minisearch, in the process that asks',
};

function inMemory(articles: readonly Article[]): { times: number[]; fillMs: number } {
  const index = new MiniSearch<Article>({
    fields: ['title', 'keywords', 'text'],
    searchOptions: { prefix: true, combineWith: 'OR', boost: { title: 8, keywords: 6 } },
  });
  const filling = performance.now();
  index.addAll(articles);
  const fillMs = performance.now() - filling;
  const times: number[] = [];
  for (const round of [0, 1, 2, 3]) {
    for (const text of keys) {
      const since = performance.now();
      index.search(text).slice(0, 6);
      if (round > 0) times.push(performance.now() - since);
    }
  }
  return { times, fillMs };
}

/** Sentences of the shipped articles in another order each time: as long, with the same words as real ones. */
function generatedArticle(index: number): Article {
  const lines = faq.articles.flatMap(({ text }) => text).filter((line) => line !== '');
  const titles = faq.articles.map(({ title }) => title);
  const picked = Array.from({ length: 14 }, (_, line) => lines[(index * 31 + line * 17) % lines.length]);
  return {
    id: `bench/${index}`,
    title: `${titles[index % titles.length]} – cas ${index}`,
    keywords: faq.articles[(index * 7) % faq.articles.length]?.keywords ?? '',
    text: picked.join('\n'),
  };
}
