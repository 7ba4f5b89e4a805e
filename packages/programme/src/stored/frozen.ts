import { Shape } from './narrowing.ts';
import patch from './patch.schema.json' with { type: 'json' };
import programme from './programme.schema.json' with { type: 'json' };

/** What was accepted when the types were last written down; every stored version fits it. */
export const frozen = (name: 'programme' | 'patch'): Shape => Shape.parse({ programme, patch }[name]);
