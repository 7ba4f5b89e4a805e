import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import packed from '@sparticuz/chromium';

const require = createRequire(import.meta.url);

/** What a launch needs: the unpacked browser, its libraries and a font with Chinese. */
export interface Chromium {
  readonly executable: string;
  readonly libraries: string;
  readonly fontConfig: string;
  readonly arguments: readonly string[];
}

const fontsConf = (fonts: string, cache: string) => `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
</fontconfig>`;

/**
 * Arguments of the packed browser that are not wanted: without web security it sends no Origin, as a single process it
 * dies when a context closes, and a graphics card made of software only keeps the processor busy.
 */
const unwanted =
  /^--(disable-web-security|allow-running-insecure-content|single-process|in-process-gpu|use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu-blocklist)\b/;

/**
 * Unpacks the browser that came from npm, once per run (global setup): the program, the libraries it needs on hosts without
 * NSS, and a font configuration. Without any font Chinese text would be blank.
 */
export async function unpackChromium(): Promise<Chromium> {
  const work = path.join(fs.realpathSync(os.tmpdir()), `yinxin-chromium-${process.getuid?.() ?? 0}`);
  fs.mkdirSync(work, { recursive: true, mode: 0o755 });
  const fonts = path.dirname(require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'));
  const fontConfig = path.join(work, 'fonts.conf');
  fs.writeFileSync(fontConfig, fontsConf(fonts, path.join(work, 'cache')));
  return {
    executable: await packed.executablePath(),
    libraries: unpackLibraries(work),
    fontConfig,
    arguments: [...packed.args.filter((argument) => !unwanted.test(argument)), '--disable-gpu'],
  };
}

/** Folder of the browser's npm package. */
function packageRoot(): string {
  let at = path.dirname(require.resolve('@sparticuz/chromium'));
  while (!fs.existsSync(path.join(at, 'bin'))) {
    if (at === path.dirname(at)) throw new Error('the package @sparticuz/chromium has no folder bin');
    at = path.dirname(at);
  }
  return at;
}

function unpackLibraries(work: string): string {
  const target = path.join(work, 'libraries');
  if (!fs.existsSync(target)) {
    const partial = fs.mkdtempSync(`${target}-`);
    const archive = path.join(partial, 'libraries.tar');
    fs.writeFileSync(archive, brotliDecompressSync(fs.readFileSync(path.join(packageRoot(), 'bin', 'al2023.tar.br'))));
    execFileSync('tar', ['-xf', archive, '-C', partial]);
    fs.rmSync(archive);
    fs.renameSync(partial, target);
  }
  const inner = path.join(target, 'al2023', 'lib');
  return fs.existsSync(inner) ? inner : path.join(target, 'lib');
}
