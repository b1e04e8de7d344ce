import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs Designsystemet's command over theme/designsystemet.config.json: our colours as tokens, light and dark. */
export function makeTheme(): string {
  const cli = join(findPackageJSON('@digdir/designsystemet', import.meta.url)!, '../dist/bin/designsystemet.js');
  const work = mkdtempSync(join(tmpdir(), 'theme-'));
  try {
    cpSync(new URL('../theme/designsystemet.config.json', import.meta.url), join(work, 'designsystemet.config.json'));
    const run = (...args: string[]): unknown => execFileSync(process.execPath, [cli, 'tokens', ...args], { cwd: work, stdio: 'pipe' });
    run('create', '--config', 'designsystemet.config.json', '--clean');
    run('build', '--out-dir', 'css');
    return readFileSync(join(work, 'css/ankomst.css'), 'utf8');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

export const themeFile = new URL('../theme/ankomst.css', import.meta.url);
if (process.argv[1] === import.meta.filename) writeFileSync(themeFile, makeTheme());
