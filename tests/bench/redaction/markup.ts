import { type PersonalKind, personalData } from './personal-data.ts';
import type { Random } from './random.ts';

/** Writes one page: what is personal is marked as such, all else is text of the application. */
export class Markup {
  readonly random: Random;
  #spans = 0;

  constructor(random: Random) {
    this.random = random;
  }

  /** One personal datum. */
  personal(kind: PersonalKind): string {
    this.#spans++;
    return `<span data-kind="${kind}" data-span="${this.#spans}">${personalData[kind](this.random)}</span>`;
  }

  field(label: string, value: string): string {
    return `<label class="field"><span>${label}</span><span class="input">${value}</span></label>`;
  }

  table(heads: readonly string[], rows: number, row: () => readonly string[]): string {
    const cells = (tag: string, texts: readonly string[]) =>
      texts.map((text) => `<${tag}>${text}</${tag}>`).join('');
    const body = Array.from({ length: rows }, () => `<tr>${cells('td', row())}</tr>`).join('');
    return `<table><thead><tr>${cells('th', heads)}</tr></thead><tbody>${body}</tbody></table>`;
  }
}
