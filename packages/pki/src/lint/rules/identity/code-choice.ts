import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { CHOICE_STRING } from '../../subject/identity.ts';
import { firstOf } from '../../tlv.ts';

/** The personal identifier says which document it is (GM/T 0015-2012). */
export const identityCodeChoice = rule<'certificate'>({
  id: 'identity-code-choice',
  kinds: ['certificate'],
  source: 'GM/T 0015-2012',
  clause: '',
  severity: 'notice',
  issuing: 'error',
  applies: ({ byOid }) => byOid.has(LINT_OID.identifyCode),
  check: ({ byOid }) => {
    const extension = byOid.get(LINT_OID.identifyCode);
    const choice = extension?.inner;
    const text = choice === undefined ? undefined : firstOf(choice);
    const right =
      choice !== undefined &&
      CHOICE_STRING.get(choice.tag) !== undefined &&
      text?.tag === CHOICE_STRING.get(choice.tag);
    return spotIf(!right, extension?.at);
  },
});
