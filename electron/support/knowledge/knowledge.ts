import { MOST_AT_ONCE } from '../../../native/records/knowledge/operations.ts';
import { fail, ok, type Result } from '../../failures/index.ts';
import type { Records } from '../../records/index.ts';
import type { ArticleSource } from './ports.ts';
import type { Article, Suggestion } from './rules/article.ts';

/** As many are offered as one reads at a glance. */
const OFFERED = 6;
const LISTED = 300;

/** Articles of the program and of the site, kept on this workstation: they are found and read without any network. */
export class Knowledge {
  readonly #records: Pick<Records, 'call'>;
  readonly #sources: readonly ArticleSource[];
  /** The first source, which is at hand, is there: nothing is looked for before. */
  #filled: Promise<Result<undefined>> | null = null;

  constructor(records: Pick<Records, 'call'>, sources: readonly ArticleSource[]) {
    this.#records = records;
    this.#sources = sources;
  }

  /** Reads every source anew; one that is away keeps what is kept of it. The first failure, the others done all the same. */
  async refresh(): Promise<Result<undefined>> {
    const [first, ...others] = this.#sources;
    this.#filled = first ? this.#refreshOne(first) : Promise.resolve(ok());
    let outcome = await this.#filled;
    for (const source of others) {
      const done = await this.#refreshOne(source);
      if (outcome.ok) outcome = done;
    }
    return outcome;
  }

  /** What may help with a subject as it is typed, the best first; nothing for an empty one. */
  async suggest(text: string): Promise<Result<readonly Suggestion[]>> {
    await this.#whenFilled();
    return this.#records.call('knowledge.suggest', { text, limit: OFFERED });
  }

  /** By title, for whoever looks around. */
  async list(): Promise<Result<readonly Suggestion[]>> {
    await this.#whenFilled();
    const listed = await this.#records.call('knowledge.list', { limit: LISTED });
    return listed.ok ? ok(listed.value.suggestions) : listed;
  }

  /** `Knowledge_Gone` where it is no longer there. */
  async read(id: string): Promise<Result<Article>> {
    await this.#whenFilled();
    const found = await this.#records.call('knowledge.read', { id });
    if (!found.ok) return found;
    return found.value ? ok(found.value) : fail('Knowledge_Gone');
  }

  async #whenFilled(): Promise<void> {
    if (!this.#filled) void this.refresh();
    await this.#filled;
  }

  async #refreshOne(source: ArticleSource): Promise<Result<undefined>> {
    const read = await source.read();
    if (!read.ok) return read;
    const articles = read.value;
    for (let from = 0; from < articles.length; from += MOST_AT_ONCE) {
      const part = articles.slice(from, from + MOST_AT_ONCE);
      const put = await this.#records.call('knowledge.put', { source: source.name, articles: part });
      if (!put.ok) return put;
    }
    return this.#records.call('knowledge.keep', { source: source.name, ids: articles.map(({ id }) => id) });
  }
}
