import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

// Shipped through npm under the SIL Open Font License: a letter must look the same on every machine.
const files = [
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf', '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  '@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf', '@expo-google-fonts/noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf',
  '@expo-google-fonts/amiri/400Regular/Amiri_400Regular.ttf', '@expo-google-fonts/amiri/700Bold/Amiri_700Bold.ttf',
  '@expo-google-fonts/noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf', '@expo-google-fonts/noto-sans-ethiopic/700Bold/NotoSansEthiopic_700Bold.ttf',
];

/** The font files letters are set in: Latin, Cyrillic, Greek; Arabic; Ethiopic. */
export function readFonts(): Buffer[] {
  return files.map((file) => readFileSync(require.resolve(file)));
}

/** The code points any of the fonts can show: from the tables `cmap` in format 4 or 12 (OpenType 1.9). */
export function coverage(fonts: Buffer[]): Set<number> {
  const covered = new Set<number>();
  for (const font of fonts) for (const code of codePointsOf(font)) covered.add(code);
  return covered;
}

function* codePointsOf(font: Buffer): Generator<number> {
  const cmap = tableOffset(font, 'cmap');
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + i * 8 + 4);
    const format = font.readUInt16BE(at);
    if (format === 12) {
      for (let group = 0; group < font.readUInt32BE(at + 12); group++) {
        const start = font.readUInt32BE(at + 16 + group * 12);
        for (let code = start; code <= font.readUInt32BE(at + 20 + group * 12); code++) yield code;
      }
    } else if (format === 4) {
      const doubled = font.readUInt16BE(at + 6);
      for (let segment = 0; segment < doubled; segment += 2) {
        const end = font.readUInt16BE(at + 14 + segment);
        for (let code = font.readUInt16BE(at + 16 + doubled + segment); code <= end && code < 0xffff; code++) yield code;
      }
    }
  }
}

function tableOffset(font: Buffer, tag: string): number {
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    if (font.toString('latin1', 12 + i * 16, 16 + i * 16) === tag) return font.readUInt32BE(12 + i * 16 + 8);
  }
  throw new Error(`A font file has no table ${tag}`);
}
