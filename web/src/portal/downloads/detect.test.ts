import { programmes } from '@yinxin/programmes';
import { expect, test } from 'vitest';
import { detect, propose } from './detect.ts';

const WIN10_64 =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36 Edg/129.0.0.0';
const WIN7_32 = 'Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36';
const WIN7_WOW = 'Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko';
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15';
const KYLIN = 'Mozilla/5.0 (X11; Linux aarch64; rv:128.0) Gecko/20100101 Firefox/128.0';
const PHONE =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36';

test.each([
  [WIN10_64, { family: 'windows', version: '10.0', bits: 64 }, { family: 'edge', version: 129 }],
  [WIN7_32, { family: 'windows', version: '6.1', bits: 32 }, { family: 'chrome', version: 109 }],
  [WIN7_WOW, { family: 'windows', version: '6.1', bits: 64 }, { family: 'internet-explorer', version: 11 }],
  [MAC, { family: 'macos', version: '10.15', bits: 64 }, { family: 'safari', version: 17 }],
  [KYLIN, { family: 'linux', version: null, bits: 64 }, { family: 'firefox', version: 128 }],
  [PHONE, null, { family: 'chrome', version: 129 }],
  ['curl/8', null, null],
])('%s', (userAgent, system, browser) => {
  expect(detect(userAgent)).toEqual({ system, browser });
});

const suite = programmes.find(({ downloads }) => downloads)?.downloads;
if (!suite) throw new Error('no programme has a download area');

test('[IT-36] the package that fits is proposed; what the configuration does not name is never called supported', () => {
  const own = {
    ...suite,
    packages: [
      { ...suite.packages[0], code: 'win-64', system: 'windows', versions: ['10.0'], bits: [64] },
      { ...suite.packages[0], code: 'win-32', system: 'windows', versions: ['10.0', '6.1'], bits: [32] },
    ],
    browsers: [{ browser: 'chrome', label: suite.suite, from: 110 }],
  } as typeof suite;
  const of = (ua: string) => {
    const { fits, system, browser } = propose(own, detect(ua));
    return [fits?.code ?? null, system, browser];
  };
  expect(of(WIN10_64)).toEqual(['win-64', 'supported', 'unsupported']);
  expect(of(WIN7_32)).toEqual(['win-32', 'supported', 'too-old']);
  expect(of(WIN7_WOW)).toEqual([null, 'bits', 'unsupported']);
  expect(of(MAC)).toEqual([null, 'unsupported', 'unsupported']);
  expect(of(PHONE)).toEqual([null, 'unknown', 'supported']);
  expect(of(WIN10_64.replace('10.0', '6.3'))).toEqual([null, 'version', 'unsupported']);
});
