import { sandboxRoom } from '../index.ts';

const parcel = {
  mediumSerial: 'M-1',
  passwordCard: 'P-1',
  initialPin: '314159',
  others: [{ mediumSerial: 'M-2', passwordCard: 'P-2', initialPin: '271828' }],
};

/** The room with one parcel and no messages. */
export function roomIn() {
  return sandboxRoom({
    inbox: async () => [],
    openParcel: async (_deps, trackingNumber) => (trackingNumber === 'SF123' ? parcel : undefined),
  });
}
