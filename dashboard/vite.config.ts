import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** As the launcher sets them. */
const { DASHBOARD_PORT = '5173', GATEWAY_PORT = '8000' } = process.env;
const port = Number(DASHBOARD_PORT);

/** The gateway of a development stack: who opens this server directly still reaches the API. */
const gateway = `http://127.0.0.1:${GATEWAY_PORT}`;

/** In one file, so that zod is told to do without `eval` before the first schema is made. */
const schemas = { name: 'schemas', test: /node_modules\/zod\/|packages\/contracts\/|\/zod-without-eval\.ts/ };

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: true,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: [schemas] } } },
  },
  server: {
    host: '127.0.0.1',
    port,
    strictPort: true,
    // Reload messages go straight to this server, so they arrive whatever a proxy in front does with upgrades.
    hmr: { clientPort: port },
    proxy: { '/api': gateway, '/ws': { target: gateway, ws: true } },
  },
  test: {
    name: 'dashboard',
    environment: 'happy-dom',
    environmentOptions: { happyDOM: { url: 'http://localhost:8000/' } },
    include: ['src/**/*.test.{ts,tsx}'],
    // Ends what hangs; a busy machine must not.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 8_000 } },
    setupFiles: ['src/testing/setup.ts'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
});
