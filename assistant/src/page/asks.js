// What a website asks of the holder: the question, and the dialog in which the PIN is typed.
import { ask as tell } from './api.js';
import { applicationFacts, applicationText } from './application.js';
import { notice, noticeOf, openDialog, pinField, showBox, triesText } from './dialog.js';
import { element } from './element.js';
import { refuseDifferent } from './tasks.js';
import { say } from './words.js';

/** The fields a question needs: the PIN in force, a new one, or both. */
function fieldsOf({ purpose, choosesPin }, medium) {
  // A PIN already chosen is asked for; the medium that has none yet gets its first.
  const unlocking = purpose === 'unlock' || (choosesPin && !medium.personalised);
  const mustChange = !unlocking && medium.pinInitial && medium.pinChange === 'required' && medium.state === 'made';
  const word = purpose === 'download' && medium.state === 'blank' && !choosesPin ? 'ask.cardPassword' : 'pin.label';
  const pin = unlocking ? null : pinField(say(word), triesText(medium.pin.left), { 'data-tries': '' });
  const choosing = unlocking || mustChange;
  const next = choosing ? pinField(say('pin.next'), say('pin.rules')) : null;
  const repeat = choosing ? pinField(say('pin.repeat')) : null;
  return { pin, next, repeat, mustChange };
}

function introOf({ purpose, choosesPin }, mustChange) {
  if (purpose === 'unlock') return say('ask.introUnlock');
  if (purpose === 'sign' && !mustChange) return say('ask.introSign');
  if (mustChange) return say('ask.mustChange');
  if (purpose !== 'download') return say('ask.intro');
  return say(choosesPin ? 'ask.introChoose' : 'ask.introDownload');
}

function answer(asked, medium) {
  const { pin, next, repeat, mustChange } = fieldsOf(asked, medium);
  const parts = [pin, next, repeat].filter((part) => part !== null);
  openDialog({
    title: say(`ask.purposes.${asked.purpose}`),
    intro: introOf(asked, mustChange),
    fields: [
      element('p', { class: 'hint' }, say('ask.from', { origin: asked.origin })),
      ...(asked.application ? [applicationText(asked.application)] : []),
      ...parts.map((part) => part.field),
      showBox(...parts.map((part) => part.input)),
    ],
    action: say(asked.application ? 'ask.answerSign' : 'ask.answer'),
    run: async () => {
      if (next) refuseDifferent(next.input, repeat.input);
      await tell('answer-ask', { id: asked.id, pin: pin?.input.value ?? null, next: next?.input.value ?? null });
      return { done: true, show: [notice('good', say('ask.done'))] };
    },
  });
}

/** The box for one question. */
export function askBox(asked, medium) {
  const box = element('section', { class: 'panel ask' });
  const decline = async () => {
    try {
      await tell('decline-ask', { id: asked.id });
    } catch (error) {
      box.append(noticeOf(error));
    }
  };
  const button = (word, kind, click) =>
    element(
      'button',
      { type: 'button', class: kind, 'data-key': `ask-${word}-${asked.id}`, on: { click } },
      say(`ask.${word}`),
    );
  box.append(
    element('h2', {}, say('ask.heading')),
    element('p', { class: 'owner' }, say(`ask.purposes.${asked.purpose}`)),
    element('p', { class: 'hint' }, say('ask.from', { origin: asked.origin })),
    ...(asked.application ? [applicationFacts(asked.application)] : []),
    ...(asked.order && !asked.application
      ? [element('p', { class: 'hint' }, say('ask.order', { order: asked.order }))]
      : []),
    element('p', { class: 'hint' }, say('ask.medium', { serial: asked.serial })),
    element(
      'div',
      { class: 'row' },
      button(asked.application ? 'answerSign' : 'answer', 'primary', () => answer(asked, medium)),
      button('decline', '', decline),
    ),
  );
  return box;
}
