import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { permitForCertificate, permitForCrl, SigningPermit } from './permit.ts';

const tbs = new Uint8Array([0x30, 0x00]);

describe('the permission to sign', () => {
  test('is good once', () => {
    const permit = permitForCertificate({ step: 'recorded', tbs, certificate: null });
    expect(permit.spend()).toEqual(tbs);
    expect(() => permit.spend()).toThrow('PERMIT_SPENT');
  });

  test.each(['reserved', 'intended', 'signed', 'published'])('is not given in step %s', (step) => {
    expect(() => permitForCertificate({ step, tbs, certificate: null })).toThrow('PERMIT_TOO_EARLY');
  });

  test('is not given without stored bytes, nor for what is signed already', () => {
    expect(() => permitForCertificate({ step: 'recorded', tbs: null, certificate: null })).toThrow('PERMIT_TOO_EARLY');
    expect(() => permitForCertificate({ step: 'recorded', tbs, certificate: tbs })).toThrow('PERMIT_TOO_EARLY');
    expect(() => permitForCrl({ tbs, crl: tbs })).toThrow('PERMIT_TOO_EARLY');
  });

  test('cannot be made elsewhere, and its bytes cannot be changed afterwards', () => {
    expect(() => new SigningPermit(Symbol('another'), tbs)).toThrow('PERMIT_FORGED');
    const bytes = tbs.slice();
    const permit = permitForCertificate({ step: 'recorded', tbs: bytes, certificate: null });
    bytes[1] = 1;
    expect(permit.spend()).toEqual(tbs);
  });

  test('takes the bytes of a list as they are: nobody else reaches them, and they come back after they were signed', () => {
    const bytes = tbs.slice();
    const permit = permitForCrl({ tbs: bytes, crl: null });
    expect(bytes).toHaveLength(0);
    expect(() => permit.signed()).toThrow('PERMIT_UNSPENT');
    expect(permit.spend()).toEqual(tbs);
    expect(permit.signed()).toEqual(tbs);
    expect(() => permit.spend()).toThrow('PERMIT_SPENT');
    // A part of a larger buffer is copied: the rest of it belongs to others.
    const larger = new Uint8Array([0xff, ...tbs]);
    const part = permitForCrl({ tbs: larger.subarray(1), crl: null });
    larger[1] = 1;
    expect(part.spend()).toEqual(tbs);
    expect(larger).toHaveLength(3);
  });

  test('no other file of this room reaches a private key of the authority', () => {
    const room = path.resolve(import.meta.dirname, '..');
    const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !/test\.ts$|testing/.test(name),
    );
    const reaching = files.filter((name) =>
      /\b(sm2Signer|memorySigner|signAsync|StoreKey|KeyStore|fileStore|hostedStore)\b/.test(
        readFileSync(path.join(room, name), 'utf8'),
      ),
    );
    expect(reaching.toSorted()).toEqual([
      'authority/activation.ts',
      'authority/authority.ts',
      'authority/keys.ts',
      'authority/registry.ts',
      'authority/stores.ts',
      // The seal maker signs seals, never certificates: its key is its own, as the responder's is.
      'seal-maker.ts',
      'status/responder-key.ts',
    ]);
  });
});
