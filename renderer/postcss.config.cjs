/** Weights of Marianne in use; the design system's other fonts and old formats stay out of the package. */
const kept = /Marianne-(Regular|Medium|Bold)\.woff2/;

const usedFontsOnly = {
  postcssPlugin: 'used-fonts-only',
  AtRule: {
    'font-face': (rule) => {
      rule.walkDecls('src', (declaration) => {
        const sources = declaration.value.split(',').filter((source) => kept.test(source));
        if (sources.length === 0) rule.remove();
        else declaration.value = sources.join(',');
      });
    },
  },
};

module.exports = { plugins: [usedFontsOnly] };
