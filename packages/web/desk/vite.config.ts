import react from '@vitejs/plugin-react';
import { createHash } from 'node:crypto';
import { defineConfig, type Plugin } from 'vite';

/** Pictures inside style sheets become files of their own: the pages' content policy takes nothing inline. */
function picturesAsFiles(): Plugin {
  return {
    name: 'pictures-as-files',
    generateBundle(_options, bundle) {
      for (const item of Object.values(bundle)) {
        if (item.type !== 'asset' || !item.fileName.endsWith('.css')) continue;
        item.source = String(item.source).replace(/url\((["']?)(data:image\/svg\+xml[^"')]*(?:(?!\1\)).)*)\1\)/g, (_all, _quote, data: string) => {
          const svg = pictureIn(data);
          const fileName = `assets/picture-${createHash('sha256').update(svg).digest('hex').slice(0, 8)}.svg`;
          if (!bundle[fileName]) this.emitFile({ type: 'asset', fileName, source: svg });
          return `url(/desk/${fileName})`;
        });
      }
    },
  };
}

function pictureIn(data: string): string {
  const [head, ...rest] = data.split(',');
  const body = rest.join(',');
  return head!.endsWith(';base64') ? Buffer.from(body, 'base64').toString('utf8') : decodeURIComponent(body).replaceAll("\\'", "'").replaceAll('\\"', '"');
}

/** The staff app under /desk: hashed files, nothing inline, one piece for each view. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  plugins: [react(), picturesAsFiles()],
  publicDir: false,
  // a worker fetches what it seldom needs only then
  worker: { format: 'es' },
  build: {
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
});
