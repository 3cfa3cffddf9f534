import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { franceAlone, gregorianAlone } from './electron/support/escalation/holidays-at-build.ts';
import { decodeGrammarOnce } from './electron/telephony/sip/grammar-at-build.ts';

const here = (path: string) => resolve(import.meta.dirname, path);

// Everything is bundled but what the runtime gives and what is native: a start reads few files.
const external = [
  'electron',
  /^electron\/.+/,
  'pkcs11js',
  'pcsc-mini',
  /^@pcsc-mini\/.+/,
  'better-sqlite3',
  'onnxruntime-node',
  /^node:/,
];

// Bundled apart, the certificate library would run before the polyfill that it needs.
const reflectFirst: Plugin = {
  name: 'reflect-first',
  transform: (code, id) =>
    /node_modules.tsyringe.dist.esm\d?.index\.js$/.test(id) ? `import 'reflect-metadata';\n${code}` : null,
};

const sipGrammar: Plugin = {
  name: 'sip-grammar-decoded-once',
  transform: (code, id) =>
    /sip\.js.lib.grammar.pegjs.dist.grammar\.js$/.test(id) ? decodeGrammarOnce(code) : null,
};

const holidaysOfFrance: Plugin = {
  name: 'holidays-of-france',
  transform: (code, id) => {
    if (/date-holidays.src.data\.js$/.test(id)) return franceAlone(code);
    return /date-holidays-parser.src.CalEventFactory\.js$/.test(id) ? gregorianAlone(code) : null;
  },
};

export default defineConfig({
  main: {
    plugins: [reflectFirst, sipGrammar, holidaysOfFrance],
    build: {
      target: 'node20',
      externalizeDeps: false,
      rolldownOptions: {
        external,
        input: {
          main: here('electron/main.ts'),
          card: here('native/card/process.ts'),
          telephony: here('electron/telephony/line/process.ts'),
          board: here('electron/telephony/board/process.ts'),
          records: here('native/records/process.ts'),
          'directory-reading': here('native/records/directory/imports/reading-thread.ts'),
          lrm: here('electron/lrm/gateway/process.ts'),
          ocr: here('native/ocr/process.ts'),
          support: here('electron/support/channels/process.ts'),
          training: here('electron/training/process.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        external: ['electron'],
        input: {
          station: here('electron/preload/station.ts'),
          bar: here('electron/preload/bar.ts'),
          dial: here('electron/preload/dial.ts'),
          board: here('electron/preload/board.ts'),
          report: here('electron/preload/report.ts'),
          capture: here('electron/preload/capture.ts'),
        },
        // A sandboxed preload is CommonJS in one file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('renderer'),
    publicDir: here('renderer/public'),
    plugins: [react()],
    build: {
      target: 'chrome130',
      minify: true,
      rolldownOptions: {
        input: {
          station: here('renderer/station/index.html'),
          bar: here('renderer/bar/index.html'),
          dial: here('renderer/dial/index.html'),
          board: here('renderer/board/index.html'),
          report: here('renderer/report/index.html'),
          capture: here('renderer/capture/index.html'),
        },
      },
    },
  },
});
