const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** What the pages take of the design system, whose core alone is 180 kB: the start of the program pays for the rest. */

/** Classes named in the sources; one that ends with a dash is the beginning of several (`fr-alert--${severity}`). */
const named = new Set(
  readdirSync(__dirname, { recursive: true })
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => readFileSync(join(__dirname, file), 'utf8').match(/\bfr-[\w-]+/g) ?? []),
);
const beginnings = [...named].filter((name) => name.endsWith('-'));

const isUsed = (name) => named.has(name) || beginnings.some((beginning) => name.startsWith(beginning));

/** Whether every class of the design system outside `:not(…)` is one of ours. */
const canMatch = (selector) =>
  (selector.replace(/:not\([^)]*\)/g, '').match(/(?<=\.)fr-[\w-]+/g) ?? []).every(isUsed);

/** Weights of Marianne in use. */
const fonts = /Marianne-(Regular|Medium|Bold)\.woff2/;

const usedOnly = {
  postcssPlugin: 'used-only',
  Rule(rule) {
    if (rule.parent?.type === 'atrule' && rule.parent.name.endsWith('keyframes')) return;
    const selectors = rule.selectors.filter(canMatch);
    if (selectors.length === 0) rule.remove();
    else if (selectors.length < rule.selectors.length) rule.selectors = selectors;
  },
  AtRule: {
    'font-face': (rule) => {
      rule.walkDecls('src', (declaration) => {
        const sources = declaration.value.split(',').filter((source) => fonts.test(source));
        if (sources.length === 0) rule.remove();
        else declaration.value = sources.join(',');
      });
    },
  },
};

module.exports = { plugins: [usedOnly] };
