// Where a product's client shows what a certificate says: at once, by choosing the certificate, or in a list of its own.
import { element } from './element.js';
import { language } from './words.js';

// Kept while the page is drawn anew: an event on the medium must not close what somebody reads.
let open = false;

/** `parts` as the edition places them; `owner` is the certificate one chooses, null where there is none. */
export function inPlace(edition, owner, parts) {
  if (!edition || owner === null || edition.shows === 'at-once') return parts;
  const label = edition.shows === 'on-choosing' ? owner : edition.details[language() === 'en' ? 'en' : 'zh'];
  const box = element(
    'details',
    { class: `certificate ${edition.shows}` },
    element('summary', { 'data-key': 'certificate' }, label),
    ...parts,
  );
  box.open = open;
  box.addEventListener('toggle', () => {
    open = box.open;
  });
  return [box];
}
