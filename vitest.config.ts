import { defineConfig } from 'vitest/config';

/** Whatever is waited for is waited for longer than it ever takes: a machine that is busy fails no statement. */
const poll = { timeout: 15_000 };
const patient = { testTimeout: 120_000, hookTimeout: 180_000, expect: { poll } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          // By default one processor is left alone, which is half of two.
          maxWorkers: '100%',
          testTimeout: 30_000,
          expect: { poll },
        },
      },
      // They share servers, and some measure time: one file at a time.
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          ...patient,
          fileParallelism: false,
        },
      },
      { test: { name: 'gallery', include: ['tests/gallery/*.test.ts'], ...patient } },
      // Mostly they wait, each on a display of its own: two files at a time.
      { test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], ...patient, maxWorkers: 2 } },
    ],
  },
});
