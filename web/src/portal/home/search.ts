import type { Offer } from '../programmes.ts';

/** Everything about an offer that a person might type, in both languages. */
function wordsOf({ project }: Offer): string {
  const texts = [project.name, project.system.name, project.system.purpose, project.audience];
  return texts
    .flatMap((text) => [text.zh, text.en])
    .concat(project.system.url ?? '', project.code)
    .join(' ')
    .toLowerCase();
}

/** Offers in which every typed word occurs; spaces separate words. */
export function searchOffers(offers: readonly Offer[], query: string): Offer[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return offers.filter((offer) => {
    const text = wordsOf(offer);
    return words.every((word) => text.includes(word));
  });
}
