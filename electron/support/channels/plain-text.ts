import { compile } from 'html-to-text';
import { LONGEST_ENTRY } from '../rules/ticket-schemas.ts';

/** No answer that a person reads comes near; characters. Elements in one another cost the square of their number. */
const LONGEST_HTML = 120_000;

const skipped = [
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'img',
  'head',
];
const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

const toText = compile({
  wordwrap: false,
  limits: { maxDepth: 60, maxChildNodes: 5_000, ellipsis: '…' },
  selectors: [
    ...skipped.map((selector) => ({ selector, format: 'skip' })),
    ...headings.map((selector) => ({ selector, options: { uppercase: false } })),
    // Cells side by side, without a table's own width: what it says of its columns may be anything.
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...['td', 'th'].map((selector) => ({ selector, format: 'inlineSurround', options: { suffix: ' ' } })),
    // Where a link leads is shown: what it is called may say something else.
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, pathRewrite: webAddress } },
  ],
});

/** Rich text of a desk, whoever wrote it, as plain text: no mark, no picture, no script, nothing that hides or turns text. */
export function plainText(html: string): string {
  return tidy(toText(html.slice(0, LONGEST_HTML)));
}

/** The same of what is plain text already, such as a title or the name of a file, in one line of at most `most` characters. */
export function plainLine(text: string, most: number): string {
  return cut(unhidden(text).replaceAll(/\s+/g, ' ').trim(), most);
}

/** Plain text of several lines, without what hides or turns text. */
export function tidy(text: string): string {
  const lines = unhidden(text)
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd());
  return cut(
    lines
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim(),
    LONGEST_ENTRY,
  );
}

/** Without control characters, and without those that turn the direction of writing or have no width. */
function unhidden(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, (mark) =>
    mark === '\n' || mark === '\t' ? mark : mark === '\r' ? '\n' : '',
  );
}

function webAddress(path: string): string {
  return /^(https?:\/\/|mailto:)/i.test(path) && path.length <= 500 ? path : '';
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
