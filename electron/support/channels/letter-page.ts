import { z } from 'zod';
import texts from '../../../resources/fr/support-letter.json' with { type: 'json' };
import type { Errand } from '../ports.ts';

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A letter as a portal's rich text; the last line has the UUID by which it is found again. */
export function letterHtml({ id, content }: Pick<Errand['letter'], 'id' | 'content'>): string {
  const paragraphs = content.sections.map(({ title, text }) => {
    const lines = escaped(text).replaceAll(/\r?\n/g, '<br>');
    return title === '' ? `<p>${lines}</p>` : `<p><strong>${escaped(title)}</strong><br>${lines}</p>`;
  });
  return [...paragraphs, `<p>${escaped(texts.reference)} ${id}</p>`].join('');
}

/** The same as plain text. */
export function letterText({ id, content }: Pick<Errand['letter'], 'id' | 'content'>): string {
  const parts = content.sections.map(({ title, text }) => (title === '' ? text : `${title}\n${text}`));
  return [...parts, `${texts.reference} ${id}`].join('\n\n');
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => marks[mark] ?? '');
}

const referenceAtEnd = new RegExp(
  `(?:^|\\n)[ \\t]*${texts.reference.replaceAll(' ', '\\s')}\\s+([\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12})\\s*$`,
);

/** The UUID of the letter that a text is, which is its last line; null where there is none. Whoever quotes it has one too. */
export function letterIn(text: string): string | null {
  return z.uuid().safeParse(referenceAtEnd.exec(text)?.[1]).data ?? null;
}

export function withoutReference(text: string): string {
  return text.replace(referenceAtEnd, '').trim();
}
