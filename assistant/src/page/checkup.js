// The check-up: every step from the computer to the key, each with a code and one thing to do.
import { ask } from './api.js';
import { notice, openDialog, pinField, showBox } from './dialog.js';
import { element } from './element.js';
import { say } from './words.js';

const TONES = { ok: 'good', warn: 'note', fail: 'bad', skipped: '' };

function step({ id, outcome, code, params }) {
  const fix = say(`checkCodes.${code}.fix`, params);
  return element(
    'li',
    {},
    element('strong', {}, say(`checks.${id}`)),
    element('span', { class: `chip ${TONES[outcome]}` }, say(`outcomes.${outcome}`)),
    element('p', { class: 'what' }, say(`checkCodes.${code}.what`, params)),
    fix === '' ? null : element('p', { class: 'fix' }, say('checkUp.fix') + fix),
    outcome === 'ok' ? null : element('p', { class: 'code' }, say('checkUp.code', { code })),
  );
}

function summary(checks) {
  const count = (outcome) => checks.filter((check) => check.outcome === outcome).length;
  if (count('fail') > 0) return notice('bad', say('checkUp.summaryFail', { count: count('fail') }));
  if (count('warn') > 0) return notice('note', say('checkUp.summaryWarn', { count: count('warn') }));
  if (count('skipped') > 0) return notice('', say('checkUp.summarySkipped', { count: count('skipped') }));
  return notice('good', say('checkUp.summaryOk'));
}

export function checkUp(medium) {
  const canSign = medium?.state === 'made';
  const pin = pinField(say('checkUp.pinOptional'), null, { required: false });
  openDialog({
    title: say('actions.checkUp'),
    intro: say('checkUp.intro'),
    fields: canSign ? [pin.field, showBox(pin.input)] : [],
    action: say('checkUp.run'),
    run: async () => {
      const typed = canSign && pin.input.value !== '' ? pin.input.value : null;
      const { checks } = await ask('check-up', { pin: typed });
      return {
        action: say('checkUp.again'),
        show: [summary(checks), element('ol', { class: 'steps' }, ...checks.map(step))],
      };
    },
  });
}
