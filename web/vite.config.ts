import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Texts travel in one file per language and audience, so that a page never waits for another audience's words. */
function chunkOf(id: string): string | null {
  const text = /\/texts\/([\w-]+)\/([\w-]+)\.json$/.exec(id);
  if (text) return `texts-${text[2]?.startsWith('console') ? 'console-' : ''}${text[1]}`;
  if (/node_modules\/(react|react-dom|scheduler)\//.test(id)) return 'react';
  return null;
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: 'es2022',
    // The portal is read on any recent browser; source maps stay out of what is served.
    sourcemap: false,
    rollupOptions: { output: { codeSplitting: { groups: [{ name: chunkOf, debugName: 'texts and react' }] } } },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': process.env.YINXIN_SERVER ?? 'http://127.0.0.1:8080',
    },
  },
});
