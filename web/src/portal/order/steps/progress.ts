import type { SelfServiceView } from '@yinxin/contract';
import type { Proofs } from './halls.ts';

type InstallView = NonNullable<SelfServiceView['install']>;
export type MediumOn = InstallView['media'][number];

/** What is typed for the proofs of an installation, each as the field holds it. */
export interface Written {
  readonly cardNumber: string;
  readonly code: string;
  readonly firstUpdate: string;
  readonly secondUpdate: string;
}
export const NOTHING_WRITTEN: Written = {
  cardNumber: '',
  code: '',
  firstUpdate: '',
  secondUpdate: '',
};

/** What the medium in the reader is to this order. */
export type Place =
  | { readonly kind: 'none' }
  | { readonly kind: 'other'; readonly serials: readonly string[] }
  | { readonly kind: 'done'; readonly left: number }
  | { readonly kind: 'now'; readonly on: MediumOn };

/** Whether the medium in the reader belongs to the order, and whether anything is left to be written onto it. */
export function placeOf(install: InstallView, serial: string | null): Place {
  const open = install.media.filter(({ status }) => status !== 'installed');
  if (serial === null) return { kind: 'none' };
  const on = install.media.find(({ mediumSerial }) => mediumSerial === serial);
  if (!on) return { kind: 'other', serials: open.map(({ mediumSerial }) => mediumSerial) };
  return on.status === 'installed' ? { kind: 'done', left: open.length } : { kind: 'now', on };
}

/** The first PIN is chosen once, in the assistant, before anything is written (BJ-02). */
export function choosesPin(install: InstallView, on: MediumOn): boolean {
  return install.choosesPin && on.status === 'waiting';
}

/** Fields still empty, in the order they stand on the page. PINs are typed in the assistant only. */
export function lacks(on: MediumOn, written: Written): (keyof Written)[] {
  const wanted: (keyof Written)[] = [
    ...(on.proofs.includes('password-card') ? (['cardNumber'] as const) : []),
    ...(on.proofs.includes('code') ? (['code'] as const) : []),
    ...(on.proofs.includes('update-codes') ? (['firstUpdate', 'secondUpdate'] as const) : []),
  ];
  return wanted.filter((one) => written[one].trim() === '');
}

/** The proofs as the server wants them: only those it asks for now. */
export function proofsOf(on: MediumOn, written: Written): Proofs {
  return {
    ...(on.proofs.includes('password-card') ? { passwordCard: { number: written.cardNumber.trim() } } : {}),
    ...(on.proofs.includes('code') ? { code: written.code.trim() } : {}),
    ...(on.proofs.includes('update-codes')
      ? { updateCodes: [written.firstUpdate.trim(), written.secondUpdate.trim()] as [string, string] }
      : {}),
  };
}

/** Between these steps the key must stay in the computer (BJ-21). */
export function mustStay(step: string | null): boolean {
  return step === 'request' || step === 'write' || step === 'prove' || step === 'confirm' || step === 'switch';
}
