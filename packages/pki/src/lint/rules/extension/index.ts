import type { Rule } from '../../rule.ts';
import { aiaCritical } from './aia-critical.ts';
import { aiaEmpty } from './aia-empty.ts';
import { aiaHttp } from './aia-http.ts';
import { akiCritical } from './aki-critical.ts';
import { akiKeyId } from './aki-key-id.ts';
import { akiMatches } from './aki-matches.ts';
import { akiPresent } from './aki-present.ts';
import { akiSelf } from './aki-self.ts';
import { altNameEmpty } from './alt-name-empty.ts';
import { constraintsCa } from './constraints-ca.ts';
import { constraintsCritical } from './constraints-critical.ts';
import { constraintsPath } from './constraints-path.ts';
import { constraintsPathRange } from './constraints-path-range.ts';
import { crldpCritical } from './crldp-critical.ts';
import { crldpEmpty } from './crldp-empty.ts';
import { crldpHttp } from './crldp-http.ts';
import { crldpPresent } from './crldp-present.ts';
import { extDuplicate } from './ext-duplicate.ts';
import { extEmpty } from './ext-empty.ts';
import { extNetscape } from './ext-netscape.ts';
import { extSyntax } from './ext-syntax.ts';
import { extUnknownCritical } from './ext-unknown-critical.ts';
import { inhibitAnyCritical } from './inhibit-any-critical.ts';
import { noCheckCritical } from './no-check-critical.ts';
import { noCheckForm } from './no-check-form.ts';
import { noCheckPlace } from './no-check-place.ts';
import { policyConstraintsCritical } from './policy-constraints-critical.ts';
import { policyEmpty } from './policy-empty.ts';
import { policyRepeated } from './policy-repeated.ts';
import { skiCritical } from './ski-critical.ts';
import { skiMethod } from './ski-method.ts';
import { skiPresent } from './ski-present.ts';
import { skiPresentCa } from './ski-present-ca.ts';

export const EXTENSION_RULES: readonly Rule[] = [
  extEmpty,
  extDuplicate,
  extUnknownCritical,
  extSyntax,
  extNetscape,
  akiPresent,
  akiKeyId,
  akiCritical,
  akiMatches,
  akiSelf,
  skiPresentCa,
  skiPresent,
  skiCritical,
  skiMethod,
  constraintsCa,
  constraintsCritical,
  constraintsPath,
  constraintsPathRange,
  noCheckForm,
  noCheckCritical,
  noCheckPlace,
  crldpPresent,
  crldpCritical,
  crldpEmpty,
  crldpHttp,
  aiaCritical,
  aiaEmpty,
  aiaHttp,
  policyEmpty,
  policyRepeated,
  policyConstraintsCritical,
  inhibitAnyCritical,
  altNameEmpty,
];
