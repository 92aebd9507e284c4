import { defineConfig } from 'vitest/config';

const slow = 'test/**/*.slow.test.{ts,tsx}';

export default defineConfig({
  test: {
    // Frames are compared as text, so no colour codes unless a test asks for them. Ink draws nothing
    // before it exits when it believes it runs in CI; tests must see the same frames there as here.
    env: { FORCE_COLOR: '0', CI: 'false' },
    // For tests that hang, not for machines that are slow or busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: { include: ['src/**/*.{ts,tsx}'], reporter: ['text-summary', 'html'] },
    projects: [
      {
        extends: true,
        test: { name: 'fast', include: ['test/**/*.test.{ts,tsx}'], exclude: [slow] },
      },
      {
        extends: true,
        test: {
          name: 'kernel',
          // The tests of the reference engine, on the compiled one.
          include: ['test/engine/*.test.ts'],
          exclude: [slow, 'test/engine/kernel*', 'test/engine/{draws,random}.test.ts'],
          env: { TOGUNA_ENGINE: 'kernel' },
        },
      },
      {
        extends: true,
        test: { name: 'slow', include: [slow], testTimeout: 600_000, hookTimeout: 600_000 },
      },
    ],
  },
});
