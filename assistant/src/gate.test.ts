import { describe, expect, it } from 'vitest';
import { judge, type Knock, readOrigin } from './gate.ts';

const host = '127.0.0.1:37621';
const own = `http://${host}`;
const portal = 'https://hall.example.cn';
const house = { host, isKnownOrigin: (origin: string) => origin === portal };
const knock = (over: Partial<Knock>): Knock => ({
  door: 'foreign',
  host,
  origin: portal,
  site: undefined,
  mode: undefined,
  ...over,
});

describe('the gate', () => {
  it.each(['localhost:37621', '127.0.0.1', '127.0.0.1:80', 'evil.example:37621', '127.0.0.1.evil.example', undefined])(
    'refuses the host %s before anything else',
    (foreignHost) => {
      for (const door of ['page', 'own', 'foreign'] as const)
        expect(judge(knock({ door, host: foreignHost, origin: own }), house)).toEqual({ ok: false, code: 'E_HOST' });
    },
  );

  it.each([
    undefined,
    'null',
    'https://evil.example',
    'https://hall.example.cn.evil.example',
    'http://hall.example.cn',
  ])('refuses the origin %s at both doors', (origin) => {
    expect(judge(knock({ origin }), house)).toEqual({ ok: false, code: 'E_ORIGIN' });
    expect(judge(knock({ origin, door: 'own' }), house)).toEqual({ ok: false, code: 'E_ORIGIN' });
  });

  it('names exactly the asking origin to the browser', () => {
    expect(judge(knock({}), house)).toEqual({ ok: true, cors: portal, own: false });
  });

  it('keeps the portal out of the own door', () => {
    expect(judge(knock({ door: 'own' }), house)).toEqual({ ok: false, code: 'E_ORIGIN' });
    expect(judge(knock({ door: 'own', origin: own }), house)).toEqual({ ok: true, cors: null, own: true });
  });

  it('lets a link open the page but no other page load its parts', () => {
    const page = { door: 'page', origin: undefined, site: 'cross-site' } as const;
    expect(judge(knock({ ...page, mode: 'navigate' }), house).ok).toBe(true);
    expect(judge(knock({ ...page, mode: 'no-cors' }), house).ok).toBe(false);
    expect(judge(knock({ ...page, site: 'same-origin', mode: 'cors' }), house).ok).toBe(true);
  });

  it.each(['hall.example.cn', 'https://hall.example.cn/apply', 'file:///tmp', '*', 'https://*.example.cn/x'])(
    'takes no %s for an origin',
    (text) => {
      expect(() => readOrigin(text)).toThrow();
    },
  );
});
