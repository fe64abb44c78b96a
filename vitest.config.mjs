import { defineConfig } from 'vitest/config';

/** One project a level of `npm test`; scripts/test.mjs runs them one by one. */
const level = (name, include, options) => ({
  test: {
    name,
    include,
    setupFiles: ['test/support/propertyCases.ts'],
    // Levels that start real programs run one file at a time: two cores are few for two VS Codes.
    fileParallelism: options.files,
    // The SDK spends much of its time waiting.
    maxWorkers: options.workers,
    testTimeout: options.seconds * 1000,
    hookTimeout: options.seconds * 1000,
    // A second, which is usual, is short on a busy machine.
    expect: { poll: { timeout: (options.seconds * 1000) / 4 } },
    // Names of slow tests would drown what failed.
    slowTestThreshold: options.seconds * 1000,
  },
});

export default defineConfig({
  test: {
    projects: [
      level('unit', ['test/unit/**/*.test.ts'], { files: true, seconds: 30 }),
      level('store', ['test/{store,transfer,git,cli}/**/*.test.ts'], { files: true, seconds: 120 }),
      level('sdk', ['test/sdk/*.test.ts'], { files: true, workers: 3, seconds: 120 }),
      level('ui', ['test/ui/**/*.test.ts'], { files: false, seconds: 120 }),
      level('package', ['test/package/**/*.test.ts'], { files: false, seconds: 180 }),
    ],
  },
});
