export { SealError, type Sealing, sealing } from './sealing.ts';
