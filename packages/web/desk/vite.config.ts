import react from '@vitejs/plugin-react';
import { createHash } from 'node:crypto';
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';

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

/** The views in which most days begin; they and who is logged in are asked for with the page, not after it (ADR 0035). */
const firstViews = ['src/shell/Home.tsx', 'src/queue/TodayPage.tsx'];

/** Names in the page what the first view needs: on a thin line each thing found out later costs a way there and back. */
function firstViewWithThePage(): Plugin {
  return {
    name: 'first-view-with-the-page',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((one) => one.type === 'chunk');
        const scripts = new Set<string>(), sheets = new Set<string>();
        const take = (fileName: string): void => {
          const chunk = chunks.find((one) => one.fileName === fileName);
          if (!chunk || scripts.has(fileName) || html.includes(`/desk/${fileName}"`)) return;
          scripts.add(fileName);
          for (const sheet of chunk.viteMetadata?.importedCss ?? []) sheets.add(sheet);
          chunk.imports.forEach(take);
        };
        for (const view of firstViews) take(chunks.find((one) => one.facadeModuleId?.endsWith(`/desk/${view}`))!.fileName);
        const link = (attrs: Record<string, string | boolean>): HtmlTagDescriptor => ({ tag: 'link', attrs, injectTo: 'head' });
        return [
          link({ rel: 'preload', as: 'fetch', crossorigin: true, href: '/desk/api/me' }),
          ...[...scripts].map((file) => link({ rel: 'modulepreload', crossorigin: true, href: `/desk/${file}` })),
          ...[...sheets].map((file) => link({ rel: 'stylesheet', crossorigin: true, href: `/desk/${file}` })),
        ];
      },
    },
  };
}

/** The staff app under /desk: hashed files, nothing inline, one piece for each view. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  plugins: [react(), picturesAsFiles(), firstViewWithThePage()],
  publicDir: false,
  // a worker fetches what it seldom needs only then
  worker: { format: 'es' },
  build: {
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Its index names every component, with what the seldom ones stand on; those used name what they need themselves.
      treeshake: { moduleSideEffects: [{ test: /[\\/]@digdir[\\/]designsystemet-react[\\/]/, sideEffects: false }] },
      // The frame in two pieces and not in a dozen: few can be under way at a time.
      output: { codeSplitting: { groups: [
        { name: 'react', test: /[\\/]node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
        { name: 'frame', test: /[\\/]node_modules[\\/](@tanstack[\\/](react-router|router-core|history|react-store|store|react-query|query-core)|use-sync-external-store|intl-messageformat|@formatjs|clsx|@radix-ui[\\/]react-(slot|compose-refs))[\\/]|[\\/]desk[\\/]src[\\/](api|keys|kit[\\/](?!Palette\.|files)|shell[\\/](?!Settings)|words[\\/]say|search[\\/]SearchBox)/ },
      ] } },
    },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
});
