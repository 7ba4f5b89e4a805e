import { sandboxRoom } from '../index.ts';

/** The room with one parcel and no messages. */
export function roomIn() {
  return sandboxRoom({
    inbox: async () => [],
    openParcel: async (_deps, trackingNumber) =>
      trackingNumber === 'SF123' ? { mediumSerial: 'M-1', passwordCard: 'P-1', initialPin: '314159' } : undefined,
  });
}
