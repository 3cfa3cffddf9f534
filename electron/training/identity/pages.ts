import { createHash } from 'node:crypto';
import texts from '../../../resources/fr/training.json' with { type: 'json' };
import { escapeMarkup } from '../../shared/escape-markup.ts';

const { pages } = texts;

const style = `
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; color: #161616; }
h1 { font-size: 1.5rem; }
fieldset { border: 1px solid #666; margin: 1.5rem 0; padding: 1rem; }
label { display: block; padding: .375rem 0; }
button { font: inherit; padding: .5rem 1.25rem; margin-right: 1rem; }
`;
const styleHash = createHash('sha256').update(style).digest('base64');

/** Headers of every page: nothing is loaded, no script runs, answers go back to the station of this machine only. */
export const pageHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "form-action 'self' http://127.0.0.1:*",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** A page with a heading and one paragraph. */
export function messagePage(key: 'linked' | 'linkExpired' | 'interactionOver' | 'requestRefused'): string {
  const { title, text } = pages[key];
  return page(title, `<p>${escapeMarkup(text)}</p>`);
}

/** Who signs in, or nobody: the form comes back to `action` with `person` and `decision`. */
export function signInPage(action: string, people: readonly { id: string; name: string }[]): string {
  const { title, text, choose, accept, refuse } = pages.signIn;
  const choices = people.map(
    ({ id, name }, index) =>
      `<label><input type="radio" name="person" value="${escapeMarkup(id)}"${index === 0 ? ' checked' : ''}> ${escapeMarkup(name)}</label>`,
  );
  return page(
    title,
    `<p>${escapeMarkup(text)}</p>
<form method="post" action="${escapeMarkup(action)}">
<fieldset><legend>${escapeMarkup(choose)}</legend>${choices.join('')}</fieldset>
<button name="decision" value="accept">${escapeMarkup(accept)}</button>
<button name="decision" value="refuse">${escapeMarkup(refuse)}</button>
</form>`,
  );
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeMarkup(title)}</title><style>${style}</style></head>
<body><main><h1>${escapeMarkup(title)}</h1>
${content}</main></body>
</html>
`;
}
