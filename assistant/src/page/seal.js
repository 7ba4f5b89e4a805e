// The seal on the key, with its picture.
import { ask } from './api.js';
import { element } from './element.js';
import { say } from './words.js';

const shown = new Map();

/** The picture's address on this page, fetched once for each seal. */
async function pictureOf(serial, container, seal) {
  const key = `${serial}/${container}/${seal.id}`;
  if (!shown.has(key)) {
    const { picture } = await ask('seal', { serial, container });
    const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
    shown.set(key, URL.createObjectURL(new Blob([bytes], { type: 'image/png' })));
  }
  return shown.get(key);
}

const sortOf = (sort) => {
  const word = say(`sealSorts.${sort}`);
  return word === `sealSorts.${sort}` ? sort : word;
};

/** The seal of one container. The picture comes when it has been read. */
export function sealFigure(serial, { name, seal }) {
  const picture = element('img', {
    class: 'seal',
    width: '112',
    height: '112',
    alt: say('medium.sealPicture', { name: seal.name }),
  });
  pictureOf(serial, name, seal).then(
    (address) => {
      picture.src = address;
    },
    () => picture.remove(),
  );
  return element(
    'figure',
    { class: 'sealed' },
    picture,
    element(
      'figcaption',
      {},
      element('strong', {}, seal.name),
      element('span', {}, sortOf(seal.sort)),
      element('span', { class: 'hint' }, say('medium.sealUntil', { until: seal.notAfter.slice(0, 10) })),
      seal.fits === 'former' ? element('span', { class: 'chip note' }, say('medium.sealFormer')) : null,
    ),
  );
}
