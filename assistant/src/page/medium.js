// The panel of the plugged-in key.

import { inPlace } from './edition.js';
import { element } from './element.js';
import { sealFigure } from './seal.js';
import { say } from './words.js';

const TONES = { made: 'good', locked: 'bad', spoiled: 'bad', blank: '', damaged: 'bad' };

export const stateChip = (state) => element('span', { class: `chip ${TONES[state] ?? ''}` }, say(`states.${state}`));

const fact = (label, value, code = false) =>
  element(
    'div',
    {},
    element('dt', {}, label),
    element('dd', code ? { class: 'code' } : {}, value ?? say('medium.empty')),
  );

function validity(sign) {
  const day = (text) => text.slice(0, 10);
  const days = Math.abs(sign.daysLeft);
  const period = say('medium.validityValue', { from: day(sign.notBefore), to: day(sign.notAfter) });
  const [tone, text] = sign.expired
    ? ['bad', say('medium.expired', { days })]
    : sign.notYet
      ? ['note', say('medium.notYet', { from: day(sign.notBefore) })]
      : sign.daysLeft <= 30
        ? ['note', say('medium.daysSoon', { days })]
        : ['good', say('medium.daysLeft', { days })];
  return element(
    'p',
    { class: 'validity' },
    element('span', {}, `${say('medium.validity')} ${period}`),
    element('span', { class: `chip ${tone}` }, text),
  );
}

function noMedium(sandbox) {
  return [
    element('h2', { id: 'medium-heading' }, say('medium.heading')),
    element(
      'div',
      { class: 'empty' },
      element('div', { class: 'plug', 'aria-hidden': 'true' }),
      element('p', { class: 'owner' }, say('medium.none')),
      element('p', { class: 'hint' }, say(sandbox ? 'medium.noneSandboxHint' : 'medium.noneHint')),
      element('p', { class: 'hint' }, say('medium.noneFirst')),
      element(
        'ol',
        { class: 'tries' },
        ...['noneTurn', 'nonePort', 'noneInstall'].map((key) => element('li', {}, say(`medium.${key}`))),
      ),
    ),
  ];
}

function remarks(medium, session) {
  const notes = [];
  if (session === 'production') notes.push(['note', say('medium.producing')]);
  else if (session !== null) notes.push(['note', say('medium.writing')]);
  if (medium.state === 'made' && medium.pinInitial && session === null)
    notes.push([
      'note',
      say(medium.pinChange === 'required' ? 'medium.pinInitialRequired' : 'medium.pinInitialAdvised'),
    ]);
  for (const { next } of medium.containers)
    if (next) notes.push(['', say(next.sign ? 'medium.renewing' : 'medium.renewingKey')]);
  if (medium.state === 'locked') notes.push(['bad', say('medium.lockedHint')]);
  if (medium.state === 'spoiled')
    notes.push(['bad', say('medium.spoiledHint', { reason: medium.spoiledReason ?? '' })]);
  if (medium.state === 'blank' && !medium.open) notes.push(['', say('medium.blankHint')]);
  return notes.map(([tone, text]) => element('p', { class: `alert ${tone}` }, text));
}

const title = (medium, sign) =>
  sign?.owner ?? say(medium.state === 'spoiled' ? 'medium.spoiledTitle' : 'medium.blankTitle');

const activationText = (activation) =>
  activation ? say('medium.activated', { at: activation.at.slice(0, 10) }) : say('medium.notActivated');

function certificates(container, several) {
  const { name, sign, encrypt } = container;
  return [
    several ? fact(say('medium.container'), name) : null,
    fact(say('medium.signNumber'), sign?.number, true),
    fact(say('medium.encryptNumber'), encrypt?.number, true),
    ...container.former.map((one) =>
      fact(say('medium.former'), `${one.number} (${say('medium.until', { until: one.notAfter.slice(0, 10) })})`, true),
    ),
    fact(say('medium.issuer'), sign?.issuer),
    fact(say('medium.activation'), activationText(container.activation)),
  ];
}

/** The children of the panel for a state of the assistant. */
export function mediumPanel({ medium, sandbox, session, edition, waiting }) {
  if (!medium) return noMedium(sandbox);
  const written = medium.containers.filter((container) => container.sign);
  const sign = written[0]?.sign ?? null;
  const shows = sign ? edition?.shows : undefined;
  return [
    element(
      'div',
      { class: 'head' },
      element('h2', { id: 'medium-heading' }, say('medium.heading')),
      stateChip(medium.state),
    ),
    shows === 'on-choosing' ? null : element('p', { class: 'owner' }, title(medium, sign)),
    waiting > 0 ? element('p', { class: 'alert note' }, say('medium.waiting')) : null,
    ...remarks(medium, session),
    ...written.filter(({ seal }) => seal).map((container) => sealFigure(medium.serial, container)),
    ...inPlace(edition, sign ? title(medium, sign) : null, [
      sign ? validity(sign) : null,
      element(
        'dl',
        { class: 'facts' },
        sign ? fact(say('medium.creditCode'), sign.creditCode, true) : null,
        fact(say('medium.serial'), medium.serial, true),
        fact(say('medium.passwordCard'), medium.passwordCard, true),
        medium.personalised ? fact(say('medium.pinLeft'), say('medium.pinLeftValue', medium.pin)) : null,
        ...written.flatMap((container) => certificates(container, written.length > 1)),
        written.some(({ seal }) => seal) || !sign ? null : fact(say('medium.seal'), say('medium.noSeal')),
        fact(say('medium.model'), medium.model),
      ),
    ]),
  ];
}
