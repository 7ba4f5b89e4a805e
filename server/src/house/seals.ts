import type { Holdings, SubjectFacts } from '../holdings/index.ts';
import type { Issuance } from '../issuance/index.ts';
import { transaction } from '../platform/index.ts';
import type { SealHolding, SealPorts } from '../seals/index.ts';

/** Held pairs and their certificates as the room of seals needs them, and who signs seals. */
export function pairsForSeals(
  holdings: Pick<Holdings, 'subjectFacts' | 'bySerial'>,
  issuance: Pick<Issuance, 'findPairs' | 'sealMaker'>,
): Pick<SealPorts, 'holding' | 'holdingBySerial' | 'certificate' | 'sealMaker'> {
  return {
    async holding(db, id) {
      const facts = await holdings.subjectFacts(db, id);
      return facts && holdingOf(facts);
    },
    async holdingBySerial(db, serial) {
      const facts = await holdings.bySerial(db, serial);
      return facts && holdingOf(facts);
    },
    certificate: (db, { applicationId, serial }) =>
      transaction(db, async (tx) => {
        const pairs = await issuance.findPairs(tx, applicationId);
        const pair = pairs.find(({ certificates }) => certificates.some((one) => one.serial === serial));
        if (!pair) throw new Error(`there is no pair with the certificate ${serial}`);
        return pair.sign;
      }),
    sealMaker: (until) => issuance.sealMaker(until),
  };
}

function holdingOf({ serials, ...facts }: SubjectFacts): SealHolding {
  const { id, organisationId, programme, applicationId, status, mediumSerial } = facts;
  return { id, organisationId, programme, applicationId, status, serial: serials.sign, mediumSerial };
}
