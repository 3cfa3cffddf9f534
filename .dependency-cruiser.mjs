/**
 * The layers, from the inside out; an arrow not named here is allowed.
 * `npm run check:imports` holds the code to this list.
 */
const capabilities = [
  'identity',
  'telephony',
  'settings',
  'training',
  'vault',
  'dialling',
  'lrm',
  'records',
  'directory',
  'prerequisites',
  'redaction',
  'support',
  'screenshots',
];

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pages-know-main-by-its-door-only',
      comment:
        'A page imports the types of the door, of what it shows, the failures and the pure rules of an account, of a provider that is away, of calls and what a form of the support offers; pure rules aside, nothing that runs in main.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: {
        path: '^(electron|native)/',
        pathNot:
          '^electron/(ipc/(door|zoom-factors)|failures/|identity/(account/|provider-failures)|telephony/call-rules|support/(rules/|[a-z]+/rules/(choices|request))|redaction/rules/identifiers)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'main-knows-no-page',
      severity: 'error',
      from: { path: '^(electron|native)/' },
      to: { path: '^renderer/' },
    },
    {
      name: 'pages-do-not-know-one-another',
      severity: 'error',
      from: { path: '^renderer/(bar|station|dial|board|report|capture)/' },
      to: { path: '^renderer/(bar|station|dial|board|report|capture)/', pathNot: '^renderer/$1/' },
    },
    {
      name: 'only-the-wiring-and-the-shell-know-electron',
      comment:
        'Domain code and adapters run in a plain Node; what needs Electron is the shell, or starts a process.',
      severity: 'error',
      from: {
        path: '^(electron|native)/',
        pathNot:
          '^electron/([a-z-]+\\.ts|shell/|preload/|ipc/router|shared/spawn-utility|training/training-process|services/peers)',
      },
      to: { path: '^electron$', dependencyTypes: ['npm', 'npm-dev'] },
    },
    {
      name: 'only-the-router-and-the-bridge-use-ipc',
      comment: 'The shell opens windows; requests pass the router (DESIGN rule 2).',
      severity: 'error',
      from: {
        path: '^electron/(shell|training|identity|telephony|settings|vault|dialling|lrm|prerequisites|support|screenshots)/',
      },
      to: { path: '^electron/(ipc/router|preload/)' },
    },
    ...capabilities.map((capability) => ({
      name: `${capability}-is-entered-by-its-index-or-ports`,
      comment: 'A capability imports the types of another, never its insides; wiring may choose adapters.',
      severity: 'error',
      from: {
        path: '^electron/(identity|telephony|settings|vault|dialling|lrm|prerequisites|redaction|support|screenshots)/',
        pathNot: `^electron/${capability}/`,
      },
      to: {
        path: `^electron/${capability}/`,
        pathNot: `^electron/${capability}/(index|ports|configuration|session-state|rules/identifiers)`,
      },
    })),
    {
      name: 'training-is-never-reached-from-production-code',
      severity: 'error',
      from: {
        path: '^(electron/(identity|telephony|settings|shell|dialling|lrm|ipc|prerequisites|support|screenshots)|native)/',
      },
      to: { path: '^electron/training/' },
    },
    {
      name: 'native-processes-stand-alone',
      comment:
        'native/ runs in processes of its own: with main it shares types, what stands at the bottom, and pure rules, not state.',
      severity: 'error',
      from: { path: '^native/' },
      to: {
        path: '^electron/',
        pathNot: '^electron/(shared|failures)/|^electron/[a-z-]+/rules/|^electron/support/knowledge/rules/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'shared-and-failures-stand-at-the-bottom',
      severity: 'error',
      from: { path: '^electron/(shared|failures)/' },
      to: { path: '^electron/', pathNot: '^electron/(shared|failures)/' },
    },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { pathNot: '^(tests|scripts)/' },
      to: { path: '^tests/' },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
