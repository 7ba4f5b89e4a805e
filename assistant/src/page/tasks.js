// What the owner can do with the plugged-in key. Every PIN is typed here and nowhere else.
import { ask } from './api.js';
import { notice, noticeOf, openDialog, pinField, showBox, triesText } from './dialog.js';
import { element } from './element.js';
import { say } from './words.js';

const triesHint = ({ pin }) => triesText(pin.left);

/** Throws a notice as if the assistant had refused: the same words for the same thing. */
export const refuseDifferent = (a, b) => {
  if (a.value === b.value) return;
  const both = { zh: say('pin.different'), en: say('pin.different') };
  b.setAttribute('aria-invalid', 'true');
  throw { code: 'DIFFERENT', detail: both, next: { zh: '', en: '' } };
};

const output = (label, value) =>
  element('div', { class: 'output' }, element('strong', {}, label), element('p', { class: 'code' }, value));

export function changePin(medium) {
  const current = pinField(say('pin.current'), triesHint(medium), { 'data-tries': '' });
  const next = pinField(say('pin.next'), say('pin.rules'));
  const repeat = pinField(say('pin.repeat'));
  openDialog({
    title: say('actions.changePin'),
    intro: say('actions.changePinHint'),
    fields: [current.field, next.field, repeat.field, showBox(current.input, next.input, repeat.input)],
    action: say('actions.changePin'),
    run: async () => {
      refuseDifferent(next.input, repeat.input);
      await ask('change-pin', { serial: medium.serial, current: current.input.value, next: next.input.value });
      return { done: true, show: [notice('good', say('pin.changed'))] };
    },
  });
}

export function testSignature(medium) {
  const pin = pinField(say('pin.label'), triesHint(medium), { 'data-tries': '' });
  openDialog({
    title: say('actions.testSignature'),
    intro: say('test.intro'),
    fields: [pin.field, showBox(pin.input)],
    action: say('test.run'),
    run: async () => {
      const answer = await ask('test-signature', { serial: medium.serial, pin: pin.input.value });
      return {
        done: true,
        show: [
          answer.verified ? notice('good', say('test.ok')) : notice('bad', say('test.bad')),
          output(say('test.text'), answer.text),
          output(say('test.algorithm'), answer.algorithm),
          output(say('test.signature'), answer.signature),
        ],
      };
    },
  });
}

export async function unlock(medium) {
  let challenge;
  try {
    ({ challenge } = await ask('unlock-challenge', { serial: medium.serial }));
  } catch (error) {
    document.getElementById('actions').append(noticeOf(error));
    return;
  }
  const copy = element('button', { type: 'button' }, say('unlock.copy'));
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(challenge);
    copy.textContent = say('unlock.copied');
  });
  const code = element(
    'div',
    { class: 'output' },
    element('strong', {}, say('unlock.challenge')),
    element('p', { class: 'code', id: 'unlock-challenge' }, challenge),
    element('p', { class: 'hint' }, say('unlock.challengeHint')),
    copy,
  );
  const proof = element('textarea', { id: 'unlock-proof', required: true, autocomplete: 'off', spellcheck: 'false' });
  const proofField = element(
    'div',
    { class: 'field' },
    element('label', { for: 'unlock-proof' }, say('unlock.proof')),
    proof,
  );
  const next = pinField(say('pin.next'), say('pin.rules'));
  const repeat = pinField(say('pin.repeat'));
  openDialog({
    title: say('actions.unlock'),
    intro: say('unlock.intro'),
    fields: [code, proofField, next.field, repeat.field, showBox(next.input, repeat.input)],
    action: say('unlock.run'),
    run: async () => {
      refuseDifferent(next.input, repeat.input);
      await ask('unlock', { serial: medium.serial, proof: proof.value.trim(), next: next.input.value });
      return { done: true, show: [notice('good', say('unlock.done'))] };
    },
  });
}
