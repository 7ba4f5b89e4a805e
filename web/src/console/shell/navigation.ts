import type { Role } from '@yinxin/contract';

export interface Place {
  /** Key of its name in the texts. */
  readonly key:
    | 'dashboard'
    | 'orders'
    | 'mailRoom'
    | 'production'
    | 'media'
    | 'passwordCards'
    | 'shipping'
    | 'parcels'
    | 'service'
    | 'nameCorrections'
    | 'mobileChanges'
    | 'revocations'
    | 'certificates'
    | 'payments'
    | 'remittances'
    | 'ledger'
    | 'staff'
    | 'programmes'
    | 'templates'
    | 'prices'
    | 'authorities'
    | 'ceremonies'
    | 'profiles'
    | 'certificateStatus'
    | 'escrow'
    | 'renewals'
    | 'announcements'
    | 'failedWork'
    | 'audit';
  readonly to: string;
  /** Two keys one after the other, e.g. `g o`. */
  readonly keys?: string;
  readonly group: 'work' | 'desks' | 'requests' | 'money' | 'authority' | 'administration';
  /** Who is offered it; all staff when absent. The server decides again on every call. */
  readonly roles?: readonly Role[];
}

const PLACES: readonly Place[] = [
  { key: 'dashboard', to: '/', keys: 'g d', group: 'work' },
  { key: 'orders', to: '/orders', keys: 'g o', group: 'work' },
  { key: 'certificates', to: '/certificates', keys: 'g c', group: 'work' },
  { key: 'mailRoom', to: '/mail-room', keys: 'g m', group: 'desks', roles: ['mail-room'] },
  { key: 'production', to: '/production', keys: 'g p', group: 'desks', roles: ['production'] },
  {
    key: 'media',
    to: '/media',
    keys: 'g k',
    group: 'desks',
    roles: ['production', 'shipping', 'administrator', 'auditor'],
  },
  { key: 'passwordCards', to: '/password-cards', group: 'desks', roles: ['production', 'administrator', 'auditor'] },
  { key: 'shipping', to: '/shipping', keys: 'g s', group: 'desks', roles: ['shipping'] },
  { key: 'parcels', to: '/parcels', keys: 'g w', group: 'desks', roles: ['shipping'] },
  { key: 'service', to: '/service', keys: 'g h', group: 'requests', roles: ['customer-service', 'back-office'] },
  {
    key: 'nameCorrections',
    to: '/name-corrections',
    keys: 'g n',
    group: 'requests',
    roles: ['customer-service', 'back-office', 'administrator', 'auditor'],
  },
  {
    key: 'mobileChanges',
    to: '/mobile-changes',
    keys: 'g t',
    group: 'requests',
    roles: ['customer-service', 'back-office', 'administrator', 'auditor'],
  },
  { key: 'revocations', to: '/revocations', keys: 'g r', group: 'requests' },
  {
    key: 'payments',
    to: '/payments',
    keys: 'g f',
    group: 'money',
    roles: ['finance', 'auditor', 'administrator'],
  },
  { key: 'remittances', to: '/remittances', keys: 'g b', group: 'money', roles: ['finance', 'auditor'] },
  { key: 'ledger', to: '/ledger', keys: 'g l', group: 'money', roles: ['finance', 'auditor', 'administrator'] },
  { key: 'prices', to: '/prices', group: 'money', roles: ['administrator', 'finance', 'auditor'] },
  { key: 'authorities', to: '/authorities', group: 'authority', roles: ['administrator', 'auditor'] },
  { key: 'ceremonies', to: '/ceremonies', group: 'authority', roles: ['administrator', 'auditor'] },
  {
    key: 'profiles',
    to: '/profiles',
    group: 'authority',
    roles: ['administrator', 'auditor', 'back-office', 'production'],
  },
  {
    key: 'certificateStatus',
    to: '/certificate-status',
    group: 'authority',
    roles: ['administrator', 'auditor', 'back-office', 'production', 'customer-service'],
  },
  {
    key: 'escrow',
    to: '/escrow',
    group: 'authority',
    roles: ['customer-service', 'back-office', 'administrator', 'auditor'],
  },
  { key: 'staff', to: '/staff', group: 'administration', roles: ['administrator', 'auditor'] },
  { key: 'programmes', to: '/programmes', group: 'administration', roles: ['administrator', 'auditor'] },
  { key: 'templates', to: '/templates', group: 'administration', roles: ['administrator', 'auditor', 'reviewer'] },
  { key: 'renewals', to: '/renewals', group: 'administration', roles: ['administrator', 'back-office'] },
  {
    key: 'announcements',
    to: '/announcements',
    group: 'administration',
    roles: ['administrator', 'back-office', 'customer-service', 'auditor'],
  },
  { key: 'failedWork', to: '/failed-work', group: 'administration', roles: ['administrator', 'auditor'] },
  { key: 'audit', to: '/audit', keys: 'g a', group: 'administration', roles: ['auditor'] },
];

/** The places offered to somebody with these roles. */
export function placesFor(roles: readonly Role[]): readonly Place[] {
  return PLACES.filter((place) => !place.roles || place.roles.some((role) => roles.includes(role)));
}
