import { der } from '../../../der/index.ts';
import { LINT_OID } from '../../oids.ts';
import { asking, type Examples } from '../example.ts';
import { asked, attribute, ext, raw } from '../plant.ts';

const good = asking();
const attributes = (...all: readonly Uint8Array[]) => asking({ attributes: der.explicit(0, ...all) });
const password = attribute(LINT_OID.challengePassword, der.setOf(der.utf8String('x')));
const constraints = (ca: boolean) =>
  asking({ attributes: asked(ext(LINT_OID.basicConstraints, true, der.sequence(...(ca ? [der.boolean(true)] : [])))) });

export const REQUEST_EXAMPLES: Examples = {
  'request-structure': { good, bad: asking({ spki: der.integer(1) }) },
  'request-version': { good, bad: asking({ version: der.integer(1) }) },
  'request-subject-empty': { good, bad: asking({ subject: der.sequence() }) },
  'request-attributes': { good, bad: asking({ attributes: raw() }) },
  'request-attribute-set': { good, bad: attributes(attribute(LINT_OID.challengePassword, der.utf8String('x'))) },
  'request-attribute-repeated': { good, bad: attributes(password, password) },
  'request-challenge-password': { good, bad: attributes(password) },
  'request-ca': { good: constraints(false), bad: constraints(true) },
};
